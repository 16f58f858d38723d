/** A server on a damaged data folder, started as a program or in this process, and used as a page would. */
import assert from "node:assert/strict";
import { readEnv } from "@/lib/config/env.ts";
import { KeyFileError } from "@/lib/crypto/key.ts";
import { DatabaseOpenError } from "@/lib/db/open_error.ts";
import { openDeps } from "@/lib/open_deps.ts";
import { StartError } from "@/lib/process/start_error.ts";
import { testApp } from "@/tests/helpers/app.ts";
import { runMain, startServer } from "@/tests/helpers/server.ts";
import { envOf } from "./seed_folder.ts";

/** How it ended, in a line of stderr; undefined when it started. */
export type Start = (folder: string, look: (ask: Ask) => Promise<void>) => Promise<string | undefined>;
export type Ask = (path: string, init?: { method: string; body: string }) => Promise<Answer>;

export interface Answer {
  status: number;
  text: string;
}

export const startHere: Start = async (folder, look) => {
  const log = console.error;
  console.error = () => {};
  try {
    const opened = await openDeps(readEnv(envOf(folder)));
    try {
      const app = await testApp(opened.deps);
      await look(async (path, init) => {
        const response = await app.fetch(path, init);
        return { status: response.status, text: await response.text() };
      });
    } finally {
      await opened.endStreams();
      await opened.close();
    }
  } catch (error) {
    const isExpected = [StartError, DatabaseOpenError, KeyFileError].some((kind) => error instanceof kind);
    if (!isExpected) throw error;
    return (error as Error).message;
  } finally {
    console.error = log;
  }
};

export const startProcess: Start = async (folder, look) => {
  let server;
  try {
    server = await startServer({ dataDir: folder, env: envOf(folder) });
  } catch {
    const { code, stdout, stderr } = await runMain(["--port", "0"], envOf(folder));
    assert.ok(code === 1 || code === 2 && /CONFIG_KEY/.test(stderr), `exit code ${code}: ${stderr}`);
    assert.equal(stdout, "");
    return stderr.trimEnd();
  }
  const { url, stop } = server;
  try {
    await look(async (path, init) => {
      const response = await fetch(url + path, { ...init, signal: AbortSignal.timeout(60_000) });
      return { status: response.status, text: await response.text() };
    });
  } finally {
    assert.equal(await stop(), 0, "its end");
  }
};

/** All chats and some paths more, then a new chat. */
export async function readAndWrite(ask: Ask, paths: string[]): Promise<Answer[]> {
  const list = await ask("/api/sessions?limit=200");
  const answers = [list];
  for (const path of paths) answers.push(await ask(path));
  for (const { id } of list.status === 200 ? JSON.parse(list.text).items : []) {
    answers.push(await ask(`/api/sessions/${encodeURIComponent(id)}/messages`));
  }
  answers.push(await ask("/api/sessions", { method: "POST", body: '{"title":"after the damage"}' }));
  return answers;
}
