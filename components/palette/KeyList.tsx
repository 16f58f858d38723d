/** Every key that is on and what it does. */
import { Button } from "@/components/Button.tsx";
import { KeyCaps } from "@/components/KeyCaps.tsx";
import { keyActions, type Keys } from "@/lib/shared/keys.ts";
import { useLiveTexts } from "@/lib/texts/context.ts";

export function KeyList({ keys }: { keys: Keys }) {
  const { palette, keys: meanings } = useLiveTexts();
  return (
    <>
      <h2>{palette.keys}</h2>
      <dl class="key-list">
        {keyActions.map((action) =>
          keys[action] !== "" && <Row key={action} keys={keys[action]}>{meanings[action]}</Row>
        )}
        <Row keys={keys.send === "Enter" ? "Shift+Enter" : "Enter"}>{meanings.new_line}</Row>
        <Row keys="ArrowUp+ArrowDown">{meanings.move}</Row>
      </dl>
      <form method="dialog" class="dialog-buttons">
        <Button>{palette.close}</Button>
      </form>
    </>
  );
}

function Row({ keys, children }: { keys: string; children: string }) {
  return (
    <div>
      <dt>
        <KeyCaps keys={keys} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
