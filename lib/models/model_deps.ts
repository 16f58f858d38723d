/** What those need who ask Ollama to do something with a model: pull, load, unload, show, delete. */
import type { Env } from "@/lib/config/env.ts";
import type { Deps } from "@/lib/deps.ts";

export type ModelDeps = Pick<Deps, "catalog" | "ollama" | "db" | "now" | "settings"> & {
  env: Pick<Env, "ollamaBin">;
};
