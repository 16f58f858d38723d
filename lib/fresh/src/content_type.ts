/** Content types by extension. */
export function contentType(path: string): string {
  const [, extension = ""] = /\.(\w+)$/.exec(path) ?? [];
  return TYPES[extension.toLowerCase()] ?? "application/octet-stream";
}

const UTF8 = "; charset=UTF-8";

const TYPES: Record<string, string> = {
  css: "text/css" + UTF8,
  csv: "text/csv" + UTF8,
  html: "text/html" + UTF8,
  htm: "text/html" + UTF8,
  js: "text/javascript" + UTF8,
  mjs: "text/javascript" + UTF8,
  json: "application/json" + UTF8,
  map: "application/json" + UTF8,
  md: "text/markdown" + UTF8,
  txt: "text/plain" + UTF8,
  xml: "application/xml" + UTF8,
  webmanifest: "application/manifest+json",
  wasm: "application/wasm",
  pdf: "application/pdf",
  zip: "application/zip",
  gz: "application/gzip",
  avif: "image/avif",
  gif: "image/gif",
  ico: "image/vnd.microsoft.icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  png: "image/png",
  svg: "image/svg+xml",
  webp: "image/webp",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  wav: "audio/wav",
  mp4: "video/mp4",
  webm: "video/webm",
  otf: "font/otf",
  ttf: "font/ttf",
  woff: "font/woff",
  woff2: "font/woff2",
};
