/** Where a program that belongs to no project keeps its data: as the XDG base directories have it. */
import { isAbsolute, join } from "node:path";

export function userDataFolder({ XDG_DATA_HOME, HOME }: Record<string, string | undefined>): string {
  // What is relative is to be ignored, says the specification.
  if (XDG_DATA_HOME && isAbsolute(XDG_DATA_HOME)) return join(XDG_DATA_HOME, "chat-webui");
  if (HOME && isAbsolute(HOME)) return join(HOME, ".local/share/chat-webui");
  return "./data";
}
