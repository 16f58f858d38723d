/** Trying an Ollama before its address is stored: does it answer, and when not, what would help. */
import { describeError, OllamaRejectedError, OllamaUnreachableError } from "@/lib/errors.ts";
import { openOllama } from "@/lib/ollama/client.ts";
import type { OllamaAddress } from "@/lib/ollama/request.ts";
import { isLoopbackHost } from "@/lib/shared/ip.ts";
import type { ConnectionResult } from "@/lib/shared/config.ts";

/** Takes at most `withinMs`, stores nothing, follows no redirect. Never throws. */
export async function testConnection(
  address: OllamaAddress,
  { withinMs = 10_000, isContainer = runsInContainer() } = {},
): Promise<ConnectionResult> {
  const ollama = openOllama({ address: () => address });
  const signal = AbortSignal.timeout(withinMs);
  const began = performance.now();
  try {
    const version = await ollama.version(signal);
    const latency = performance.now() - began;
    const models = await ollama.tags(signal);
    return { ok: true, version, models: models.length, latency_ms: Math.round(latency * 10) / 10 };
  } catch (error) {
    const { code, message } = signal.aborted
      ? {
        code: "ollama_timeout",
        message: `${address.url.origin} did not answer within ${withinMs / 1000} s.`,
      }
      : describeError(error);
    return { ok: false, error: { code, message }, hint: hintFor(error, { address, code, isContainer }) };
  }
}

interface Failure {
  address: OllamaAddress;
  code: string;
  isContainer: boolean;
}

function hintFor(error: unknown, { address: { url, apiKey }, code, isContainer }: Failure): string {
  const cause = causeCode(error);
  if (cause === "ENOTFOUND" || cause === "EAI_AGAIN") {
    return `The name ${url.hostname} is not known here. Check its spelling, or use the IP address.`;
  }
  if (isTlsProblem(error, cause, url)) {
    return url.protocol === "https:"
      ? "The certificate or the TLS connection was not accepted. Ollama itself speaks plain http: try http://, " +
        "or give the proxy before it a certificate that this machine trusts."
      : "The other side does not speak plain HTTP. Try https://.";
  }
  const status = error instanceof OllamaRejectedError ? error.status : undefined;
  if (status === 401) {
    return apiKey
      ? "The API key was not accepted. Enter it again."
      : "This server wants an API key. Enter it.";
  }
  if (status === 403) {
    return `Ollama does not accept the name ${url.hostname}. Use its IP address, or start it with OLLAMA_HOST=0.0.0.0.`;
  }
  if (status !== undefined && status >= 300 && status < 400) {
    return "Redirects are not followed. Enter the address that it leads to.";
  }
  if (code === "ollama_rejected") {
    return `Something answers there, but it is not Ollama. Its port is usually 11434, without a path after it.`;
  }
  if (isLoopbackHost(url.hostname) && isContainer) {
    return "Inside a container this address is the container itself. Use http://host.docker.internal:11434, and " +
      "start Ollama with OLLAMA_HOST=0.0.0.0 so that it listens for containers.";
  }
  if (isLoopbackHost(url.hostname)) {
    return "Start Ollama (`ollama serve`, or its app) and check the port, usually 11434. From inside a container use " +
      "http://host.docker.internal:11434.";
  }
  return "Check that Ollama runs there with OLLAMA_HOST=0.0.0.0, that the port is right (usually 11434), and that " +
    "no firewall is in between.";
}

function causeCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause ?? error : error;
  return String((cause as { code?: unknown } | undefined)?.code ?? "");
}

/** What speaks plain HTTP may also just wait for more, or hang up, when it is greeted with TLS. */
function isTlsProblem(error: unknown, code: string, url: URL): boolean {
  const words = error instanceof Error
    ? `${error.message} ${(error.cause as Error | undefined)?.message ?? ""}`
    : "";
  const isNamed = /CERT|SSL|TLS|EPROTO|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code) ||
    /certificate|handshake|\btls\b|\bssl\b|corrupt message/i.test(words);
  const hasNoRoute = ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EREFUSEDADDRESS"].includes(code);
  return isNamed || (url.protocol === "https:" && error instanceof OllamaUnreachableError && !hasNoRoute);
}

function runsInContainer(): boolean {
  if (Deno.env.has("container")) return true; // podman and systemd-nspawn say so
  try {
    return Deno.statSync("/.dockerenv").isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
