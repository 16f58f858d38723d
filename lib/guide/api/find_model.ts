/** From the name in a request to an installed model, or the refusal each endpoint words in its own way. */
import type { InstalledModel } from "../models/library.ts";
import { type ModelName, NameError, parseName } from "../models/names.ts";
import type { Parts } from "../parts.ts";
import { Refusal } from "../wire/refusal.ts";

export function readName(text: string, invalid = "invalid model name"): ModelName {
  try {
    return parseName(text);
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    throw new Refusal(400, error.message.startsWith("use either") ? error.message : invalid);
  }
}

/**
 * `missing` words the 404. Cloud names are refused as the server's cloud setting says; an installed stub is only
 * looked at with `use: "describe"`.
 */
export function findModel(
  { library, settings }: Parts,
  text: string,
  { missing = `model '${text}' not found`, use = "run" }: { missing?: string; use?: "run" | "describe" } = {},
): InstalledModel {
  const name = readName(text);
  const model = library.find(name);
  const isRemote = name.source === "cloud" || model?.definition.remote !== undefined;
  if (isRemote && settings.cloud === "off") {
    const what = use === "run" ? "model is" : "model details are";
    throw new Refusal(403, `ollama cloud is disabled: remote ${what} unavailable`);
  }
  if (isRemote && !(model && use === "describe")) refuseSignedOut();
  if (!model) throw new Refusal(404, missing);
  return model;
}

export function cloudStatus({ settings }: Parts): unknown {
  const isOff = settings.cloud === "off";
  return { cloud: { disabled: isOff, source: isOff ? "env" : "none" } };
}

export function refuseSignedOut(): never {
  throw new Refusal(401, "unauthorized", { signin_url: "https://ollama.com/connect?name=guide&key=AAAA" });
}
