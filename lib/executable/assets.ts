/** Inside the executable: the build's files, cut out of the block that they were put into. */

/** As a build's snapshot lists them: URL, file, size, hash. */
type Listed = [path: string, file: string, size: number, hash: string];

export function assetReader(
  listed: Listed[],
  assets: Uint8Array<ArrayBuffer>,
): (file: string) => Uint8Array<ArrayBuffer> {
  let at = 0;
  const contents = new Map(listed.map(([, file, size]) => [file, assets.subarray(at, at += size)]));
  return (file) => contents.get(file)!;
}
