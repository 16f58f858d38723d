/**
 * How much room there is for models, where that can be known: an Ollama on this machine, in its usual folders.
 *
 * An Ollama elsewhere, or in a container, keeps its models where we cannot look: then nothing is known, and
 * nothing is refused.
 */
import { statfs } from "node:fs/promises";
import { isLoopbackHost } from "@/lib/shared/ip.ts";

export async function freeModelBytes(baseUrl: string, folders = modelFolders()): Promise<number | null> {
  if (!isLoopbackHost(new URL(baseUrl).hostname)) return null;
  for (const folder of folders) {
    const free = await freeBytesAt(folder);
    if (free !== null) return free;
  }
  return null;
}

async function freeBytesAt(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null; // absent, or not for us to see: the next one may be there
  }
}

/** The user's own, and that of the Linux service. */
function modelFolders(): string[] {
  const own = Deno.env.get("OLLAMA_MODELS");
  const home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE");
  return [
    ...(own ? [own] : []),
    "/usr/share/ollama/.ollama/models",
    ...(home ? [`${home}/.ollama/models`] : []),
  ];
}
