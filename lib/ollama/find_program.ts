/** Where a program is on this machine. */
import { isAbsolute, join, resolve } from "node:path";

/**
 * The absolute path of an executable, looked for as a shell would; undefined when it is not there. Links are not
 * followed: a snap's program knows by its name what it is.
 */
export async function findProgram(
  program: string,
  path = Deno.env.get("PATH") ?? "",
): Promise<string | undefined> {
  const isPath = program.includes("/") || isAbsolute(program);
  const folders = isPath
    ? [""]
    : path.split(Deno.build.os === "windows" ? ";" : ":").filter((folder) => folder);
  const endings = Deno.build.os === "windows" ? [".exe", ""] : [""];
  for (const folder of folders) {
    for (const ending of endings) {
      const candidate = isPath ? program + ending : join(folder, program + ending);
      if (await isExecutable(candidate)) return resolve(candidate);
    }
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    const { isFile, mode } = await Deno.stat(path);
    return isFile && (mode === null || (mode & 0o111) !== 0);
  } catch {
    return false; // not there, or not for us to see
  }
}
