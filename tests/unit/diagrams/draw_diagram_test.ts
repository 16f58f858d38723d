import assert from "node:assert/strict";
import { type Diagram, drawDiagram, problemOf } from "@/lib/diagrams/draw_diagram.ts";
import type { DiagramProblem } from "@/lib/diagrams/source.ts";
import { unpack } from "@/lib/diagrams/labels.ts";
import { hostileDiagrams } from "./hostile.ts";
import { samples } from "./samples.ts";

for (const { name, source, kind, words } of samples) {
  Deno.test(`drawDiagram() draws ${name}`, () => {
    const diagram = drawDiagram(source);
    assert.equal(diagram.kind, kind);
    for (const word of words) {
      assert.ok(diagram.texts.includes(word), `${word}: ${diagram.texts.join(" | ")}`);
    }
    assertClean(diagram, source);
  });
}

Deno.test("drawDiagram() draws every diagram of the docs", () => {
  const sources = ["architecture", "streaming"].flatMap((name) =>
    [...Deno.readTextFileSync(`docs/${name}.md`).matchAll(/^```mermaid\n([^]*?)^```/gm)].map(([, text]) =>
      text!
    )
  );
  assert.ok(sources.length >= 9);
  for (const source of sources) assertClean(drawDiagram(source), source);
});

Deno.test("drawDiagram() says which line it cannot draw, and never leaves one out", () => {
  const lines: [source: string, line: number][] = [
    ["graph TD\n  A --> B\n  A --x B", 3],
    ["graph TD\n  A --> ", 2],
    ["graph sideways\n  A --> B", 1],
    ["%%{init: {}}%%\n\nflowchart LR\n  A[open --> B", 4],
    ["sequenceDiagram\n  A->>B: x\n  A says hello", 3],
    ["stateDiagram-v2\n  A --> B\n  --\n  C --> D", 3],
    ["classDiagram\n  A -- B", 2],
    ['classDiagram\n  note for A "x"', 2],
    ["erDiagram\n  A ||--o{ B\n  C is here", 3],
    ["xychart-beta\n  bar [1, two]", 2],
    ['xychart-beta\n  bar "Sales" [1, 2]', 2],
  ];
  for (const [source, line] of lines) assert.deepEqual(problemIn(source), { reason: "line", line }, source);
});

Deno.test("drawDiagram() takes the words for titles, links and looks as names where they are some", () => {
  const named: [source: string, name: string][] = [
    ["graph TD\n  title --> B\n  click A href\n  B --> style", "title"],
    ["graph TD\n  class[Classes] --> B", "Classes"],
    ["sequenceDiagram\n  title: Left out\n  links->>B: x", "links"],
    ["stateDiagram-v2\n  scale --> B", "scale"],
    ["classDiagram\n  link --> B", "link"],
    ["erDiagram\n  class ||--o{ B : has\n  class {\n  int id\n  }", "class"],
  ];
  for (const [source, name] of named) assert.ok(drawDiagram(source).texts.includes(name), source);
});

Deno.test("drawDiagram() leaves other kinds to their source, and what would be too large", () => {
  for (
    const source of ["", 'pie\n  "a" : 1', "gantt\n  title x", "mindmap\n  root", "constructor", "A --> B"]
  ) {
    assert.deepEqual(problemIn(source), { reason: "kind" }, source);
  }
  const many = Array.from({ length: 201 }, (_, n) => `n${n}`);
  const large = [
    `graph TD\n${"A --> B\n".repeat(5000)}`,
    `graph TD\n${many.join(" --> ")}`,
    `graph TD\n${many.slice(0, 40).join(" & ")} --> ${many.slice(40, 80).join(" & ")}`,
    `graph TD\n${"subgraph x\n".repeat(50)}A\n${"end\n".repeat(50)}`,
    `stateDiagram-v2\n${many.map((name) => `state ${name} {\n`).join("")}`,
    `sequenceDiagram\n${many.map((name) => `participant ${name}`).join("\n")}`,
    `classDiagram\n${many.map((name) => `class ${name}`).join("\n")}`,
    `erDiagram\n${many.join("\n")}`,
    `xychart-beta\n  bar [${many.map((_, n) => n).join(", ")}]`,
  ];
  for (const source of large) assert.deepEqual(problemIn(source), { reason: "large" }, source.slice(0, 60));
});

Deno.test("drawDiagram() gives letters on a box of a diagram's own colour a contrast of 4.5 and more", () => {
  const { markup } = drawDiagram(
    "graph TD\n  A --> B\n  style A fill:#f9f,stroke:#333\n  style B fill:#222,color:#333\n  classDef x fill:url(#y)",
  );
  assert.match(markup, /<rect [^>]*fill="#ff99ff"[^>]*\/><text [^>]*fill="#000000"[^>]*>A</);
  assert.match(markup, /<rect [^>]*fill="#222222"[^>]*\/><text [^>]*fill="#ffffff"[^>]*>B</);
});

Deno.test(`drawDiagram() makes ${hostileDiagrams.length} hostile texts harmless, or leaves them to their source`, () => {
  let drawn = 0;
  for (const source of hostileDiagrams) {
    const began = performance.now();
    try {
      assertClean(drawDiagram(source), source);
      drawn++;
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      assert.ok(["kind", "large", "line", "unknown"].includes(problemOf(error).reason));
    }
    const ms = performance.now() - began;
    assert.ok(ms < 10_000, `${ms} ms for ${source.slice(0, 80)}`); // pages give it two seconds
  }
  assert.ok(drawn >= hostileDiagrams.length / 3, `only ${drawn} were drawn`);
});

function problemIn(source: string): DiagramProblem {
  try {
    drawDiagram(source);
  } catch (error) {
    return problemOf(error);
  }
  throw new Error(`It was drawn: ${source}`);
}

/** By other means than the check's own: nothing that runs, loads, leads anywhere or styles. */
function assertClean({ markup, width, height }: Diagram, source: string): void {
  assert.ok(width > 0 && height > 0);
  const tags = [...markup.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
  assert.equal(markup.replace(/<[^>]*>/g, "").includes("<"), false, source);
  for (const tag of tags) {
    assert.match(
      tag,
      /^<\/?(?:defs|marker|polygon|polyline|line|rect|circle|ellipse|path|g|text|tspan|title)[ />]/,
      source,
    );
    assert.doesNotMatch(
      tag,
      /\s(?:on\w+|style|href|xlink:href|src)\s*=|https?:|javascript:|@import|\\/i,
      source,
    );
    for (const [, address] of tag.matchAll(/url\(([^)]*)/g)) assert.match(address!, /^#[\w-]+$/, source);
  }
  assert.equal(markup, unpack(markup));
}

Deno.test("drawDiagram() begins a flowchart with its first node, also where a loop leads back to it", () => {
  for (
    const source of [
      "graph LR\n  A-->B-->C-->D-->A",
      "graph LR\n  A-->B; B-->C; B-->|again| A",
      "graph LR\n  A & B --> C & D\n  D -.-> A\n  C ==> C",
    ]
  ) {
    const { markup } = drawDiagram(source);
    const places = [...markup.matchAll(/<text[^>]* x="([\d.]+)"[^>]*>([A-D])</g)]
      .map(([, x, name]) => [Number(x), name] as const).sort(([one], [other]) => one - other);
    assert.equal(places[0]?.[1], "A", `${source}: ${places.join(" ")}`);
    assert.match(markup, /<polyline[^>]* marker-start="/);
    assert.match(markup, /<marker id="arrowhead-start"[^>]* orient="auto"/); // or it would point into the box
  }
});
