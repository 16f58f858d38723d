import { openDatabase } from "@/lib/db/database.ts";
import { searchMessages } from "@/lib/search/search.ts";
import { SearchQuery } from "@/lib/shared/search.ts";
import { randomText } from "./random_text.ts";
import { quantile } from "./statistics.ts";
import process from "node:process";
const db = openDatabase(Deno.args[0]!); const N = Number(Deno.args[1] ?? 60);
const text = randomText(99);
const cpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1000; };
const content = (pat: string) => db.get<{ content: string }>("select content from messages where seq >= ? and content glob ? limit 1", Math.floor(text.next() * 990000), pat)!.content;
const kinds: [string, () => string][] = [
  ["3 of one", () => { const w = content("*").split(/\W+/).filter(Boolean); return [0, 0, 0].map(() => w[Math.floor(text.next() * w.length)]).join(" "); }],
  ["3 random", () => [text.word(), text.word(), text.word()].join(" ")],
  ["phrase", () => `"${/\w+ \w+/.exec(content("* *"))![0]}"`],
  ["rare", text.rareWord],
  ["1 letter", () => text.word()[0]!],
  ["4 cjk", () => /[\u4e00-\u9fff]{4}/.exec(content("*，*").slice(Math.floor(text.next() * 16)))![0]],
];
for (const [name, q] of kinds) {
  const r: { q: string; c: number; n: number; s: number }[] = [];
  for (let i = 0; i < N; i++) { const s = q(); const c = cpu(); const p = await searchMessages({ db }, SearchQuery.parse({ q: s })); r.push({ q: s, c: cpu() - c, n: p.items.length, s: p.items[0]?.score ?? -1 }); }
  const t = r.map((x) => x.c);
  console.log(name.padEnd(10), "cpu p50", quantile(t, .5).toFixed(1), "p95", quantile(t, .95).toFixed(1), "worst", r.toSorted((a, b) => b.c - a.c).slice(0, 4).map((x) => `${x.q}:${x.c.toFixed(0)}ms n${x.n} s${x.s}`).join(" | "));
}
