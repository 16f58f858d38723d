import assert from "node:assert/strict";
import { BadUsageError, helpText, readCommandLine } from "@/lib/config/flags.ts";

Deno.test("readCommandLine() takes backup with or without a file, and restore with one", () => {
  assert.deepEqual(readCommandLine(["backup"]), {
    command: "backup",
    file: undefined,
    flags: { dataDir: undefined },
  });
  assert.deepEqual(readCommandLine(["--data", "d", "backup", "copy.db"]), {
    command: "backup",
    file: "copy.db",
    flags: { dataDir: "d" },
  });
  assert.deepEqual(readCommandLine(["restore", "copy.db", "--data=d"]), {
    command: "restore",
    file: "copy.db",
    flags: { dataDir: "d" },
  });
});

Deno.test("readCommandLine() refuses what a command would ignore, in one line that says what it is", () => {
  const wrong: [string[], RegExp][] = [
    [["restore"], /restore wants the FILE/],
    [["backup", "a", "b"], /one file/],
    [["backup", "--demo"], /--demo means nothing to backup/],
    [["restore", "a", "--port", "1"], /--port means nothing/],
    [["back"], /"back" is no command/],
    [["--prot"], /'--prot'/],
    [["--host"], /--host/],
  ];
  for (const [args, message] of wrong) {
    assert.throws(() => readCommandLine(args), (error) => {
      assert(error instanceof BadUsageError);
      assert.match(error.message, message);
      assert.match(error.message, /^[^\n]*Run with --help to see what there is\.$/);
      return true;
    });
  }
});

Deno.test("helpText() names the program that was started, its commands and its data folder", () => {
  const ofSources = helpText({ command: "deno task start", dataDir: "./data" });
  assert.match(ofSources, /^Usage: deno task start \[options\]$/m);
  assert.match(ofSources, /^ +deno task backup \[FILE\]/m);
  const ofExecutable = helpText({ command: "chat-webui", dataDir: "/home/me/.local/share/chat-webui" });
  assert.match(ofExecutable, /^ +chat-webui restore FILE/m);
  assert.match(ofExecutable, /default \/home\/me\/.local\/share\/chat-webui\)/);
});
