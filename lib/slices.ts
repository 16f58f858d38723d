/** Long work in slices: lets the rest of the server have its turn every few milliseconds. */

/** How long work may go on before others have their turn. */
export const sliceMs = 8;

export interface Slices {
  /** Waits for a turn if the slice is used up. True when nobody waits for the work any more. */
  pass(): Promise<boolean> | boolean;
}

export function slices(signal?: AbortSignal): Slices {
  let began = performance.now();
  return {
    pass() {
      if (performance.now() - began < sliceMs) return signal?.aborted ?? false;
      return new Promise((resolve) =>
        setTimeout(() => {
          began = performance.now();
          resolve(signal?.aborted ?? false);
        })
      );
    },
  };
}
