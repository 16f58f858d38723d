/** What the last contact with Ollama told of its health. */

export interface OllamaHealth {
  status: "ok" | "unreachable" | "unknown";
  version: string | null;
  latency_ms: number | null;
  checked_at: string | null;
  error: string | null;
}

const unknown: OllamaHealth = {
  status: "unknown",
  version: null,
  latency_ms: null,
  checked_at: null,
  error: null,
};

export class HealthRecord {
  #health = unknown;

  constructor(private readonly now: () => number) {}

  read(): OllamaHealth {
    return { ...this.#health };
  }

  succeed(contact: { version?: string; latencyMs?: number }): void {
    this.#health = {
      status: "ok",
      version: contact.version ?? this.#health.version,
      latency_ms: contact.latencyMs ?? this.#health.latency_ms,
      checked_at: this.#time(),
      error: null,
    };
  }

  fail(error: string): void {
    this.#health = {
      ...this.#health,
      status: "unreachable",
      latency_ms: null,
      checked_at: this.#time(),
      error,
    };
  }

  /** Another server is configured: nothing is known of it. */
  forget(): void {
    this.#health = unknown;
  }

  #time(): string {
    return new Date(this.now()).toISOString();
  }
}
