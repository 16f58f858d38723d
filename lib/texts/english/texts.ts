import * as frame from "./frame.ts";
import { live } from "./live.ts";
import * as settings from "./settings.ts";

export const english = { tag: "en", name: "English", live, ...frame, ...settings } as const;
