import assert from "node:assert/strict";
import { whenSeen } from "@/lib/client/when_seen.ts";
import { FakeTime } from "./fake_time.ts";

Deno.test("whenSeen() works once after the last wish, while the page is seen", () => {
  using time = new FakeTime();
  const { page, done, work } = setUp();
  const waiting = whenSeen(work, page);
  waiting.in(100);
  time.pass(60);
  waiting.in(100);
  time.pass(99);
  assert.equal(done.length, 0);
  time.pass(1);
  time.pass(1000);
  page.show(true);
  assert.equal(done.length, 1);
  waiting.end();
});

Deno.test("whenSeen() puts it off while the page is hidden, and does it once when it is shown", () => {
  using time = new FakeTime();
  const { page, done, work } = setUp();
  const waiting = whenSeen(work, page);
  page.show(false);
  for (let n = 0; n < 5; n++) {
    waiting.in(100);
    time.pass(200);
  }
  page.show(false);
  assert.equal(done.length, 0);
  page.show(true);
  page.show(true);
  assert.equal(done.length, 1);
  page.show(false);
  waiting.in(100);
  page.show(true);
  time.pass(100);
  assert.equal(done.length, 2, "what was asked for while it was hidden");
  waiting.end();
});

Deno.test("whenSeen() does nothing after its end", () => {
  using time = new FakeTime();
  const { page, done, work } = setUp();
  const waiting = whenSeen(work, page);
  page.show(false);
  waiting.in(0);
  time.pass(0);
  waiting.in(100);
  waiting.end();
  page.show(true);
  time.pass(100);
  assert.equal(done.length, 0);
});

function setUp() {
  const done: true[] = [];
  return { page: new FakePage(), done, work: () => void done.push(true) };
}

class FakePage extends EventTarget {
  hidden = false;

  show(isSeen: boolean): void {
    this.hidden = !isSeen;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}
