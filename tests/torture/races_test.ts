import { race, races } from "./races.ts";

// Few here for the sake of time; `deno run -A tests/torture/races.ts --rounds 500` is the whole of it.
for (const name of Object.keys(races)) {
  Deno.test(`${name}: a reply ends once and nothing is doubled`, () =>
    race(name, { rounds: 15, seed: 20261124 }));
}
