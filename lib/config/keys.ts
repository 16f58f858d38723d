/** What a change of keys means: two actions cannot have one key, and a key that writes cannot send. */
import { InvalidInputError } from "@/lib/errors.ts";
import type { KeysPatch } from "@/lib/shared/config.ts";
import {
  changedKeys,
  defaultKeys,
  findDouble,
  isCharacter,
  keyActions,
  type Keys,
  keysInText,
} from "@/lib/shared/keys.ts";

/** Those that are not the default. Absent ones stay, null is the default again. Throws InvalidInputError. */
export function patchKeys(stored: Partial<Keys> | undefined, patch: KeysPatch): Partial<Keys> {
  const keys: Keys = { ...defaultKeys, ...stored };
  for (const action of keyActions) {
    const key = patch[action];
    if (key !== undefined) keys[action] = key ?? defaultKeys[action];
  }
  for (const action of keysInText) {
    if (isCharacter(keys[action])) throw refused(action, "must not be a character: it would be typed");
  }
  const double = findDouble(keys);
  if (double) throw refused(double, `must not be ${keys[double]}: that does something else already`);
  return changedKeys(keys);
}

function refused(action: string, message: string): InvalidInputError {
  return new InvalidInputError(`The key for ${action} ${message}.`, [{ path: `keys.${action}`, message }]);
}
