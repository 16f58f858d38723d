/** What keys do: the meaning, then the key. */
import { KeyCaps } from "@/components/KeyCaps.tsx";

export function KeyTable({ rows }: { rows: (readonly [key: string, meaning: string])[] }) {
  return (
    <dl class="key-list">
      {rows.map(([key, meaning]) => (
        <div key={meaning}>
          <dt>{meaning}</dt>
          <dd>
            <KeyCaps keys={key} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
