/**
 * Keeps memory small while large texts pass through it.
 *
 * V8 takes texts of some MiB for lasting ones and lets them lie until the heap has grown to several times what is in
 * use. That is good for speed, and an import can wait.
 */
import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Until it is disposed of. */
export function collectEarly(): Disposable {
  setFlagsFromString("--expose-gc"); // only a context that is made from now on has it
  const collect = runInNewContext("gc") as () => void;
  let left = lastingBytes();
  const timer = setInterval(() => {
    const bytes = lastingBytes();
    left = Math.min(left, bytes);
    if (bytes - left < mostGarbage) return;
    collect();
    left = lastingBytes();
  }, lookMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

const mostGarbage = 16 * 1024 * 1024;
const lookMs = 20;

/** What V8 itself collects soon, the new objects, is left out. */
function lastingBytes(): number {
  const lasting = getHeapSpaceStatistics().filter((space) => !space.space_name.startsWith("new_space"));
  return lasting.reduce((sum, space) => sum + space.space_used_size, getHeapStatistics().external_memory);
}
