/** The wizard: what its steps show, and what their forms ask for. */
import type { Deps } from "@/lib/deps.ts";
import type { ConnectionResult } from "@/lib/shared/config.ts";
import { type Theme, themes } from "@/lib/shared/theme.ts";
import { tryConnection } from "./connection_form.ts";
import { lookAnew, storePatch } from "./setting_forms.ts";

export type SetupView =
  | {
    step: "connect";
    address: string;
    hasKey: boolean;
    errors: Record<string, string>;
    result: ConnectionResult | null;
  }
  | { step: "choose"; theme: Theme; models: string[]; defaultModel: string | null };

export type SetupAnswer = { location: string } | { view: SetupView; status: number };

export function setupView(deps: Deps, step: string | null): SetupView {
  const config = deps.settings.config();
  if (step !== "choose" || !config.setup_complete) {
    const { ollama_base_url: address, has_api_key: hasKey } = config;
    return { step: "connect", address, hasKey, errors: {}, result: null };
  }
  return {
    step: "choose",
    theme: config.theme,
    models: deps.catalog.list().items.map((model) => model.name),
    defaultModel: config.default_model,
  };
}

export async function actOnSetup(deps: Deps, form: URLSearchParams): Promise<SetupAnswer> {
  switch (form.get("action")) {
    case "finish":
      return await finish(deps, form);
    case "guide":
      return await connect(deps, await deps.guideAddress(), undefined);
    default:
      return await tryAddress(deps, form);
  }
}

/** `Test` shows what came of it; `Next` goes on when the address answers. */
async function tryAddress(deps: Deps, form: URLSearchParams): Promise<SetupAnswer> {
  const address = form.get("ollama_base_url") ?? "";
  const hasKey = deps.settings.config().has_api_key;
  const shown = { step: "connect" as const, address, hasKey };
  const tried = await tryConnection(deps, form);
  if ("errors" in tried) return { view: { ...shown, errors: tried.errors, result: null }, status: 400 };
  const { result } = tried;
  if (!result.ok || form.get("action") !== "next") {
    return { view: { ...shown, errors: {}, result }, status: 200 };
  }
  return await connect(deps, address, form.get("api_key") || undefined);
}

async function connect(deps: Deps, address: string, apiKey: string | undefined): Promise<SetupAnswer> {
  await storePatch(deps, { ollama_base_url: address, ...(apiKey && { api_key: apiKey }) });
  await lookAnew(deps);
  return { location: "/setup?step=choose" };
}

async function finish(deps: Deps, form: URLSearchParams): Promise<SetupAnswer> {
  const theme = themes.find((each) => each === form.get("theme"));
  await deps.settings.patch({ ...(theme && { theme }), default_model: form.get("default_model") || null });
  return { location: "/chat" };
}
