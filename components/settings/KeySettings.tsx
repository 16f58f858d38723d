/** Which key does what: each can be another or off, but for those that people and screen readers know everywhere. */
import { Field } from "@/components/Field.tsx";
import { KeyTable } from "@/components/KeyTable.tsx";
import { Select } from "@/components/Select.tsx";
import { Reset } from "@/components/settings/Reset.tsx";
import { type FieldErrors, refusal } from "@/components/settings/SettingsForm.tsx";
import type { Config } from "@/lib/shared/config.ts";
import { defaultKeys, type KeyAction, keyActions, newLineKey } from "@/lib/shared/keys.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { fill } from "@/lib/texts/text.ts";

export interface KeySettingsProps {
  config: Config;
  defaults: Config;
  typed: Record<string, string>;
  errors: FieldErrors;
}

/** The one that sends decides which one breaks the line, so the two are chosen together. */
const sendKeys = ["Enter", "Ctrl+Enter", ""];

export function KeySettings({ typed, errors, ...stored }: KeySettingsProps) {
  const { settings, live } = useTexts();
  const field = (action: KeyAction) => ({
    name: `keys.${action}`,
    label: live.keys[action],
    value: typed[`keys.${action}`] ?? stored.config.keys[action],
    ...refusal(errors, `keys.${action}`),
    beside: (
      <Reset name={`keys.${action}`} label={live.keys[action]} {...stored} value={defaultKeys[action]} />
    ),
  });
  const sending = field("send");
  return (
    <fieldset class="grid gap-4">
      <legend class="legend">{live.settings.appearance["keys-send"]}</legend>
      <div class="key-choice">
        <Select {...sending} choices={sendChoices(sending.value, settings, live.keyNames)} />
      </div>
      <p id="keys-hint" class="hint">{settings.keysHint}</p>
      <div class="key-fields" data-key-fields>
        {keyActions.filter((action) => action !== "send").map((action) => (
          <Field
            key={action}
            {...field(action)}
            placeholder={settings.keyOff}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
          />
        ))}
      </div>
      <FixedKeys />
    </fieldset>
  );
}

/** Another key may have been set by the API. */
function sendChoices(
  current: string,
  { sendKey, noSendKey }: { sendKey: string; noSendKey: string },
  names: Record<string, string>,
) {
  const named = (key: string) => key.split("+").map((part) => names[part] ?? part).join("+");
  return [...new Set([...sendKeys, current])].map((key) => {
    const keys = { key: named(key), newLine: named(newLineKey({ send: key })) };
    return { value: key, label: fill(key === "" ? noSendKey : sendKey, keys) };
  });
}

function FixedKeys() {
  const { settings: { fixedKeys, fixedKeysWhy }, live } = useTexts();
  const fixed: [key: string, meaning: string][] = [
    ["ArrowUp+ArrowDown", live.keys.move],
    ["Tab", fixedKeys.next],
    ["Escape", fixedKeys.close],
  ];
  return (
    <div class="key-choice">
      <p class="hint">{fixedKeysWhy}</p>
      <KeyTable rows={fixed} />
    </div>
  );
}
