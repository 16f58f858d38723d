/** Checks of the values that chat, generate and embed share, in the server's words. */
import { DurationError, parseKeepAlive } from "../models/durations.ts";
import { Refusal } from "../wire/refusal.ts";

export type Think = boolean | string | undefined;
export type Options = Readonly<Record<string, unknown>>;

export function readKeepAlive(value: unknown): number | undefined {
  try {
    return parseKeepAlive(value);
  } catch (error) {
    if (error instanceof DurationError) throw new Refusal(400, error.message);
    throw error;
  }
}

export function readThink(value: unknown): Think {
  const levels = `"high", "medium", "low", "max"`;
  if (value === undefined || value === null || typeof value === "boolean") return value ?? undefined;
  if (typeof value !== "string") {
    throw new Refusal(400, `think must be a boolean or string (${levels}, true, or false)`);
  }
  if (["low", "medium", "high", "max"].includes(value)) return value;
  throw new Refusal(400, `invalid think value: ${JSON.stringify(value)} (must be ${levels}, true, or false)`);
}

/** Unknown options are ignored; a wrong type is a 500. */
export function checkOptions(options: Options): void {
  for (const [name, value] of Object.entries(options)) {
    const type = optionTypes[name];
    if (type === undefined || value === null) continue;
    const wanted = type === "array" || type === "boolean" ? type : "number";
    const fits = (Array.isArray(value) ? "array" : typeof value) === wanted;
    if (!fits) throw new Refusal(500, `option "${name}" must be of type ${type}`);
    if (type === "array" && !(value as unknown[]).every((item) => typeof item === "string")) {
      throw new Refusal(500, `option "${name}" must be of an array of strings`);
    }
  }
}

/** The text of a 500, or undefined. */
export function formatProblem(format: unknown): string | undefined {
  const isFine = format === undefined || format === null || format === "" || format === "json" ||
    (typeof format === "object" && !Array.isArray(format));
  if (isFine) return undefined;
  return `invalid format: ${
    JSON.stringify(JSON.stringify(format))
  }; expected "json" or a valid JSON Schema object`;
}

export function checkImages(images: readonly string[]): void {
  for (const image of images) {
    const at = image.search(/[^A-Za-z0-9+/=\r\n]/);
    const end = image.replace(/[\r\n]/g, "");
    if (at >= 0 || end.length % 4 !== 0) {
      throw new Refusal(
        400,
        `illegal base64 data at input byte ${at >= 0 ? at : image.length - image.length % 4}`,
      );
    }
  }
}

/** What must be loaded anew when it changes, as one text. */
export function loadOptionsOf(options: Options): string {
  return JSON.stringify(
    ["num_gpu", "num_batch", "num_thread", "main_gpu", "use_mmap"].map((name) => options[name]),
  );
}

const optionTypes: Record<string, string | undefined> = {
  temperature: "float32",
  top_p: "float32",
  min_p: "float32",
  typical_p: "float32",
  repeat_penalty: "float32",
  presence_penalty: "float32",
  frequency_penalty: "float32",
  top_k: "integer",
  repeat_last_n: "integer",
  seed: "integer",
  num_predict: "integer",
  num_ctx: "integer",
  num_keep: "integer",
  num_batch: "integer",
  num_gpu: "integer",
  main_gpu: "integer",
  num_thread: "integer",
  draft_num_predict: "integer",
  use_mmap: "boolean",
  stop: "array",
};
