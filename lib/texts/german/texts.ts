import type { Texts } from "../catalogue.ts";
import * as chat from "./chat.ts";
import * as frame from "./frame.ts";
import { live } from "./live.ts";
import * as models from "./models.ts";
import { problems } from "./problems.ts";
import * as settings from "./settings.ts";

export const german: Texts = {
  tag: "de",
  name: "Deutsch",
  live,
  ...frame,
  ...chat,
  ...models,
  ...settings,
  problems,
};
