/** Whose work is in this program, and on what terms. */

const works: [name: string, licence: string][] = [
  ["Deno", "MIT"],
  ["Preact, signals", "MIT"],
  ["marked", "MIT"],
  ["zod", "MIT"],
  ["jsonc-parser", "MIT"],
  ["LogTape", "MIT"],
  ["Tailwind CSS", "MIT"],
  ["lucide icons", "ISC"],
  ["SQLite", "public domain"],
];

export function Licences() {
  return (
    <details class="more">
      <summary>Licences</summary>
      <dl class="facts">
        {works.map(([name, licence]) => (
          <>
            <dt>{name}</dt>
            <dd>{licence}</dd>
          </>
        ))}
      </dl>
    </details>
  );
}
