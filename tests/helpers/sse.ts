/** Reading an event stream in tests. Strict: a line that the format does not know is an error. */

export interface ReadEvent {
  id?: number;
  event: string;
  // deno-lint-ignore no-explicit-any -- tests look into whatever they expect
  data: any;
}

/** Comments (heartbeats) are left out. Leaving the loop cancels the body. */
export async function* readSse(response: Response): AsyncGenerator<ReadEvent> {
  let rest = "";
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop()!;
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event) yield event;
    }
  }
  if (rest !== "") throw new Error(`The stream ended within an event: ${JSON.stringify(rest)}`);
}

export async function readAllSse(response: Response): Promise<ReadEvent[]> {
  return await Array.fromAsync(readSse(response));
}

function parseBlock(block: string): ReadEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    if (line.startsWith(":")) continue;
    const [, name, value] = /^(id|event|data): (.*)$/.exec(line) ?? [];
    if (name === undefined || fields.has(name)) {
      throw new Error(`Not a line of ours: ${JSON.stringify(line)}`);
    }
    fields.set(name, value!);
  }
  if (fields.size === 0) return;
  const id = fields.has("id") ? { id: Number(fields.get("id")) } : {};
  return { ...id, event: fields.get("event") ?? "message", data: JSON.parse(fields.get("data")!) };
}
