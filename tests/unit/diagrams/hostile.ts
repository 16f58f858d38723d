/** Diagrams that want to run, load, lead away or never end: forms of published holes among them. */
import { hostileTexts } from "@/tests/fakes/xss/corpus.ts";

const attacks = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "<svg/onload=alert(1)>",
  '"><script>alert(1)</script>',
  "' onload='alert(1)",
  '" onload="alert(1)',
  "</text></svg><script>alert(1)</script>",
  "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
  "<style>*{background:url(https://evil.example)}</style>",
  "<foreignObject><iframe src=javascript:alert(1)></foreignObject>",
  "<a href='javascript:alert(1)'>x</a>",
  "$$\\href{javascript:alert(1)}{x}$$<img src=x onerror=alert(1)>", // CVE-2025-54881
  "::icon(fa fa-x)<img src=x onerror=alert(1)>", // CVE-2025-54880
  "&lt;img src=x onerror=alert(1)&gt;",
  "&#60;script&#62;alert(1)&#60;/script&#62;",
  "#lt;script#gt;alert(1)#lt;/script#gt;",
  "#60;script#62;#0;#65535;#55296;#9999999;",
  "![x](https://evil.example/x.png)",
  "<b onclick=alert(1)>bold</b>",
  "\ud800 \udfff \ue03cscript\ue03e \0 \u202e",
  "url(https://evil.example/x)",
  "<!--",
  "-->",
  "]]>",
  "%%{init: {}}%%",
  "\\",
  "`",
];

const places = [
  (text: string) =>
    `graph TD\n  A["${text.replaceAll('"', "")}"] -->|${text.replaceAll("|", "")}| B[${text}]`,
  (text: string) => `flowchart LR\n  subgraph x [${text}]\n    A --> B\n  end\n  A -- ${text} --> C`,
  (text: string) =>
    `graph TD\n  A --> B\n  style A fill:${text},stroke:${text},stroke-width:${text},color:${text}`,
  (text: string) =>
    `graph TD\n  A --> B\n  linkStyle 0 stroke:${text}\n  classDef x fill:${text}\n  class A x`,
  (text: string) =>
    `graph TD\n  A --> B\n  click A "${text}"\n  click B href "javascript:alert(1)" "${text}"`,
  (text: string) =>
    `graph TD\n  A@{ shape: ${text}, label: "${text.replaceAll('"', "")}", img: "https://evil.example" }`,
  (text: string) =>
    `%%{init: {"securityLevel": "loose", "themeCSS": "${text}", "fontFamily": "${text}"}}%%\ngraph TD\n  A --> B`,
  (text: string) => `---\nconfig:\n  themeCSS: "${text}"\ntitle: ${text}\n---\ngraph TD\n  A --> B`,
  (text: string) =>
    `sequenceDiagram\n  participant A as ${text}\n  A->>B: ${text}\n  Note over A: ${text}\n  loop ${text}\n  B-->>A: x\n  end`,
  (text: string) =>
    `stateDiagram-v2\n  [*] --> A : ${text}\n  A : ${text}\n  note right of A : ${text}\n  state "${
      text.replaceAll('"', "")
    }" as B`,
  (text: string) =>
    `classDiagram\n  class A["${
      text.replaceAll('"', "")
    }"] {\n    +${text}\n    +f(${text}) ${text}\n  }\n  A "1" --> B : ${text}`,
  (text: string) =>
    `erDiagram\n  A ||--o{ B : ${text}\n  A {\n    int id PK "${text.replaceAll('"', "")}"\n  }`,
  (text: string) =>
    `xychart-beta\n  title "${text.replaceAll('"', "")}"\n  x-axis ["${
      text.replaceAll('"', "")
    }", b]\n  bar [1, 2]`,
];

const endless = [
  `graph TD\n${"A-->B;".repeat(3000)}`,
  `graph TD\n${Array.from({ length: 10_000 }, (_, n) => `n${n}`).join("-->")}`,
  `graph TD\n${"subgraph a\n".repeat(300)}`,
  `graph TD\n  A[${"[(".repeat(5000)}`,
  `graph TD\n  A -- ${"-".repeat(15_000)}`,
  `graph TD\n  A -- ${"a ".repeat(7000)}`,
  `graph TD\n  ${'"'.repeat(15_000)}`,
  `graph TD\n  ${"A:::".repeat(4000)}`,
  `graph TD\n  style A ${"fill:#fff,".repeat(1500)}`,
  `flowchart\n${"(".repeat(19_000)}`,
  `stateDiagram-v2\n${"state a {\n".repeat(390)}`,
  `sequenceDiagram\n  ${"A".repeat(9000)}->>${"B".repeat(9000)}: x`,
  `sequenceDiagram\n${"loop x\n".repeat(390)}`,
  `classDiagram\n  class A {\n${"  +f(\n".repeat(390)}`,
  `classDiagram\n  ${"a~".repeat(9000)}`,
  `classDiagram\n  A ${'"'.repeat(9000)} --> B`,
  `erDiagram\n  ${"A-".repeat(9000)}`,
  `xychart-beta\n  y-axis 0 --> 999999999999\n  bar [${"999999999999,".repeat(190)}1]`,
  `xychart-beta\n  y-axis 5 --> 5\n  bar [5, 5]\n  line [5]`,
  `xychart-beta\n  x-axis 0 --> 0\n  line [0]`,
  `xychart-beta\n  y-axis 10 --> -10\n  bar [-0.000000001]`,
];

export const hostileDiagrams: string[] = [
  ...places.flatMap((place) => attacks.map(place)),
  ...endless,
  ...hostileTexts.filter((_, index) => index % 8 === 0).map((text) =>
    `graph TD\n  A["${text.replace(/["\n]/g, " ")}"] --> B`
  ),
  ...hostileTexts.filter((_, index) => index % 40 === 3),
];
