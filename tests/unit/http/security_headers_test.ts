import assert from "node:assert/strict";
import { contentPolicy, setSecurityHeaders } from "@/lib/http/security_headers.ts";

Deno.test("contentPolicy() is the contract's policy, word for word", () => {
  assert.equal(
    contentPolicy("abc"),
    "default-src 'none'; script-src 'self' 'nonce-abc'; style-src 'self' 'nonce-abc'; img-src 'self' data: blob:; " +
      "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; " +
      "base-uri 'none'; object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; " +
      "trusted-types chat",
  );
});

Deno.test("setSecurityHeaders() keeps the page's nonce for HTML only, and never a foreign directive", () => {
  const fresh = "script-src 'self' 'nonce-Ab+/9='; style-src 'unsafe-inline'; upgrade-insecure-requests";
  const html = new Headers({ "content-type": "text/html; charset=utf-8", "content-security-policy": fresh });
  setSecurityHeaders(html);
  assert.equal(html.get("content-security-policy"), contentPolicy("Ab+/9="));
  const json = new Headers({ "content-type": "application/json", "content-security-policy": fresh });
  setSecurityHeaders(json);
  assert.equal(json.get("content-security-policy"), contentPolicy());
  assert.equal(json.get("x-content-type-options"), "nosniff");
});
