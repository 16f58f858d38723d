import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { actionAt, type ActionPlace } from "@/lib/client/message_actions.ts";

const id = "01900000-0000-7000-8000-000000000101";
const sessionId = "01900000-0000-7000-8000-000000000001";

const button = (action: string, name: string, method = "") =>
  `<button data-action="${action}" name="${name}" value="${id}" ${
    method && `formmethod="${method}"`
  }>x</button>`;

const article = (text: string, buttons: string[], role = "assistant") =>
  `<article id="m-${id}" data-message-id="${id}" data-role="${role}" data-older><p>${text}</p>${
    buttons.join("")
  }</article>`;

function pageOf(inside: string): Document {
  const { document } = parseHTML(`<main><div role="log"><div data-history>${inside}</div></div></main>`);
  return document as unknown as Document;
}

interface Asked {
  method: string;
  path: string;
  body: string;
}

/** A browser as far as these actions need one: every page that is asked for is `answer`. */
function inBrowser(page: Document, answer: string) {
  const asked: Asked[] = [];
  class Request {
    onload = () => {};
    responseXML = pageOf(answer);
    responseURL = "http://here/chat";
    #asked = { method: "", path: "", body: "" };
    open(method: string, path: string) {
      Object.assign(this.#asked, { method, path });
    }
    send(body?: URLSearchParams) {
      asked.push({ ...this.#asked, body: body?.toString() ?? "" });
      queueMicrotask(() => this.onload());
    }
  }
  const globals = { document: page, XMLHttpRequest: Request, HTMLTextAreaElement: class {} };
  const before = Object.keys(globals).map((name) =>
    [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const
  );
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return {
    asked,
    [Symbol.dispose]() {
      for (const [name, old] of before) {
        if (old) Object.defineProperty(globalThis, name, old);
        else Reflect.deleteProperty(globalThis, name);
      }
    },
  };
}

function placeOf(isPast: boolean): ActionPlace & { shown: number } {
  const place = {
    shown: 0,
    sessionId,
    background: true,
    isPast,
    wire: undefined as never,
    show: () => void place.shown++,
  };
  return place;
}

function press(page: Document, action: string, place: ActionPlace) {
  const pressed = page.querySelector(`[data-action=${action}]`)!;
  return actionAt(Object.assign(pressed, { value: id }), place); // linkedom's buttons have no value
}

Deno.test("actionAt() pins an older message in its place, as the window around it has it", async () => {
  const page = pageOf(article("old", [button("pin", "pin")]));
  using browser = inBrowser(page, article("now", [button("unpin", "unpin")]));
  const place = placeOf(true);
  await press(page, "pin", place)!();
  assert.deepEqual(browser.asked, [
    { method: "POST", path: `/chat/${sessionId}`, body: `pin=${id}` },
    { method: "GET", path: `/chat/${sessionId}?at=${id}`, body: "" },
  ]);
  assert.equal(page.querySelector("article p")!.textContent, "now");
  assert.equal(place.shown, 0);
});

Deno.test("actionAt() opens and leaves the editor of an older message in its place, by one look at the server", async () => {
  for (
    const [action, name] of [["edit", "edit"], ["cancel-edit", "at"], ["delete", "delete"], [
      "cancel-delete",
      "at",
    ]]
  ) {
    const page = pageOf(article("old", [button(action!, name!, "get")]));
    using browser = inBrowser(page, article("now", []));
    await press(page, action!, placeOf(true))!();
    assert.deepEqual(browser.asked, [{ method: "GET", path: `/chat/${sessionId}?${name}=${id}`, body: "" }]);
    assert.equal(page.querySelector("article p")!.textContent, "now");
  }
});

Deno.test("actionAt() leaves what changes the rest of the chat to the form, among older messages", () => {
  for (const action of ["previous", "next", "confirm-delete"]) {
    const page = pageOf(article("old", [button(action, action)]));
    assert.equal(press(page, action, placeOf(true)), undefined);
    assert.notEqual(press(page, action, placeOf(false)), undefined);
  }
});

Deno.test("actionAt() shows the whole conversation anew after a change of a newer message", async () => {
  const page = pageOf(article("old", [button("pin", "pin")]));
  using browser = inBrowser(page, article("now", []));
  const place = placeOf(false);
  await press(page, "pin", place)!();
  assert.deepEqual(browser.asked.map(({ method }) => method), ["POST"]);
  assert.equal(place.shown, 1);
});
