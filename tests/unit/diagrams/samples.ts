/** Diagrams as models write them, with words that have to be in the drawing. */
import type { DiagramKind } from "@/lib/diagrams/source.ts";

export interface Sample {
  name: string;
  kind: DiagramKind;
  source: string;
  words: string[];
}

export const samples: Sample[] = [
  {
    name: "a flowchart with semicolons, all on one line too",
    kind: "flowchart",
    source: 'graph TD; A-->B; A-->C;\nB-->D["D; not E"];\nC-->D;',
    words: ["A", "B", "C", "D; not E"],
  },
  {
    name: "a flowchart with labels, quotes, brackets, line breaks, emoji, other scripts and entities",
    kind: "flowchart",
    source: `flowchart LR
      A["🚀 Start (v2) [beta]"] -->|"sends a | request"| B(Server<br/>farm)
      B -- not yet --> C{Is it cached?}
      C ==> D[(Redis)] & E[[Work]]
      C -.->|#quot;maybe#quot;| F((Done))
      开始 --> größe-2
      A@{ shape: stadium, label: "Named &amp; new" }`,
    words: [
      "Named & new",
      "Server",
      "farm",
      "not yet",
      "Is it cached?",
      "Redis",
      "Work",
      '"maybe"',
      "开始",
      "größe-2",
    ],
  },
  {
    name: "a flowchart with nested subgraphs, links to them, classes, settings, comments and clicks",
    kind: "flowchart",
    source: `---
title: Services
---
%%{init: {'theme': 'forest'}}%%
flowchart TB
  %% a comment
  Web --> Backend
  subgraph Web["Web (public)"]
    direction LR
    UI --> CDN
  end
  subgraph Backend
    API --- DB[(Data)]
    subgraph Jobs [Nightly jobs]
      cron
    end
  end
  UI ----> API:::hot
  classDef hot fill:#f96,stroke:#333,stroke-width:2px
  style DB fill:lightblue
  linkStyle 0 stroke:#ff3,stroke-width:4px,color:red;
  click UI "https://example.com" "Open"`,
    words: ["Web (public)", "Backend", "Nightly jobs", "UI", "CDN", "API", "Data", "cron"],
  },
  {
    name: "a flowchart whose labels come after its links",
    kind: "flowchart",
    source: "flowchart\n  a --> b --> c\n  a[First]\n  b(Second)",
    words: ["First", "Second", "c"],
  },
  {
    name: "a sequence with actors, notes, blocks, activations, numbers and names with spaces",
    kind: "sequence",
    source: `sequenceDiagram
      autonumber
      title: Logging in
      actor U as User
      participant W as Web Server
      box Aqua Inside
        participant DB
      end
      U->>+W: POST /login {"name": "x"}
      activate DB
      W->>DB: SELECT * FROM users; -- all of them
      DB-->>W: rows
      deactivate DB
      Note over W,DB: Kept for 5 min<br/>then dropped
      alt known
        W-->>-U: 200 OK
      else unknown
        W--xU: 401
      end
      rect rgb(200, 150, 255)
        U-)W: bye
      end
      api-x->>web-xray: ok
      Alice Smith->>Bob: Hi, "Bob": 50%!`,
    words: [
      "User",
      "Web Server",
      '1. POST /login {"name": "x"}',
      "2. SELECT * FROM users; -- all of them",
      "then dropped",
      "alt [known]",
      "[unknown]",
      "Alice Smith",
      "api-x",
      "web-xray",
      '8. Hi, "Bob": 50%!',
    ],
  },
  {
    name: "classes with members, generics, kinds, counts and relations without spaces",
    kind: "class",
    source: `classDiagram
      direction LR
      class Animal {
        <<abstract>>
        +String name
        -List~String~ tags
        +age: int
        +eat(food: Food) void
        +isMammal()* bool
      }
      class Shelter~T~["The shelter"]
      Animal<|--Dog : is one
      Dog "1" *-- "0..*" Leg
      Dog ..|> Runner
      Dog : +bark()
      <<interface>> Runner
      note "dropped?"`.replace(/\n.*dropped.*/, ""),
    words: [
      "Animal",
      "<<abstract>>",
      "List<String>",
      "age",
      "eat(food: Food)",
      "The shelter",
      "is one",
      "0..*",
      "bark()",
    ],
  },
  {
    name: "states with notes, choices, late descriptions and states within one",
    kind: "state",
    source: `stateDiagram-v2
      [*] --> Still
      Still --> Moving : push
      state "On the way" as Moving
      Moving --> if_fast
      state if_fast <<choice>>
      if_fast --> Crash : v > 100
      if_fast --> Parked
      state Parked {
        [*] --> Locked
        Locked --> Open : key
      }
      Still : is quiet
      note right of Crash
        Call
        for help
      end note
      note left of Still : at first
      Crash --> [*]`,
    words: ["is quiet", "at first", "On the way", "v > 100", "Call", "for help", "Parked", "Locked", "key"],
  },
  {
    name: "entities with keys, remarks and relations with and without words",
    kind: "er",
    source: `erDiagram
      CUSTOMER ||--o{ ORDER : places
      ORDER ||--|{ LINE-ITEM : "is made of"
      CUSTOMER }|..|{ "Delivery address" : uses
      ORDER |o--o| REFUND
      CUSTOMER {
        int id PK
        string name "first & last"
        int group_id FK, UK
      }`,
    words: ["CUSTOMER", "places", "is made of", "Delivery address", "name · first & last", "PK", "REFUND"],
  },
  {
    name: "a chart with titles, quoted names, bars and a line",
    kind: "xychart",
    source: `xychart-beta
      title "Sales, in EUR"
      x-axis [jan, "feb, early", mar]
      y-axis "Revenue (€)" 0 --> 11000
      bar [5000, 6000, 7500.5]
      line [5000, -1, +7500]`,
    words: ["Sales, in EUR", "jan", "feb, early", "Revenue (€)"],
  },
];
