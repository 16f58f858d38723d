/** What a browser is to keep as a file: read from its source only as fast as the client takes it. */

export interface Download {
  /** A title; what no file name may hold is left out of it. */
  name: string;
  /** With its dot. */
  extension: string;
  type: string;
}

/** A text that is made piece by piece. */
export function downloadResponse(source: Iterable<string>, { name, extension, type }: Download): Response {
  return new Response(textStream(source), {
    headers: {
      "Content-Type": `${type}; charset=utf-8`,
      "Content-Disposition": attachment(safeName(name) + extension),
      "Cache-Control": "no-store",
    },
  });
}

/** A file that is there; its name may be any. */
export function fileResponse({ path, name }: { path: string; name: string }, type: string): Response {
  const file = Deno.openSync(path);
  return new Response(file.readable, {
    headers: {
      "Content-Type": type,
      "Content-Length": String(file.statSync().size),
      "Content-Disposition": attachment(safeName(name)),
      "Cache-Control": "no-store",
    },
  });
}

/** Letters, digits and a few signs of any script; no path, no device, nothing that turns the line around. */
export function safeName(name: string): string {
  const plain = name.normalize("NFC").replace(/[^\p{L}\p{N}\p{M} ._()+,=@-]+/gu, " ")
    .replace(/\s+/g, " ").replace(/^[ .-]+/, "");
  const short = Array.from(plain).slice(0, 80).join("").replace(/[ .]+$/, "");
  return short === "" || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(short) ? "chat" : short;
}

const pieceBytes = 65_536;

function textStream(source: Iterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = source[Symbol.iterator]();
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      let text = "";
      while (text.length < pieceBytes) {
        const step = iterator.next();
        if (step.done) {
          if (text) controller.enqueue(encoder.encode(text));
          return controller.close();
        }
        text += step.value;
      }
      controller.enqueue(encoder.encode(text));
    },
    cancel() {
      iterator.return?.();
    },
  }, { highWaterMark: 1 });
}

/** RFC 6266: a name for those who read ASCII only, and the real one. */
function attachment(fileName: string): string {
  const ascii = fileName.normalize("NFKD").replace(/[^\x20-\x7e]/g, "").trim().replace(/^\./, "chat.");
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
