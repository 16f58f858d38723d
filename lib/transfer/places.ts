/** Stretches of a file. */

export interface Place {
  /** In bytes. */
  start: number;
  length: number;
}

/** Very many of them, as numbers and not as objects, in the order of the file. */
export class Places {
  #starts: number[] = [];
  #lengths: number[] = [];

  get length(): number {
    return this.#starts.length;
  }

  add({ start, length }: Place): void {
    this.#starts.push(start);
    this.#lengths.push(length);
  }

  at(index: number): Place {
    return { start: this.#starts[index]!, length: this.#lengths[index]! };
  }

  /** The index of the first one that begins there or later. */
  firstFrom(start: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
