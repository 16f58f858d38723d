import assert from "node:assert/strict";
import { testApp } from "@/tests/helpers/app.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

Deno.test("GET /api/health has the contract's shape and asks nobody", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const response = await app.fetch("/api/health");
  const health = await response.json();
  assert.equal(response.status, 200);
  assert.equal(test.guide.requests.length, 0);
  assert.deepEqual(Object.keys(health), [
    "status",
    "version",
    "uptime_seconds",
    "db_status",
    "ollama",
    "scheduler",
    "models",
    "system",
    "streams",
  ]);
  assert.deepEqual(health.ollama, {
    status: "unknown",
    version: null,
    latency_ms: null,
    checked_at: null,
    error: null,
  });
  assert.deepEqual(health.models, { installed: 0, loaded: 0, vram_bytes: 0 });
  assert.deepEqual(health.streams, { active: 0 });
  assert.deepEqual(Object.keys(health.system), [
    "cpu_percent",
    "memory_used_bytes",
    "memory_total_bytes",
    "gpus",
  ]);
  assert.deepEqual(Object.keys(health.scheduler), [
    "status",
    "interval_seconds",
    "last_run_at",
    "next_run_at",
    "last_error",
  ]);
  assert.equal(health.scheduler.status, "stopped");
});

Deno.test("GET /api/health tells what the last contact with Ollama told", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  await test.deps.catalog.refresh();
  const healthy = await (await app.fetch("/api/health")).json();
  assert.equal(healthy.status, "ok");
  assert.equal(healthy.ollama.status, "ok");
  assert.equal(healthy.ollama.version, "0.33.0-rc2");
  assert.equal(healthy.models.installed, 1);
  await test.guide.close();
  await test.deps.catalog.refresh().catch(() => {});
  const response = await app.fetch("/api/health");
  const degraded = await response.json();
  assert.equal(response.status, 200);
  assert.equal(degraded.status, "degraded");
  assert.equal(degraded.ollama.status, "unreachable");
  assert.match(degraded.ollama.error, /refused/);
});

Deno.test("GET /api/health is 503 when the database cannot be used", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  test.deps.db.close();
  const response = await app.fetch("/api/health");
  const health = await response.json();
  assert.equal(response.status, 503);
  assert.equal(health.status, "degraded");
  assert.equal(health.db_status, "error");
});

Deno.test("GET /api/health is 503 for strangers too when the database cannot be used", async () => {
  await using test = await testDeps({ env: { accessPassword: "correct horse" } });
  const app = await testApp(test.deps);
  test.deps.db.noteDamage("a test's");
  const response = await app.fetch("/api/health");
  assert.deepEqual([response.status, await response.json()], [503, { status: "degraded" }]);
});
