/** What the Guide's endpoints work with; made once by `startGuide()`. */
import type { Dialect } from "./dialect.ts";
import type { Blobs } from "./models/blobs.ts";
import type { Library } from "./models/library.ts";
import type { Memory } from "./models/memory.ts";
import type { Pacer } from "./models/pacer.ts";
import type { Registry } from "./models/registry.ts";
import type { GuideSettings } from "./options.ts";

export interface Parts {
  settings: GuideSettings;
  dialect: Dialect;
  library: Library;
  memory: Memory;
  registry: Registry;
  blobs: Blobs;
  pacer: Pacer;
  /** Fractional milliseconds since the epoch. */
  now: () => number;
}
