/** Whose work is in this program, and on what terms. */
import { useTexts } from "@/lib/texts/context.ts";

export const works: [name: string, licence: string | null][] = [
  ["Deno", "MIT"],
  ["Preact, signals", "MIT"],
  ["marked", "MIT"],
  ["KaTeX", "MIT"],
  ["beautiful-mermaid", "MIT"],
  ["elkjs (github.com/kieler/elkjs)", "EPL-2.0"],
  ["entities", "BSD-2-Clause"],
  ["zod", "MIT"],
  ["jsonc-parser", "MIT"],
  ["LogTape", "MIT"],
  ["Tailwind CSS", "MIT"],
  ["lucide icons", "ISC"],
  ["STIX Two Math", "OFL-1.1"],
  ["SQLite", null], // public domain
];

export function Licences() {
  const { advanced } = useTexts();
  return (
    <details class="more">
      <summary>{advanced.licences}</summary>
      <dl class="facts">
        {works.map(([name, licence]) => (
          <>
            <dt>{name}</dt>
            <dd>{licence ?? advanced.publicDomain}</dd>
          </>
        ))}
      </dl>
    </details>
  );
}
