import assert from "node:assert/strict";
import { ApiError, requestJson, UnreachableError } from "@/lib/client/api.ts";

Deno.test("requestJson() sends JSON and gives the answer", async () => {
  let sent: Request | undefined;
  const answer = await requestJson("PATCH", "http://x.test/a", { pinned: true }, {
    fetch: (path, init) => {
      sent = new Request(path, init);
      return Promise.resolve(Response.json({ id: "1" }));
    },
  });
  assert.deepEqual(answer, { id: "1" });
  assert.equal(sent!.method, "PATCH");
  assert.equal(sent!.headers.get("content-type"), "application/json");
  assert.equal(await sent!.text(), '{"pinned":true}');
});

Deno.test("requestJson() gives nothing for 204", async () => {
  const fetch = () => Promise.resolve(new Response(null, { status: 204 }));
  assert.equal(await requestJson("DELETE", "/a", undefined, { fetch }), undefined);
});

Deno.test("requestJson() throws the server's words", async () => {
  const details = [{ path: "title", message: "must not be empty" }];
  const fetch = () =>
    Promise.resolve(
      Response.json({ error: { code: "invalid_input", message: "No.", details, request_id: "r" } }, {
        status: 400,
      }),
    );
  await assert.rejects(requestJson("POST", "/a", {}, { fetch }), (error) => {
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.status, error.code, error.message, error.details], [
      400,
      "invalid_input",
      "No.",
      details,
    ]);
    return true;
  });
});

Deno.test("requestJson() takes a proxy's page for what it is", async () => {
  for (const body of ["<h1>Bad gateway</h1>", "null", "{}", ""]) {
    const fetch = () => Promise.resolve(new Response(body, { status: 502 }));
    await assert.rejects(
      requestJson("GET", "/a", undefined, { fetch }),
      (error) => error instanceof ApiError && error.code === "unreadable",
      body,
    );
  }
});

Deno.test("requestJson() names a connection that failed", async () => {
  const fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  await assert.rejects(requestJson("GET", "/a", undefined, { fetch }), UnreachableError);
});
