/**
 * Which names this server answers to. Comparing Origin with Host does not stop DNS rebinding, for there both
 * are the attacker's name; a list of names that are ours does.
 */
import { embeddedIpv4, isLoopbackIp, parseIp } from "@/lib/shared/ip.ts";

export interface OwnNames {
  /** What HOST says. */
  host: string;
  /** The port that is really served, null while it is not known. */
  port: number | null;
  allowedHosts: readonly string[];
}

export type HostVerdict = "ok" | "missing" | "forbidden";

/** `target` is the request's URL: one in absolute form has to name the same host. */
export function judgeHost(header: string | null, target: string, own: OwnNames): HostVerdict {
  if (header === null || header.trim() === "") return "missing";
  const host = parseHost(header);
  if (!host || !isOwn(host, own)) return "forbidden";
  return URL.parse(target)?.host === URL.parse(`http://${header}`)?.host ? "ok" : "forbidden";
}

/** A loopback name with our port: always this server, by whatever name the page was opened. */
export function isOwnLoopback(header: string, port: number | null): boolean {
  const host = parseHost(header);
  return host !== undefined && isLoopbackName(host.name) && (port === null || host.port === port);
}

interface Host {
  name: string;
  /** 80 when the header has none. */
  port: number;
}

function parseHost(header: string): Host | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(header);
  return match ? { name: bare(match[1]!), port: Number(match[2] ?? 80) } : undefined;
}

function isOwn(host: Host, own: OwnNames): boolean {
  if (own.allowedHosts.some((entry) => isAllowedBy(entry, host))) return true;
  if (isLoopbackName(host.name)) return own.port === null || host.port === own.port;
  return host.name === bare(own.host);
}

/** `localhost`, 127.0.0.0/8, ::1: not the IPv6 forms that only lead there. */
function isLoopbackName(name: string): boolean {
  const bytes = parseIp(name);
  return bytes ? isLoopbackIp(bytes) && !embeddedIpv4(bytes) : name === "localhost";
}

function isAllowedBy(entry: string, host: Host): boolean {
  const [, name = "", port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
  return bare(name) === host.name && (port === undefined || Number(port) === host.port);
}

function bare(name: string): string {
  return name.replace(/^\[|\]$/g, "").toLowerCase();
}
