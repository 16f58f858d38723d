/** What the server inside an executable is started with: what it may do, and which of Deno's features it uses. */

/**
 * Any path and address: where the data and Ollama are is known only after the start. Programs: Ollama's own,
 * nvidia-smi, the browser. No native libraries, no code from elsewhere, nothing about the machine but its load.
 */
const permissions = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-net",
  "--allow-env",
  "--allow-run",
  "--allow-sys=cpus,hostname,systemMemoryInfo",
];

/** As "unstable" in deno.json. */
const features = ["--unstable-cron", "--unstable-no-legacy-abort"];

export const runtimeFlags = [...permissions, ...features];
