/** Section B: CORS and host on a server bound to a loopback address, checks 12–16. */
import assert from "node:assert/strict";
import type { Check } from "./check.ts";

export const origins: readonly Check[] = [
  {
    number: 12,
    says: "an origin on localhost gets CORS headers",
    async run(server) {
      const origin = "http://localhost:5173";
      const { status, headers } = await server.ask("GET", "/api/version", undefined, { Origin: origin });
      assert.equal(status, 200);
      assert.equal(headers.get("access-control-allow-origin"), origin);
      assert.equal(headers.get("vary"), "Origin");
    },
  },
  {
    number: 13,
    says: "any other origin is 403 without a body",
    async run(server) {
      for (const origin of ["http://evil.example", "null", "http://[::1]:8000"]) {
        const { status, type, text } = await server.ask("GET", "/api/version", undefined, { Origin: origin });
        assert.deepEqual([status, type, text], [403, null, ""], origin);
      }
    },
  },
  {
    number: 14,
    says: "a preflight from an allowed origin is 204 with what is allowed",
    async run(server) {
      const { status, headers } = await server.ask("OPTIONS", "/api/chat", undefined, {
        Origin: "http://localhost:5173",
        "Access-Control-Request-Method": "POST",
      });
      assert.equal(status, 204);
      assert.equal(headers.get("access-control-allow-methods"), "GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS");
      assert.equal(headers.get("access-control-max-age"), "43200");
    },
  },
  {
    number: 15,
    says: "the Host header must be a local name or a private address",
    async run(server) {
      for (const host of ["evil.example", "ollama:11434"]) {
        const answer = await server.raw(withHost(host));
        assert.match(answer, /^HTTP\/1\.1 403 /, host);
        assert.match(answer, /\r\n\r\n$/, host);
      }
      for (const host of ["x.local", "localhost:1", "10.1.2.3", "host.docker.internal:11434"]) {
        assert.match(await server.raw(withHost(host)), /^HTTP\/1\.1 200 /, host);
      }
    },
  },
  {
    number: 16,
    says: "the server's own origin is served without CORS headers",
    async run(server) {
      const { status, headers } = await server.ask("GET", "/api/version", undefined, { Origin: server.url });
      assert.deepEqual([status, headers.get("access-control-allow-origin")], [200, null]);
    },
  },
];

function withHost(host: string): string {
  return `GET /api/version HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
}
