/** The manual the Guide answers from: how to use Chat WebUI, in short sections. */
import { chatting } from "./chatting.ts";
import type { Document } from "./document.ts";
import { models } from "./models.ts";
import { running } from "./running.ts";
import { starting } from "./starting.ts";

export const documents: readonly Document[] = [...starting, ...chatting, ...models, ...running];
