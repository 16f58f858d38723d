/** Every key that is on and what it does. */
import { Button } from "@/components/Button.tsx";
import { KeyTable } from "@/components/KeyTable.tsx";
import { keyActions, type Keys, newLineKey } from "@/lib/shared/keys.ts";
import { useLiveTexts } from "@/lib/texts/context.ts";

export function KeyList({ keys }: { keys: Keys }) {
  const { palette, keys: meanings } = useLiveTexts();
  const rows = keyActions.map((action): [string, string] => [keys[action], meanings[action]]);
  rows.splice(1, 0, [newLineKey(keys), meanings.new_line]);
  rows.splice(-2, 0, ["ArrowUp+ArrowDown", meanings.move]);
  return (
    <>
      <h2>{palette.keys}</h2>
      <KeyTable rows={rows.filter(([key]) => key !== "")} />
      <form method="dialog" class="dialog-buttons">
        <Button>{palette.close}</Button>
      </form>
    </>
  );
}
