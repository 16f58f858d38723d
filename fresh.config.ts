/** What main.ts tells Fresh's App and dev.ts its Builder. Fresh itself never reads this file. */
import type { FreshConfig } from "fresh";
import type { BuildOptions } from "fresh/dev";

export const appConfig: FreshConfig = {};

export const buildOptions: BuildOptions = {
  root: import.meta.dirname,
  // Trusted Types, `:has()` and container queries are used: browsers from 2023 on have them.
  target: ["chrome111", "firefox121", "safari16.4"],
};
