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

/** `missing` words the 404; cloud names are refused as the server's cloud setting says. */
export function findModel(
  { library, settings }: Parts,
  text: string,
  { missing = `model '${text}' not found`, offText = "remote model is unavailable" } = {},
): InstalledModel {
  const name = readName(text);
  const model = library.find(name);
  if (name.source === "cloud" || model?.definition.remote) refuseCloud(settings.cloud, offText);
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

function refuseCloud(cloud: "off" | "signed out", offText: string): never {
  if (cloud === "off") throw new Refusal(403, `ollama cloud is disabled: ${offText}`);
  return refuseSignedOut();
}
