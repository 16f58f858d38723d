import assert from "node:assert/strict";
import { userDataFolder } from "@/lib/process/user_data_folder.ts";

Deno.test("userDataFolder() follows the XDG base directories, and needs neither them nor a home", () => {
  const cases: [Record<string, string>, string][] = [
    [{ XDG_DATA_HOME: "/x", HOME: "/home/me" }, "/x/chat-webui"],
    [{ XDG_DATA_HOME: "relative", HOME: "/home/me" }, "/home/me/.local/share/chat-webui"],
    [{ XDG_DATA_HOME: "", HOME: "/home/me" }, "/home/me/.local/share/chat-webui"],
    [{ HOME: "" }, "./data"],
    [{}, "./data"],
  ];
  for (const [variables, folder] of cases) assert.equal(userDataFolder(variables), folder);
});
