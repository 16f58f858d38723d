/** A disk of a few megabytes in memory, which can be filled and freed. Needs root: it is a tmpfs. */
import { join } from "node:path";

const bytes = 16 * 1024 * 1024;

export class SmallDisk implements AsyncDisposable {
  #ballast: string;

  private constructor(readonly path: string) {
    this.#ballast = join(path, "ballast");
  }

  static async mount(): Promise<SmallDisk> {
    const path = await Deno.makeTempDir({ prefix: "torture-disk-" });
    await run("mount", ["-t", "tmpfs", "-o", `size=${bytes},mode=0700`, "tmpfs", path]);
    return new SmallDisk(path);
  }

  /** Leaves so many bytes. */
  fill(left: number): void {
    const piece = new Uint8Array(64 * 1024);
    using file = Deno.openSync(this.#ballast, { write: true, create: true, truncate: true });
    let size = 0;
    try {
      while (size < bytes) size += file.writeSync(piece);
    } catch (error) {
      if ((error as { code?: unknown }).code !== "ENOSPC") throw error;
    }
    file.truncateSync(Math.max(0, Deno.statSync(this.#ballast).size - left));
  }

  free(): void {
    try {
      Deno.removeSync(this.#ballast);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await run("umount", ["--lazy", this.path]); // statements that nobody has collected yet hold their files
    await Deno.remove(this.path);
  }
}

async function run(command: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args, stdout: "null", stderr: "piped" })
    .output();
  if (!success) throw new Error(`${command} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
}
