/** What the server inside an executable is started with: which of Deno's features it uses, what it may do. */

/** As "unstable" in deno.json. */
export const features = ["--unstable-cron", "--unstable-no-legacy-abort"];

/** A second wall behind lib/ollama/address.ts: what is named or resolved so is refused by Deno itself. */
const neverContacted = [
  "169.254.0.0/16",
  "224.0.0.0/4",
  "100.100.100.200",
  "168.63.129.16",
  "192.0.0.192",
  "metadata.google.internal",
];

/**
 * Any path and nearly any address: where the data and Ollama are is known only after the start. Programs: Ollama's own,
 * nvidia-smi, the browser. No native libraries, no code from elsewhere, nothing about the machine but its load.
 */
export const permissions = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-net",
  `--deny-net=${neverContacted.join(",")}`,
  "--allow-env",
  "--allow-run",
  "--allow-sys=cpus,hostname,statfs,systemMemoryInfo",
];
