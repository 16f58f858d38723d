/** Texts that are nowhere else in the world, to be planted, and to be looked for where they must not be. */

/** What a place must not hold: our secrets only, or words of chats too. */
export type Forbidden = "secrets" | "anything";

export class Canaries {
  /** The cookie's secret is added when it is known. */
  readonly secrets = {
    apiKey: canary("key"),
    rejectedKey: canary("otherkey"),
    password: canary("pass"),
    wrongPassword: canary("wrong"),
    configKey: key(),
    formerKey: key(),
    otherKey: key(),
    cookie: canary("cookie"),
  };
  readonly words = {
    prompt: canary("prompt"),
    reply: canary("reply"),
    title: canary("title"),
    draft: canary("draft"),
    systemPrompt: canary("system"),
    query: canary("query"),
    imported: canary("imported"),
    edited: canary("edited"),
    /** Said in a temporary chat: on no disk. */
    temporary: canary("temporary"),
  };
  readonly finds: string[] = [];
  looks = 0;

  see(place: string, text: string, forbidden: Forbidden): void {
    this.looks++;
    const looked = forbidden === "secrets" ? this.secrets : { ...this.secrets, ...this.words };
    for (const [name, value] of Object.entries(looked)) {
      if (formsOf(value).some((form) => text.includes(form))) this.finds.push(`${name} in ${place}`);
    }
  }
}

/** As base64 whatever stands before it there: without its first and last letters, which depend on the neighbours. */
function formsOf(value: string): string[] {
  const inside = ["", "x", "xx"].map((before) => btoa(before + value).slice(before.length + 3, -4));
  return [
    value,
    ...inside,
    encodeURIComponent(value),
    Array.from(value, (c) => c.charCodeAt(0).toString(16)).join(""),
  ];
}

function canary(name: string): string {
  return `canary${name}${crypto.randomUUID().replaceAll("-", "")}`;
}

function key(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toBase64();
}
