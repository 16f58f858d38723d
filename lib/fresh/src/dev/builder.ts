/** `Builder`: builds a project, or serves it while it is being developed. */
import { type App, useBuild } from "../app.ts";
import { listen, type ListenOptions } from "../listen.ts";
import type { Any } from "../route.ts";
import { type BuildOptions, resolveBuildConfig, type ResolvedBuildConfig } from "./config.ts";
import { developmentBuild } from "./dev_build.ts";
import { reloadHandler } from "./live_reload.ts";
import { buildInMemory, makeBuild } from "./make_build.ts";
import { collectStatics } from "./statics.ts";
import { type OnTransformOptions, type TransformFn, Transforms } from "./transform.ts";
import { writeBuild } from "./write_build.ts";

export class Builder<State = Any> {
  readonly config: ResolvedBuildConfig;
  readonly #transforms = new Transforms();

  constructor(options: BuildOptions = {}) {
    this.config = resolveBuildConfig(options);
  }

  /** Have static files whose path matches made into something else. */
  onTransformStaticFile(options: OnTransformOptions, fn: TransformFn): void {
    this.#transforms.add(options, fn);
  }

  /**
   * Writes `_fresh/`; or, with `snapshot: "memory"`, writes nothing and gives a function that has an app
   * of this process use the build.
   */
  async build(
    { mode = "production", snapshot = "disk" }: {
      mode?: "production" | "development";
      snapshot?: "disk" | "memory";
    } = {},
  ): Promise<(app: App<State>) => void> {
    const made = await makeBuild(this.config, mode);
    const statics = await collectStatics(this.config, this.#transforms, mode);
    if (snapshot === "disk") {
      await writeBuild(this.config, made, statics);
      return () => {
        throw new Error('This build is on disk: an app of this process needs build({ snapshot: "memory" })');
      };
    }
    const build = await buildInMemory(this.config, made, statics);
    return (app) => useBuild(app, build);
  }

  /** Serves the app in development; pages reload when the process has restarted. */
  async listen(
    importApp: () => Promise<App<State> | { app: App<State> }>,
    options: ListenOptions = {},
  ): Promise<void> {
    const build = await developmentBuild(this.config, this.#transforms);
    const imported = await importApp();
    const app = "app" in imported ? imported.app : imported;
    useBuild(app, build);
    listen(reloadHandler(app.handler(), app.config.basePath), app.config.basePath, options);
  }
}
