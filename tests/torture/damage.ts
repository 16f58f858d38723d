/** What disks, programs and people do to a data folder while no server runs. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export interface Damage {
  /** `chatbot.db: a zeroed page` */
  name: string;
  apply(folder: string, random: () => number): void;
}

type Change = (bytes: Uint8Array<ArrayBuffer>, random: () => number) => Uint8Array<ArrayBuffer>;

const pageBytes = 4096;

const changes: Record<string, Change> = {
  "one bit": (bytes, random) => flip(bytes, random, { bits: 1, within: bytes.length }),
  "some bits": (bytes, random) => flip(bytes, random, { bits: 64, within: bytes.length }),
  "bits of the header": (bytes, random) =>
    flip(bytes, random, { bits: 3, within: Math.min(100, bytes.length) }),
  "cut": (bytes, random) => bytes.slice(0, int(random, bytes.length)),
  "cut at a page": (bytes, random) => bytes.slice(0, int(random, bytes.length / pageBytes) * pageBytes),
  "emptied": () => new Uint8Array(),
  "a zeroed page": (bytes, random) => overwrite(bytes, pageAt(bytes, random), new Uint8Array(pageBytes)),
  "a page of noise": (bytes, random) => overwrite(bytes, pageAt(bytes, random), noise(random, pageBytes)),
  "a page over another": (bytes, random) => {
    const from = pageAt(bytes, random);
    return overwrite(bytes, pageAt(bytes, random), bytes.slice(from, from + pageBytes));
  },
  "zeroed from there": (bytes, random) => bytes.fill(0, int(random, bytes.length)),
  "garbage at the end": (bytes, random) => {
    const longer = new Uint8Array(bytes.length + 1 + int(random, 20_000));
    longer.set(bytes);
    longer.set(noise(random, longer.length - bytes.length), bytes.length);
    return longer;
  },
  "noise": (bytes, random) => noise(random, bytes.length),
  "text": () => new TextEncoder().encode("Dear diary, this is no database. ".repeat(300)),
};

const files = [
  "chatbot.db",
  "chatbot.db",
  "chatbot.db-wal",
  "chatbot.db-wal",
  "chatbot.db-shm",
  "config.key",
  "server.lock",
];

const inFiles: Damage[] = files.flatMap((file) =>
  Object.entries(changes).map(([name, change]) => ({
    name: `${file}: ${name}`,
    apply: (folder: string, random: () => number) =>
      rewrite(join(folder, file), (bytes) => change(bytes, random)),
  }))
);

const inBackups: Damage[] = ["one bit", "cut", "a page of noise", "emptied"].map((name) => ({
  name: `newest backup and chatbot.db: ${name}`,
  apply(folder, random) {
    rewrite(newestBackup(folder), (bytes) => changes[name]!(bytes, random));
    rewrite(join(folder, "chatbot.db"), (bytes) => changes["a page of noise"]!(bytes, random));
  },
}));

const removed: Damage[] = [...new Set(files)].map((file) => ({
  name: `${file}: removed`,
  apply: (folder: string) => removeIfThere(join(folder, file)),
}));

const swapped: Damage[] = [
  ["chatbot.db", "config.key"],
  ["chatbot.db", "chatbot.db-wal"],
  ["chatbot.db", "server.lock"],
  ["config.key", "server.lock"],
  ["chatbot.db-wal", "chatbot.db-shm"],
].map(([one, other]) => ({
  name: `${one} and ${other} swapped`,
  apply: (folder: string) => swap(join(folder, one!), join(folder, other!)),
}));

const others: Damage[] = [
  {
    name: "an old copy in the place of chatbot.db, the log left",
    apply: (folder) => Deno.copyFileSync(newestBackup(folder), join(folder, "chatbot.db")),
  },
  {
    name: "another program's database in the place of chatbot.db",
    apply(folder) {
      for (const suffix of ["", "-wal", "-shm"]) removeIfThere(join(folder, `chatbot.db${suffix}`));
      const db = new DatabaseSync(join(folder, "chatbot.db"));
      db.exec("create table recipes (name text, steps text); insert into recipes values ('soup', 'boil')");
      db.close();
    },
  },
  {
    name: "another database's log beside chatbot.db",
    apply(folder) {
      const other = Deno.makeTempDirSync();
      const db = new DatabaseSync(join(other, "other.db"));
      db.exec("pragma journal_mode = wal; create table sessions (x); create table messages (y)");
      db.exec("insert into messages select randomblob(900) from pragma_module_list");
      Deno.copyFileSync(join(other, "other.db-wal"), join(folder, "chatbot.db-wal"));
      db.close();
      Deno.removeSync(other, { recursive: true });
    },
  },
  {
    name: "a rollback journal of noise",
    apply: (folder, random) => Deno.writeFileSync(join(folder, "chatbot.db-journal"), noise(random, 9000)),
  },
  {
    name: "leftovers of killed copies",
    apply(folder, random) {
      const names = [
        "chatbot.db.restoring",
        "chatbot.db.restoring.partial",
        "backups/nightly-2026.db.partial",
      ];
      for (const name of names) Deno.writeFileSync(join(folder, name), noise(random, 5000));
    },
  },
  { name: "server.lock: a folder", apply: (folder) => makeFolder(join(folder, "server.lock")) },
  { name: "chatbot.db: a folder", apply: (folder) => makeFolder(join(folder, "chatbot.db")) },
  { name: "config.key: a folder", apply: (folder) => makeFolder(join(folder, "config.key")) },
  { name: "config.key: read by all", apply: (folder) => Deno.chmodSync(join(folder, "config.key"), 0o644) },
  {
    name: "backups: a file",
    apply(folder) {
      Deno.renameSync(join(folder, "backups"), join(folder, "former-backups"));
      Deno.writeTextFileSync(join(folder, "backups"), "no folder");
      rewrite(join(folder, "chatbot.db"), (bytes) => bytes.fill(1, 0, 200));
    },
  },
];

export const damages: readonly Damage[] = [...inFiles, ...inBackups, ...removed, ...swapped, ...others];

function rewrite(path: string, change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): void {
  // What a clean folder does not have gets something to be damaged.
  const bytes = isThere(path) ? Deno.readFileSync(path) : new Uint8Array(6000).fill(0x5a);
  Deno.writeFileSync(path, change(bytes), { mode: 0o600 });
}

function flip(
  bytes: Uint8Array<ArrayBuffer>,
  random: () => number,
  { bits, within }: { bits: number; within: number },
): Uint8Array<ArrayBuffer> {
  for (let bit = 0; bit < bits && within > 0; bit++) bytes[int(random, within)]! ^= 1 << int(random, 8);
  return bytes;
}

function overwrite(bytes: Uint8Array<ArrayBuffer>, at: number, by: Uint8Array): Uint8Array<ArrayBuffer> {
  bytes.set(by.subarray(0, Math.max(0, bytes.length - at)), at);
  return bytes;
}

function pageAt(bytes: Uint8Array, random: () => number): number {
  return int(random, Math.ceil(bytes.length / pageBytes)) * pageBytes;
}

function noise(random: () => number, length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, () => int(random, 256));
}

function int(random: () => number, below: number): number {
  return Math.floor(random() * below);
}

function swap(one: string, other: string): void {
  const [a, b] = [one, other].map((path) => isThere(path) ? Deno.readFileSync(path) : new Uint8Array());
  Deno.writeFileSync(one, b!, { mode: 0o600 });
  Deno.writeFileSync(other, a!, { mode: 0o600 });
}

function makeFolder(path: string): void {
  removeIfThere(path);
  Deno.mkdirSync(path);
  Deno.writeTextFileSync(join(path, "inside"), "a file");
}

function newestBackup(folder: string): string {
  const names = Array.from(Deno.readDirSync(join(folder, "backups")), ({ name }) => name).sort();
  return join(folder, "backups", names.at(-1)!);
}

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function removeIfThere(path: string): void {
  if (isThere(path)) Deno.removeSync(path);
}
