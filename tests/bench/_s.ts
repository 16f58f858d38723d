import { openDatabase } from "@/lib/db/database.ts";
import { measureSearches, search } from "./search.ts";
if (Deno.args[0] === "smoke") {
  for await (const f of search.run("smoke")) console.log(f.name, f.value.toFixed(2));
} else {
  const t = performance.now();
  const db = openDatabase(Deno.args[0]!);
  console.log("open", performance.now() - t);
  for await (const f of measureSearches(db, { messages: 1e6, rounds: Number(Deno.args[1] ?? 60) })) {
    console.log(f.name, f.value.toFixed(1));
  }
}
