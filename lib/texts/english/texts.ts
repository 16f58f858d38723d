import * as chat from "./chat.ts";
import * as frame from "./frame.ts";
import { live } from "./live.ts";
import * as models from "./models.ts";
import type { Problems } from "../problem.ts";
import * as settings from "./settings.ts";

export const english = {
  tag: "en",
  name: "English",
  live,
  ...frame,
  ...chat,
  ...models,
  ...settings,
  problems: {} as Problems,
} as const;
