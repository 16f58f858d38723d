import type { Texts } from "../catalogue.ts";
import * as frame from "./frame.ts";
import { live } from "./live.ts";
import * as settings from "./settings.ts";

export const german: Texts = { tag: "de", name: "Deutsch", live, ...frame, ...settings };
