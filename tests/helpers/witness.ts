/**
 * A page under watch: what hostile text brought about in it.
 *
 * Counts what runs (`alert` and its like in any frame), what is asked for outside of the page's own origin, where the
 * page goes by itself, and what its content policy had to stop. Nothing of it leaves this machine: no name but
 * loopback is resolved.
 */
import type { Page, Request } from "playwright-core";
import { patienceMs, type TestBrowser } from "./browser.ts";

export interface Find {
  kind: "script" | "request" | "navigation" | "window" | "policy";
  what: string;
}

export interface Witness {
  page: Page;
  /** Opens an address of this origin, and touches everything that `content` finds, as a person's hands would. */
  visit(url: string, content?: string): Promise<void>;
  /** The same for the page that is open. */
  touch(content: string): Promise<void>;
  /** Since the last call. Where the policy stopped something there is a "policy", and nothing else. */
  finds(): Find[];
  close(): Promise<void>;
}

export interface WitnessOptions {
  /** Whether the page's content policy counts for nothing. */
  withoutPolicy?: boolean;
}

export async function openWitness(
  { browser }: TestBrowser,
  { withoutPolicy = false }: WitnessOptions = {},
): Promise<Witness> {
  const context = await browser.newContext({ bypassCSP: withoutPolicy });
  context.setDefaultTimeout(patienceMs);
  const finds: Find[] = [];
  const page = await context.newPage();
  let visiting = "about:blank";
  await context.exposeBinding("__tell", (_, kind: Find["kind"], what: string) => finds.push({ kind, what }));
  await context.addInitScript(watchFrame);
  context.on("page", (opened) => {
    finds.push({ kind: "window", what: opened.url() });
    void opened.close();
  });
  context.on("requestfinished", (request) => note(request, finds, visiting));
  context.on("requestfailed", (request) => {
    // Only what was tried on the network fails there; "csp" and "origin" are the browser's own refusals.
    if (request.failure()?.errorText.startsWith("net::")) note(request, finds, visiting);
  });
  page.on("dialog", (dialog) => {
    finds.push({ kind: "script", what: `dialog ${dialog.message()}` });
    void dialog.dismiss();
  });
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame() && frame.url() !== visiting && !isOwnStep(frame.url(), visiting)) {
      finds.push({ kind: "navigation", what: frame.url() });
    }
  });
  const touch = (content: string) => page.evaluate(touchEverything, content);
  return {
    page,
    touch,
    async visit(url, content) {
      visiting = url;
      await page.goto(url);
      if (content) await touch(content);
    },
    finds: () => finds.splice(0),
    close: () => context.close(),
  };
}

function note(request: Request, finds: Find[], visiting: string): void {
  const url = request.url();
  if (/^(data|blob|about):/.test(url) || url.startsWith(`${new URL(visiting).origin}/`)) return;
  finds.push({ kind: "request", what: url });
}

/** A new chat gets its address once it has something in it. */
function isOwnStep(url: string, visiting: string): boolean {
  return /^\/chat\/[0-9a-f-]{36}$/.test(url.replace(new URL(visiting).origin, ""));
}

/** Runs in every frame before anything of it. */
function watchFrame(): void {
  const scope = globalThis as unknown as Record<string, (...args: unknown[]) => void>;
  const tell = scope.__tell!;
  for (const name of ["alert", "confirm", "prompt", "print"]) {
    scope[name] = (what: unknown) => tell("script", `${name}(${String(what)})`);
  }
  addEventListener("securitypolicyviolation", (event) => {
    const { effectiveDirective, blockedURI, sample } = event as SecurityPolicyViolationEvent;
    tell("policy", `${effectiveDirective} ${blockedURI} ${sample}`);
  });
}

/** Every event that a handler could wait for, and a click on all but links that lead elsewhere and our own buttons. */
async function touchEverything(content: string): Promise<void> {
  const types =
    ("pointerenter pointerover pointerdown mouseover mouseenter mousedown focus focusin blur keydown " +
      "input change toggle scroll animationstart transitionend load error begin").split(" ");
  const stay = (event: Event) => {
    const link = (event.target as Element).closest?.("a");
    if (link && /^(https?|mailto):/.test(link.protocol ?? "")) event.preventDefault();
  };
  document.addEventListener("click", stay, true);
  const inFrames = [...document.querySelectorAll("iframe[srcdoc]")].flatMap((frame) => [
    ...(frame as HTMLIFrameElement).contentDocument?.querySelectorAll("*") ?? [],
  ]);
  for (const element of [...document.querySelectorAll(content), ...inFrames]) {
    if (element.closest(".code-copy")) continue;
    for (const type of types) element.dispatchEvent(new Event(type, { bubbles: true }));
    (element as HTMLElement).focus?.();
    element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
  }
  document.removeEventListener("click", stay, true);
  // Idle: what was begun by all this, such as a `javascript:` address being followed, has been done.
  await new Promise((resolve) =>
    requestAnimationFrame(() => requestIdleCallback(resolve, { timeout: 2000 }))
  );
}
