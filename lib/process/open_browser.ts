/** Shows the page in the person's browser, where there is one: a machine without is no error. */
import type { Logger } from "@logtape/logtape";

export function openBrowser(url: string, log: Logger): void {
  const program = Deno.build.os === "darwin" ? "open" : "xdg-open";
  try {
    const child = new Deno.Command(program, {
      args: [url],
      clearEnv: true,
      env: withoutSecrets(Deno.env.toObject()),
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    child.unref();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    log.info("no program to open a browser with", { program });
  }
}

/** A browser needs more of its environment than can be listed here: what is ours alone is left out. */
function withoutSecrets(variables: Record<string, string>): Record<string, string> {
  const secrets = ["ACCESS_PASSWORD", "CONFIG_KEY", "CONFIG_KEY_PREVIOUS"];
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !secrets.includes(name)));
}
