/** `Test` of a form: the address and the key that it says are tried, and not stored. */
import { testConnection } from "@/lib/config/connection.ts";
import type { Deps } from "@/lib/deps.ts";
import { type ConnectionResult, ConnectionTest } from "@/lib/shared/config.ts";
import { issueWords } from "@/lib/shared/issue_words.ts";
import { refusedFields } from "./refused_fields.ts";

/** What came of it, or what was refused before anything was asked. */
export async function tryConnection(
  deps: Deps,
  form: URLSearchParams,
): Promise<{ result: ConnectionResult } | { errors: Record<string, string> }> {
  const asked = {
    ollama_base_url: form.get("ollama_base_url") ?? "",
    api_key: form.get("api_key") || undefined,
  };
  const parsed = ConnectionTest.safeParse(asked, { error: issueWords });
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => [String(path[0]), `The value ${message}.`]);
    return { errors: Object.fromEntries(errors) };
  }
  try {
    return { result: await testConnection(deps.settings.accessTo(parsed.data)) };
  } catch (error) {
    const errors = refusedFields(error);
    if (!errors) throw error;
    return { errors };
  }
}
