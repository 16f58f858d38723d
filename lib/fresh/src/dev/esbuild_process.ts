/** The process that esbuild works in: it ends with the last build, and is waited for. */
import childProcess, { type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { stop } from "esbuild";

let running = 0;
let children: ChildProcess[] = [];

export async function withEsbuild<T>(build: () => Promise<T>): Promise<T> {
  running++;
  try {
    return await watchingSpawn(build);
  } finally {
    if (--running === 0) {
      const ends = children.map(ended);
      children = [];
      await stop();
      await Promise.all(ends);
    }
  }
}

/** stop() kills the process without waiting, and gives no hold of it: so it is taken where it is made. */
function watchingSpawn<T>(build: () => Promise<T>): Promise<T> {
  const { spawn } = childProcess;
  const watched = (...args: Parameters<typeof spawn>) => {
    const child = spawn(...args);
    children.push(child);
    return child;
  };
  childProcess.spawn = watched as typeof spawn;
  try {
    return build(); // spawns before it first waits
  } finally {
    childProcess.spawn = spawn;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref(); // esbuild has it not keep the program alive
  await once(child, "exit");
}
