/** A file's content as a Response's body. */

/** Small files at once; big ones as they are sent. */
export async function readableFile(file: string | URL, size: number): Promise<BodyInit> {
  return size <= SMALL ? await Deno.readFile(file) : (await Deno.open(file)).readable;
}

const SMALL = 1024 * 1024;
