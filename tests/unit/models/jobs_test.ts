import assert from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import { cronSchedule, type JobDeps, startJobs, type Triggers } from "@/lib/cron/jobs.ts";
import * as faults from "@/lib/guide/faults.ts";
import { model, type OpenModels, openModels } from "./open_models.ts";

const guide = { models: [model("a:latest")] };

Deno.test("a poll never overlaps itself when Ollama is slower than the interval", async () => {
  const clock = new FakeTriggers();
  await using models = await openModels({ guide, now: () => clock.now });
  const release = Promise.withResolvers<void>();
  models.guide.script(faults.delay(release.promise), { path: "/api/tags" });
  const jobs = startJobs(depsOf(models, 60_000), clock);
  await models.guide.nextRequest("/api/tags");
  const ticks = [clock.tick(), clock.tick(), clock.tick()];
  assert.equal(asked(models, "/api/tags"), 1);
  release.resolve();
  await Promise.all(ticks);
  assert.equal(asked(models, "/api/tags"), 1);
  await clock.tick();
  assert.equal(asked(models, "/api/tags"), 2);
  await jobs.stop();
});

Deno.test("below a minute a timer is set only after a run, so there is one run after a sleep", async () => {
  const clock = new FakeTriggers();
  await using models = await openModels({ guide, now: () => clock.now });
  const jobs = startJobs(depsOf(models, 5_000), clock);
  assert.equal(clock.schedule, undefined);
  await clock.armed();
  assert.equal(asked(models, "/api/tags"), 1);
  assert.deepEqual(clock.delays(), [5_000]);
  clock.now += 8 * 60 * 60_000; // the machine sleeps
  clock.fire();
  await clock.armed();
  assert.equal(asked(models, "/api/tags"), 2);
  assert.deepEqual(clock.delays(), [5_000]);
  assert.equal(jobs.status().last_run_at, new Date(clock.now).toISOString());
  assert.equal(jobs.status().next_run_at, new Date(clock.now + 5_000).toISOString());
  await jobs.stop();
  assert.deepEqual(clock.delays(), []);
});

Deno.test("while Ollama is down a fast poll waits longer, then is fast again", async () => {
  const clock = new FakeTriggers();
  await using models = await openModels({ guide, now: () => clock.now });
  const script = models.guide.script(faults.refuse("rst"), { path: "/api/version", times: 1000 });
  const jobs = startJobs(depsOf(models, 1_000), clock);
  const delays: number[] = [];
  for (let run = 0; run < 6; run++) {
    await clock.armed();
    delays.push(...clock.delays());
    clock.fire();
  }
  await clock.armed();
  assert.deepEqual(delays, [2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  assert.match(jobs.status().last_error!, /Cannot reach Ollama/);
  assert.equal(models.catalog.health().status, "unreachable");
  script.remove();
  clock.fire();
  await clock.armed();
  assert.deepEqual(clock.delays(), [1_000]);
  assert.equal(jobs.status().last_error, null);
  await jobs.stop();
});

Deno.test("a run that throws is caught: the cron's handler never rejects", async () => {
  const clock = new FakeTriggers();
  await using models = await openModels({ guide, now: () => clock.now });
  const jobs = startJobs(depsOf(models, 60_000), clock);
  models.guide.script(faults.refuse(), { path: "/api/version" });
  models.db.exec("drop table system_samples");
  await clock.tick(); // joins the first run
  models.guide.script(faults.html(500), { path: "/api/tags" });
  await clock.tick();
  assert.ok(jobs.status().last_error);
  await jobs.stop();
});

Deno.test("stop() breaks off a run that hangs, at once", async () => {
  const clock = new FakeTriggers();
  await using models = await openModels({ guide, now: () => clock.now });
  models.guide.script(faults.hang(), { path: "/api/tags" });
  const jobs = startJobs(depsOf(models, 60_000), clock);
  await models.guide.nextRequest("/api/tags");
  const started = performance.now();
  await jobs.stop();
  assert.ok(performance.now() - started < 3000);
  assert.equal(jobs.status().status, "stopped");
  assert.equal(jobs.status().next_run_at, null);
  await models.guide.idle();
  await clock.tick();
  assert.equal(asked(models, "/api/tags"), 1);
});

Deno.test("while a page watches, what is in memory is looked at every ten seconds, and not after", async () => {
  const clock = new FakeTriggers();
  await using models = await openModels({ guide, now: () => clock.now });
  const jobs = startJobs(depsOf(models, 60_000), clock);
  await clock.tick();
  const before = asked(models, "/api/ps");
  const leaving = new AbortController();
  const events = models.catalog.watch(leaving.signal);
  assert.deepEqual(clock.delays(), [10_000]); // it has just been looked at
  clock.fire();
  await clock.armed();
  assert.equal(asked(models, "/api/ps"), before + 1);
  assert.deepEqual(clock.delays(), [10_000]);
  models.catalog.watch(leaving.signal);
  leaving.abort();
  assert.deepEqual(clock.delays(), []);
  clock.now += 20_000;
  models.catalog.watch(new AbortController().signal); // the last look is old: at once
  await clock.armed();
  assert.equal(asked(models, "/api/ps"), before + 2);
  await jobs.stop();
  await events.return!();
});

Deno.test("each poll takes a sample of the machine's figures", async () => {
  const clock = new FakeTriggers();
  await using models = await openModels({ guide, now: () => clock.now });
  const jobs = startJobs(depsOf(models, 60_000), clock);
  await clock.tick();
  const figures = models.catalog.system();
  assert.ok(figures.memory_total_bytes! > figures.memory_used_bytes!);
  assert.equal(models.catalog.monitor.history(0, 60_000).machine.length, 1);
  await jobs.stop();
});

Deno.test("cronSchedule() has whole minutes, hours, or a day", () => {
  const schedules = [60, 61, 90, 300, 3599, 3600, 7200, 86_400, 1e6].map((seconds) =>
    cronSchedule(seconds * 1000)
  );
  assert.deepEqual(schedules, [
    "* * * * *",
    "* * * * *",
    "*/2 * * * *",
    "*/5 * * * *",
    "0 * * * *",
    "0 * * * *",
    "0 */2 * * *",
    "0 0 * * *",
    "0 0 * * *",
  ]);
});

Deno.test("status() tells no error of an address that is not asked any more", async () => {
  const clock = new FakeTriggers();
  await using models = await openModels({ guide, now: () => clock.now });
  await models.settings.patch({ ollama_base_url: "http://127.0.0.1:9" });
  const jobs = startJobs(depsOf(models, 1_000), clock);
  await clock.armed();
  assert.match(jobs.status().last_error!, /Cannot reach Ollama at http:\/\/127\.0\.0\.1:9/);
  await models.settings.patch({ ollama_base_url: models.guide.url });
  assert.equal(jobs.status().last_error, null);
  await jobs.stop();
});

Deno.test("startJobs() ends its Deno.cron, so that the process can end", async () => {
  await using models = await openModels({ guide });
  const jobs = startJobs(depsOf(models, 60_000));
  await models.guide.nextRequest("/api/tags");
  await jobs.stop();
  const again = startJobs(depsOf(models, 60_000)); // the name is free again
  await again.stop();
});

function depsOf(models: OpenModels, modelPollMs: number): JobDeps {
  const { catalog, ollama, deps: { now } } = models;
  return { catalog, ollama, now, log: getLogger(["chat"]), env: { modelPollMs } };
}

function asked(models: OpenModels, path: string): number {
  return models.guide.requests.filter((request) => request.path === path).length;
}

/** Timers and the cron, moved by hand. */
class FakeTriggers implements Triggers {
  now = Date.parse("2026-11-24T12:00:00Z");
  schedule: string | undefined;
  #run: () => Promise<void> = () => Promise.resolve();
  #ended = Promise.withResolvers<void>();
  #timers = new Map<object, { run: () => void; ms: number }>();
  #armed = Promise.withResolvers<void>();

  cron = (_name: string, schedule: string, { signal }: { signal: AbortSignal }, run: () => Promise<void>) => {
    this.schedule = schedule;
    this.#run = async () => signal.aborted ? undefined : await run();
    signal.addEventListener("abort", () => this.#ended.resolve());
    return this.#ended.promise;
  };

  setTimer = (run: () => void, ms: number) => {
    const id = {};
    this.#timers.set(id, { run, ms });
    this.#armed.resolve();
    return id;
  };

  clearTimer = (timer: unknown) => {
    if (this.#timers.delete(timer as object) && this.#timers.size === 0) {
      this.#armed = Promise.withResolvers();
    }
  };

  delays = () => [...this.#timers.values()].map(({ ms }) => ms);

  tick = () => this.#run();

  fire(): void {
    const due = [...this.#timers.values()];
    this.#timers.clear();
    this.#armed = Promise.withResolvers();
    this.now += Math.max(...due.map(({ ms }) => ms));
    for (const { run } of due) run();
  }

  /** Resolves when a timer is set. */
  armed = () => this.#timers.size > 0 ? Promise.resolve() : this.#armed.promise;
}
