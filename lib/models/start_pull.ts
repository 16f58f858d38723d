/** What is checked before a pull is put into the queue. */
import { parseModelName } from "./name.ts";
import type { ModelDeps } from "./model_deps.ts";
import type { PullHandle } from "./pulls.ts";
import { requireSetup } from "./setup.ts";

export function startPull(deps: ModelDeps, request: { name: string; insecure?: boolean }): PullHandle {
  const name = parseModelName(request.name);
  requireSetup(deps);
  return deps.catalog.pulls.start(name, { insecure: request.insecure });
}
