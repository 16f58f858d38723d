/**
 * How far a pull is, from Ollama's lines: summed over its layers, with speed and time left.
 *
 * Ollama says each layer for itself, one after another: a small one may have no line at all, the last line of a
 * large one may stay below its total, and a part that is tried again goes down. A layer is complete when the
 * next status begins. `percent` never falls; the grand total is known only once all layers have been named.
 */
import type { PullLine } from "@/lib/ollama/client.ts";
import type { PullProgress } from "@/lib/shared/model.ts";

interface Layer {
  total: number;
  completed: number;
}

type FormerProgress = Pick<PullProgress, "status" | "percent" | "completed_bytes" | "total_bytes">;

interface Sample {
  at: number;
  /** Bytes that have come over the network since the pull began. */
  received: number;
}

const windowMs = 5_000;

export class PullMeter {
  #layers = new Map<string, Layer>();
  #current: string | null = null;
  #status: string;
  #percent: number;
  #received = 0;
  #samples: Sample[] = [];
  #isDone = false;

  /** `former` is where an interrupted pull of the same name was: its percent is not fallen below. */
  constructor(private readonly name: string, private readonly former: FormerProgress) {
    this.#status = this.former.status;
    this.#percent = this.former.percent;
  }

  add(line: PullLine, now: number): void {
    const digest = line.digest ?? null;
    if (digest !== this.#current) this.#complete(this.#current);
    this.#current = digest;
    this.#status = line.status;
    if (digest !== null) this.#measure(digest, line);
    if (line.status === "success") this.#isDone = true;
    this.#percent = Math.max(this.#percent, this.#isDone ? 100 : this.#share());
    this.#sample(now);
  }

  /** Bytes still to come of the layers named so far. */
  missingBytes(): number {
    const { completed, total } = this.#sum();
    return total - completed;
  }

  read(): PullProgress {
    const { completed, total } = this.#sum();
    const speed = this.#speed();
    return {
      name: this.name,
      status: this.#status,
      digest: this.#current,
      completed_bytes: completed,
      total_bytes: total,
      percent: this.#percent,
      bytes_per_second: speed,
      eta_seconds: speed ? Math.ceil((total - completed) / speed) : null,
    };
  }

  #measure(digest: string, line: PullLine): void {
    const former = this.#layers.get(digest);
    const total = Math.max(line.total ?? former?.total ?? 0, 0);
    const completed = Math.min(Math.max(line.completed ?? 0, 0), total);
    // A layer's first line says what was on the disk already: nothing of that has come now.
    if (former) this.#received += Math.max(completed - former.completed, 0);
    this.#layers.set(digest, { total, completed });
  }

  #complete(digest: string | null): void {
    const layer = digest === null ? undefined : this.#layers.get(digest);
    if (!layer) return;
    this.#received += layer.total - layer.completed;
    layer.completed = layer.total;
  }

  /** Before a layer is named: as it was. */
  #sum(): Layer {
    if (this.#layers.size === 0) {
      return { total: this.former.total_bytes, completed: this.former.completed_bytes };
    }
    const sum = { total: 0, completed: 0 };
    for (const layer of this.#layers.values()) {
      sum.total += layer.total;
      sum.completed += layer.completed;
    }
    return sum;
  }

  /** One decimal, downwards: 100 means done. */
  #share(): number {
    const { total, completed } = this.#sum();
    return total === 0 ? 0 : Math.min(Math.floor(1000 * completed / total) / 10, 99.9);
  }

  #sample(now: number): void {
    this.#samples.push({ at: now, received: this.#received });
    while (this.#samples.length > 2 && this.#samples[0]!.at < now - windowMs) this.#samples.shift();
  }

  #speed(): number | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (this.#isDone || !first || !last || last.at - first.at < 200) return null;
    return Math.round(1000 * (last.received - first.received) / (last.at - first.at));
  }
}
