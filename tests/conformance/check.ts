/** One numbered check of CONFORMANCE.md. */
import type { GuideOptions } from "@/lib/guide/guide.ts";
import type { Server } from "./server.ts";

export interface Check {
  number: number;
  says: string;
  /** Set when it can only run against a Guide: what it needs of it. */
  guide?: GuideOptions;
  /** Models of CONFORMANCE.md's list that it uses; without them on a real server it is left out. */
  models?: readonly string[];
  run: (server: Server) => Promise<void>;
}

export const json = "application/json; charset=utf-8";
export const plainJson = "application/json";
export const lines = "application/x-ndjson";
