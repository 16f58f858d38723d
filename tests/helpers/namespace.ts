/** Programs in a network of their own, where loopback is all there is: what must not be reached can be tried there. */

/** Whether this machine lets us make one. */
export async function canIsolate(): Promise<boolean> {
  try {
    const args = ["-rnm", "ip", "link", "set", "lo", "up"];
    return (await new Deno.Command("unshare", { args, stdin: "null", stderr: "null" }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** `sh -c` before the program: `ip` and `mount` change nothing outside. */
export function isolated(
  program: string,
  args: string[],
  { before = "true", cwd }: { before?: string; cwd?: string } = {},
): Deno.Command {
  const setup = `ip link set lo up && ${before} && exec "$0" "$@"`;
  return new Deno.Command("unshare", {
    args: ["-rnm", "sh", "-c", setup, program, ...args],
    cwd,
    env: { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
    stdin: "null",
  });
}
