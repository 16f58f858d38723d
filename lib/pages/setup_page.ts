/** The wizard: what its steps show, and what their forms ask for. */
import { testConnection } from "@/lib/config/connection.ts";
import type { Deps } from "@/lib/deps.ts";
import { issueWords } from "@/lib/shared/issue_words.ts";
import { type ConnectionResult, ConnectionTest } from "@/lib/shared/config.ts";
import { type Theme, themes } from "@/lib/shared/theme.ts";
import { lookAnew, refusedFields, storePatch } from "./setting_forms.ts";

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
  const asked = { ollama_base_url: address, api_key: form.get("api_key") || undefined };
  const parsed = ConnectionTest.safeParse(asked, { error: issueWords });
  if (!parsed.success) {
    const errors = Object.fromEntries(
      parsed.error.issues.map(({ path, message }) => [String(path[0]), `The value ${message}.`]),
    );
    return { view: { ...shown, errors, result: null }, status: 400 };
  }
  try {
    const result = await testConnection(deps.settings.accessTo(parsed.data));
    if (!result.ok || form.get("action") !== "next") {
      return { view: { ...shown, errors: {}, result }, status: 200 };
    }
    return await connect(deps, address, asked.api_key);
  } catch (error) {
    const errors = refusedFields(error);
    if (!errors) throw error;
    return { view: { ...shown, errors, result: null }, status: 400 };
  }
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
