/** A key as someone types its name, as browsers name it: `ctrl+shift+o` → `Ctrl+Shift+O`, `esc` → `Escape`. */

export function keyName(typed: string): string {
  const parts = typed.trim().split(/\s*\+\s*(?=.)/);
  const key = parts.pop()!;
  const held = parts.map((part) => modifiers.find(([, names]) => names.includes(part.toLowerCase()))?.[0]);
  if (held.includes(undefined)) return typed; // for the schema to refuse
  const inOrder = modifiers.map(([name]) => name).filter((name) => held.includes(name));
  return [...inOrder, keys[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key)].join("+");
}

/** In the order in which they are written. */
const modifiers: [name: string, typed: string[]][] = [
  ["Ctrl", ["ctrl", "control", "cmd", "meta", "strg", "⌘"]],
  ["Alt", ["alt", "option", "⌥"]],
  ["Shift", ["shift", "umschalt", "⇧"]],
];

const keys: Record<string, string> = {
  enter: "Enter",
  return: "Enter",
  esc: "Escape",
  escape: "Escape",
  del: "Delete",
  delete: "Delete",
  space: "Space",
  up: "ArrowUp",
  down: "ArrowDown",
  left: "ArrowLeft",
  right: "ArrowRight",
  "↑": "ArrowUp",
  "↓": "ArrowDown",
};
