/** Every key that is on and what it does. */
import { Button } from "@/components/Button.tsx";
import { KeyCaps } from "@/components/KeyCaps.tsx";
import { keyActions, type Keys, newLineKey } from "@/lib/shared/keys.ts";
import { useLiveTexts } from "@/lib/texts/context.ts";

export function KeyList({ keys }: { keys: Keys }) {
  const { palette, keys: meanings } = useLiveTexts();
  const rows = keyActions.map((action) => [keys[action], meanings[action]]);
  rows.splice(1, 0, [newLineKey(keys), meanings.new_line]);
  rows.splice(-2, 0, ["ArrowUp+ArrowDown", meanings.move]);
  return (
    <>
      <h2>{palette.keys}</h2>
      <dl class="key-list">
        {rows.map(([key, meaning]) =>
          key && (
            <div key={meaning}>
              <dt>{meaning}</dt>
              <dd>
                <KeyCaps keys={key} />
              </dd>
            </div>
          )
        )}
      </dl>
      <form method="dialog" class="dialog-buttons">
        <Button>{palette.close}</Button>
      </form>
    </>
  );
}
