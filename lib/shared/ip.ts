/**
 * IP addresses as bytes: 4 for IPv4, 16 for IPv6, undefined for anything else (a name, for instance).
 *
 * Takes the dotted and the colon forms, with or without brackets and zone. Text that `new URL()` would fold into
 * an address (`127.1`, `0x7f000001`) is not one here: pass it through `new URL()` first.
 */

export function parseIp(text: string): Uint8Array | undefined {
  const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
  return bare.includes(":") ? parseIpv6(bare.replace(/%.*$/, "")) : parseIpv4(bare);
}

/** `::ffff:127.0.0.1` and the like become the IPv4 address that they lead to. */
export function embeddedIpv4(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length !== 16) return;
  const zeros = (from: number, to: number) => bytes.subarray(from, to).every((byte) => byte === 0);
  const mapped = zeros(0, 10) && bytes[10] === 0xff && bytes[11] === 0xff;
  const translated = zeros(0, 8) && bytes[8] === 0xff && bytes[9] === 0xff && zeros(10, 12);
  const compatible = zeros(0, 12) && !zeros(12, 15);
  const nat64 = startsWith(bytes, [0x00, 0x64, 0xff, 0x9b]);
  if (mapped || translated || compatible || nat64) return bytes.slice(12);
  const sixToFour = startsWith(bytes, [0x20, 0x02]);
  return sixToFour ? bytes.slice(2, 6) : undefined;
}

/** The same with every other IPv4 address that a tunnel or translator might make of it. */
export function reachableIpv4s(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length !== 16) return [];
  const found = [embeddedIpv4(bytes)].filter((inner) => inner !== undefined);
  const isTeredo = startsWith(bytes, [0x20, 0x01, 0x00, 0x00]);
  if (isTeredo) found.push(bytes.slice(4, 8), bytes.slice(12).map((byte) => byte ^ 0xff));
  const isIsatap = (bytes[8]! & 0xfd) === 0 && startsWith(bytes.subarray(9), [0x00, 0x5e, 0xfe]);
  if (isIsatap) found.push(bytes.slice(12));
  // RFC 8215's prefix: its network chooses where in it the four bytes stand, around the eighth.
  const isLocalNat64 = startsWith(bytes, [0x00, 0x64, 0xff, 0x9b, 0x00, 0x01]);
  const rest = Uint8Array.from([...bytes.subarray(6, 8), ...bytes.subarray(9, 13)]);
  if (isLocalNat64) found.push(...[0, 1, 2].map((at) => rest.slice(at, at + 4)));
  return found;
}

export function isLoopbackIp(bytes: Uint8Array): boolean {
  const inner = embeddedIpv4(bytes) ?? bytes;
  if (inner.length === 4) return inner[0] === 127;
  return inner.subarray(0, 15).every((byte) => byte === 0) && inner[15] === 1;
}

/** A host as people write it: `localhost`, 127.0.0.0/8, ::1. */
export function isLoopbackHost(host: string): boolean {
  const bytes = parseIp(host);
  return bytes ? isLoopbackIp(bytes) : host.toLowerCase() === "localhost";
}

export function startsWith(bytes: Uint8Array, prefix: number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function parseIpv4(text: string): Uint8Array | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return;
  if (!parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return;
  return Uint8Array.from(parts, Number);
}

function parseIpv6(text: string): Uint8Array | undefined {
  const lastColon = text.lastIndexOf(":");
  const tail = text.slice(lastColon + 1);
  if (tail.includes(".")) {
    const four = parseIpv4(tail);
    if (!four) return;
    const group = (at: number) => (four[at]! << 8 | four[at + 1]!).toString(16);
    text = `${text.slice(0, lastColon + 1)}${group(0)}:${group(2)}`;
  }
  const halves = text.split("::");
  if (halves.length > 2) return;
  const [head = [], rest = []] = halves.map((half) => half === "" ? [] : half.split(":"));
  const missing = 8 - head.length - rest.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return;
  const groups = [...head, ...Array<string>(missing).fill("0"), ...rest];
  if (!groups.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return;
  return Uint8Array.from(groups.flatMap((part) => {
    const value = parseInt(part, 16);
    return [value >> 8, value & 0xff];
  }));
}
