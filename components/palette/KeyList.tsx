/** Every key and what it does. */
import { Button } from "@/components/Button.tsx";

export function KeyList({ keys }: { keys: [keys: string, meaning: string][] }) {
  return (
    <>
      <h2>Keyboard shortcuts</h2>
      <dl class="key-list">
        {keys.map(([presses, meaning]) => (
          <div key={presses}>
            <dt>{presses.split(" ").map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" class="dialog-buttons">
        <Button>Close</Button>
      </form>
    </>
  );
}
