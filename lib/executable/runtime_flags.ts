/** What the server inside an executable is started with: which of Deno's features it uses, what it may do. */

/** As "unstable" in deno.json. */
export const features = ["--unstable-cron", "--unstable-no-legacy-abort"];

/**
 * Any path and address: where the data and Ollama are is known only after the start. Programs: Ollama's own,
 * nvidia-smi, the browser. No native libraries, no code from elsewhere, nothing about the machine but its load.
 */
export const permissions = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-net",
  "--allow-env",
  "--allow-run",
  "--allow-sys=cpus,hostname,statfs,systemMemoryInfo",
];
