/**
 * What someone does with the executable, as a program of its own: so the test can have it run where there is no
 * network. Takes the executable and an empty folder, prints what it saw as one line of JSON.
 */
import { readAllSse } from "./sse.ts";

export interface Seen {
  /** Names of those it ran in. */
  networks: string[];
  version: Ended;
  help: Ended;
  wrongUse: Ended;
  /** With --demo; the first start may be the slowest. */
  firstPageMs: number[];
  readyLine: string;
  page: string;
  /** Of what the page loads: path, status and caching. */
  assets: [path: string, status: number, caching: string | null][];
  /** Names of a chat's events, and its text. */
  chat: { events: string[]; text: string };
  demoCode: number;
  leftByDemo: string[];
  /** With XDG_DATA_HOME, ended by SIGINT. */
  dataFiles: string[];
  backup: Ended;
  restore: Ended;
  serverCode: number;
}

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const enoughStarts = 5;
const quickMs = 700;

async function tell(executable: string, folder: string): Promise<Seen> {
  const program = new Program(executable, folder);
  const seen: Partial<Seen> = {
    networks: [...new Set(Deno.networkInterfaces().map(({ name }) => name))],
    version: await program.run(["--version"]),
    help: await program.run(["--help"]),
    wrongUse: await program.run(["--prot"]),
    firstPageMs: [],
  };
  // A busy machine makes some starts slow: the best of a few tells what the executable takes.
  while (seen.firstPageMs!.length < enoughStarts && !(Math.min(...seen.firstPageMs!.slice(1)) <= quickMs)) {
    const began = performance.now();
    const server = await program.start(["--demo", "--port", "0"]);
    const page = await (await fetch(`${server.url}/chat`)).text();
    seen.firstPageMs!.push(Math.round(performance.now() - began));
    if (seen.page === undefined) {
      Object.assign(seen, { page, readyLine: server.readyLine });
      seen.assets = await loadAssets(server.url, page);
      seen.chat = await chat(server.url);
    }
    seen.demoCode = await server.stop("SIGTERM");
  }
  seen.leftByDemo = list(folder);

  const env = { XDG_DATA_HOME: `${folder}/xdg` };
  const server = await program.start(["--port", "0"], env);
  seen.dataFiles = list(`${folder}/xdg/chat-webui`);
  seen.backup = await program.run(["backup", `${folder}/copy.db`], env);
  seen.serverCode = await server.stop("SIGINT");
  seen.restore = await program.run(["restore", `${folder}/copy.db`], env);
  return seen as Seen;
}

async function loadAssets(url: string, page: string): Promise<Seen["assets"]> {
  const paths = page.match(/\/(?:styles\.css|icons\.svg|_fresh\/js\/)[^"#\s]*/g) ?? [];
  return await Promise.all([...new Set(paths)].map(async (path): Promise<Seen["assets"][number]> => {
    const response = await fetch(url + path.replaceAll("&amp;", "&"));
    await response.arrayBuffer();
    return [path, response.status, response.headers.get("cache-control")];
  }));
}

async function chat(url: string): Promise<Seen["chat"]> {
  const body = JSON.stringify({ content: "How do I stop a reply?" });
  const events = await readAllSse(await fetch(`${url}/api/chat`, { method: "POST", body }));
  const text = events.map(({ event, data }) => event === "token" ? data.text : "").join("");
  return { events: events.map(({ event }) => event), text };
}

function list(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder), (entry) => entry.name).sort();
}

/** Started in the folder, with nothing in its environment but what is given. */
class Program {
  constructor(private readonly executable: string, private readonly folder: string) {}

  async run(args: string[], env: Record<string, string> = {}): Promise<Ended> {
    const { code, stdout, stderr } = await this.#command(args, env).output();
    return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
  }

  async start(args: string[], env: Record<string, string> = {}) {
    const child = this.#command(args, env).spawn();
    const errors = new Response(child.stderr).text();
    const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    const { value: readyLine = "" } = await lines.read();
    const [, url] = /^Ready on (http:\S+)\n$/.exec(readyLine) ?? [];
    if (url === undefined) throw new Error(`The server did not start: ${readyLine}${await errors}`);
    const stop = async (signal: Deno.Signal) => {
      child.kill(signal);
      while (!(await lines.read()).done);
      await errors;
      return (await child.status).code;
    };
    return { url, readyLine, stop };
  }

  #command(args: string[], env: Record<string, string>): Deno.Command {
    const { folder } = this;
    return new Deno.Command(this.executable, {
      args,
      cwd: folder,
      clearEnv: true,
      env,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    });
  }
}

if (import.meta.main) {
  const [executable, folder] = Deno.args;
  console.log(JSON.stringify(await tell(executable!, folder!)));
}
