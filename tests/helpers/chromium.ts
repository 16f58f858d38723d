/** Where a Chromium is on this machine, and how one gets here. */
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** `$CHROMIUM`, else a program on the PATH, else Playwright's own download. */
export function findChromium(): string | undefined {
  const named = Deno.env.get("CHROMIUM");
  if (named) return named;
  const folders = (Deno.env.get("PATH") ?? "").split(":").concat("/usr/bin", "/snap/bin");
  const candidates = names.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
  return [...candidates, chromium.executablePath()].find(isProgram);
}

/** On Debian and Ubuntu by apt when root, else Playwright's download into its cache. Says what it does. */
export async function installChromium(): Promise<void> {
  const isRoot = Deno.uid() === 0;
  if (isRoot && isProgram("/usr/bin/apt-get") && !isUbuntu()) {
    console.log("No Chromium found: installing Debian's with apt-get.");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-q"], env);
    await run("apt-get", ["install", "-q", "-y", "--no-install-recommends", "chromium"], env);
    return;
  }
  console.log("No Chromium found: downloading Playwright's build into its cache.");
  const cli = ["run", "-A", "npm:playwright-core@1.65.1/cli", "install"];
  await run(Deno.execPath(), [...cli, ...(isRoot ? ["--with-deps"] : []), "chromium"]);
}

/** Ubuntu's package only installs a snap, which does not run in containers. */
function isUbuntu(): boolean {
  return /^ID=ubuntu$/m.test(Deno.readTextFileSync("/etc/os-release"));
}

async function run(program: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  const options = { args, env, stdin: "null", stdout: "inherit", stderr: "inherit" } as const;
  const { code } = await new Deno.Command(program, options).output();
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} failed (exit code ${code}).`);
}

function isProgram(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}
