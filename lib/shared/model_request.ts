/** What the models' calls are asked with. */
import * as z from "zod";
import { KeepAlive } from "./config.ts";
import { ModelName } from "./text.ts";

export const ModelRequest = z.strictObject({ name: ModelName });
export type ModelRequest = z.infer<typeof ModelRequest>;

export const PullRequest = z.strictObject({ name: ModelName, insecure: z.boolean().optional() });
export type PullRequest = z.infer<typeof PullRequest>;

/** A number of `keep_alive` means seconds. */
export const LoadRequest = z.strictObject({
  name: ModelName,
  keep_alive: z.union([KeepAlive, z.number()]).nullable().optional(),
});
export type LoadRequest = z.infer<typeof LoadRequest>;
