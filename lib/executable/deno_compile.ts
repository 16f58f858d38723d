/** An executable by Deno's own `compile`, which wants to fetch a runtime once; for the platform it runs on. */
import { join } from "node:path";
import type { Bundle } from "./bundle.ts";
import { features, permissions } from "./runtime_flags.ts";

/** Throws an error that says why when it cannot, most often for want of a network. */
export async function compileWithDeno({ code, assets }: Bundle, target: string): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "chat-webui-compile-" });
  try {
    await Deno.writeFile(join(folder, "server.js"), code);
    await Deno.writeFile(join(folder, "assets.bin"), assets);
    await Deno.writeTextFile(join(folder, "main.js"), entry);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "compile",
        ...isolation,
        ...features,
        ...permissions,
        "--include",
        "assets.bin",
        "--output",
        target,
        "main.js",
      ],
      cwd: folder,
      env: { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
      signal: AbortSignal.timeout(patienceMs),
    }).output();
    if (!success) throw new Error(reasonIn(new TextDecoder().decode(stderr)));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const entry = `import start from "./server.js";
start(Deno.readFileSync(new URL("./assets.bin", import.meta.url)));
`;

const isolation = ["--no-check", "--no-config", "--no-lock", "--no-npm", "--no-remote"];

/** For some 40 MB over a slow line. */
const patienceMs = 300_000;

/** Of Deno's error with its causes: the longest line says the most. */
function reasonIn(text: string): string {
  const lines = text.split("Stack backtrace")[0]!.split("\n").map((line) =>
    line.replace(/^\s*(\d+|error): /, "")
  );
  return lines.reduce((longest, line) => line.length > longest.length ? line : longest);
}
