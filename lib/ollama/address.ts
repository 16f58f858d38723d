/**
 * Where an Ollama may be: the forms an address may have, and the places that are refused whatever the form.
 *
 * Looks at text and bytes only. Names are not resolved here: the client checks what they resolve to with
 * `isRefusedIp()` before it connects.
 */
import { InvalidInputError } from "@/lib/errors.ts";
import { parseIp, reachableIpv4s, startsWith } from "@/lib/shared/ip.ts";

export const defaultOllamaAddress = "http://127.0.0.1:11434";

/** An address as people type it into the wizard or OLLAMA_BASE_URL. Throws InvalidInputError. */
export function parseOllamaAddress(text: string): URL {
  const problem = findProblem(text.trim());
  if (problem) throw refusal(problem);
  return toUrl(text.trim())!;
}

/**
 * The forms of OLLAMA_HOST: `host`, `host:port`, `:port`, `scheme://host[:port][/path]`, `[::1]:port`.
 * As Ollama's own command line does it: a missing port is 11434 (80 or 443 after a scheme), a bad one too.
 */
export function parseOllamaHost(text: string): URL {
  const trimmed = text.trim().replace(/^["']+|["']+$/g, "").trim();
  if (trimmed === "") return new URL(defaultOllamaAddress);
  if (/^https?:\/\//i.test(trimmed)) return parseOllamaAddress(trimmed);
  const [authority = "", ...path] = trimmed.split("/");
  const [, host = "", port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? [, authority];
  const validPort = port !== undefined && /^\d+$/.test(port) && Number(port) <= 65535 ? port : "11434";
  return parseOllamaAddress(`http://${host || "127.0.0.1"}:${validPort}/${path.join("/")}`);
}

/** Without a final slash, so that `/api/…` can be put behind it. */
export function addressText(address: URL): string {
  return address.href.replace(/\/+$/, "");
}

/** Link-local, metadata and multicast addresses, also inside IPv6 forms that lead to IPv4. */
export function isRefusedIp(ip: string): boolean {
  const bytes = parseIp(ip);
  return bytes !== undefined && refusedKind(bytes) !== undefined;
}

function findProblem(text: string): string | undefined {
  // deno-lint-ignore no-control-regex -- these are exactly what an address must not hold
  if (/[\x00-\x20\x7f]/.test(text)) return "must not contain spaces or control characters";
  if (!/^https?:\/\//i.test(text)) {
    return `must begin with http:// or https://, as in ${defaultOllamaAddress}`;
  }
  if (/^https?:\/\/[^/?#\\]*@/i.test(text)) {
    return "must not contain a user name or password: enter the API key in its own field";
  }
  if (/[?#]/.test(text)) return "must not contain ? or #";
  const url = toUrl(text);
  if (!url) return `is no address, write it as in ${defaultOllamaAddress}`;
  const bytes = parseIp(url.hostname);
  const kind = bytes ? refusedKind(bytes) : metadataName(url.hostname);
  return kind && `must not be a ${kind} address (${url.hostname})`;
}

/** `0.0.0.0` and `::` are where a server listens; for a client, as for Ollama's own, they mean this machine. */
function toUrl(text: string): URL | undefined {
  const url = URL.parse(text) ?? undefined;
  if (url?.hostname === "0.0.0.0") url.hostname = "127.0.0.1";
  if (url?.hostname === "[::]") url.hostname = "[::1]";
  return url;
}

function metadataName(hostname: string): string | undefined {
  const name = hostname.toLowerCase().replace(/\.+$/, "");
  return name === "metadata.google.internal" ? "cloud metadata" : undefined;
}

/** Of Alibaba, Azure and Oracle; others have link-local ones. */
const metadataIps = [[100, 100, 100, 200], [168, 63, 129, 16], [192, 0, 0, 192]];

function refusedKind(address: Uint8Array): string | undefined {
  return [address, ...reachableIpv4s(address)].map(kindOf).find((kind) => kind !== undefined);
}

function kindOf(bytes: Uint8Array): string | undefined {
  const [a = 0, b = 0] = bytes;
  if (bytes.length === 4) {
    if (a === 169 && b === 254) return "link-local";
    if (metadataIps.some((ip) => startsWith(bytes, ip))) return "cloud metadata";
    return (a & 0xf0) === 0xe0 ? "multicast" : undefined;
  }
  if (a === 0xfe && (b & 0xc0) === 0x80) return "link-local";
  if (a === 0xff) return "multicast";
  const isAwsMetadata = startsWith(bytes, [0xfd, 0x00, 0x0e, 0xc2]) &&
    bytes.subarray(4, 14).every((byte) => byte === 0) && bytes[14] === 0x02 && bytes[15] === 0x54;
  return isAwsMetadata ? "cloud metadata" : undefined;
}

function refusal(problem: string): InvalidInputError {
  return new InvalidInputError(`The Ollama address ${problem}.`, [
    { path: "ollama_base_url", message: problem },
  ]);
}
