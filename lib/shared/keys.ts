/**
 * The keyboard: what can be done by a key, and which key it is. Free of zod, so that islands may import it.
 *
 * A key is written as `Ctrl+Shift+O`, `F2`, `?` or, when it is off, as nothing. `Ctrl` is Cmd too.
 */

export const defaultKeys = {
  send: "Enter",
  stop: "Escape",
  edit_last: "ArrowUp",
  previous_question: "Alt+ArrowUp",
  next_question: "Alt+ArrowDown",
  composer: "/",
  palette: "Ctrl+K",
  new_chat: "Ctrl+Shift+O",
  keys: "?",
  rename_chat: "F2",
  delete_chat: "Delete",
} as const;

export type KeyAction = keyof typeof defaultKeys;
export type Keys = Record<KeyAction, string>;

export const keyActions = Object.keys(defaultKeys) as KeyAction[];

/** These are pressed while typing: a key that writes something cannot mean them. */
export const keysInText: readonly KeyAction[] = [
  "send",
  "edit_last",
  "previous_question",
  "next_question",
];

/** The browser's own: what does not send breaks the line. */
export function newLineKey({ send }: Pick<Keys, "send">): string {
  return send === "Enter" ? "Shift+Enter" : "Enter";
}

/** A character by itself is text wherever something is typed. */
export function isCharacter(key: string): boolean {
  return /^(Shift\+)?.$/u.test(key);
}

/** The one of two actions with the same key that comes later. */
export function findDouble(keys: Keys): KeyAction | undefined {
  return keyActions.find((action, place) =>
    keys[action] !== "" && keyActions.findIndex((other) => keys[other] === keys[action]) < place
  );
}

/** Those that are not the default. */
export function changedKeys(keys: Keys): Partial<Keys> {
  const changed = keyActions.filter((action) => keys[action] !== defaultKeys[action]);
  return Object.fromEntries(changed.map((action) => [action, keys[action]]));
}
