/** Every key and what it does. */
import { Button } from "@/components/Button.tsx";
import { useLiveTexts } from "@/lib/texts/context.ts";

export function KeyList() {
  const { palette } = useLiveTexts();
  return (
    <>
      <h2>{palette.keys}</h2>
      <dl class="key-list">
        {palette.keyList.map(([presses, meaning]) => (
          <div key={presses}>
            <dt>{presses.split(" ").map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" class="dialog-buttons">
        <Button>{palette.close}</Button>
      </form>
    </>
  );
}
