/** The fields for keys in the settings: a key pressed in one is written into it. Backspace empties it, Tab leaves. */
import { isInputMethod, keyOf } from "./keys.ts";

export function openKeyFields(): () => void {
  const press = (event: KeyboardEvent) => {
    const field = event.target as HTMLInputElement;
    if (!field.matches("[data-key-fields] input") || isInputMethod(event) || left.test(event.key)) return;
    event.preventDefault();
    field.value = event.key === "Backspace" ? "" : keyOf(event);
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}

/** Not keys by themselves, the way on, and what phones say instead of a key. */
const left = /^(Control|Shift|Alt|AltGraph|Meta|CapsLock|Tab|Dead|Process|Unidentified)$/;
