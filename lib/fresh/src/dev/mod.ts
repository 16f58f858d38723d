/** What an app's dev.ts imports from `fresh/dev`. */
export { Builder } from "./builder.ts";
export type { BuildOptions, ResolvedBuildConfig } from "./config.ts";
export type { OnTransformArgs, OnTransformOptions, TransformFn } from "./transform.ts";
