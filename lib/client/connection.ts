/** Whether the server and its Ollama can be reached, found out without being asked. */
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { hear } from "./bus.ts";

export interface Trouble {
  title: string;
  cause: string;
}

const calmMs = 10_000;
const troubledMs = 2000;

export interface ConnectionWatch {
  /** Asks now. */
  retry(): void;
  end(): void;
}

/** @param onLook told after each look, also when nothing has changed */
export function watchConnection(onLook: (trouble: Trouble | null) => void): ConnectionWatch {
  let timer = 0;
  let isTroubled = document.querySelector("[data-banners] [role=alert]") !== null;
  const look = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    const trouble = await findTrouble(isTroubled);
    isTroubled = trouble !== null;
    onLook(trouble);
    clearTimeout(timer);
    timer = setTimeout(look, isTroubled ? troubledMs : calmMs) as unknown as number;
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, 300) as unknown as number;
  };
  const listening = new AbortController();
  const { signal } = listening;
  for (const name of ["online", "offline"]) addEventListener(name, soon, { signal });
  document.addEventListener("visibilitychange", soon, { signal });
  const endings = [
    hear("turn:event", ({ event }) => (event === "connection" || event === "error") && soon()),
    hear("turn:end", ({ refusal }) => refusal && soon()),
  ];
  timer = setTimeout(look, isTroubled ? troubledMs : calmMs) as unknown as number;
  return {
    retry: look,
    end() {
      clearTimeout(timer);
      listening.abort();
      for (const end of endings) end();
    },
  };
}

/**
 * While Ollama is away it is asked itself: the server's own look may be a minute old. By the test, whose answer is
 * no error of this page: browsers write those to their console.
 */
async function findTrouble(isTroubled: boolean): Promise<Trouble | null> {
  const { connection: texts } = textsOnPage();
  const health = await ask("/api/health");
  if (!health) {
    return { title: texts.server, cause: texts.serverAway };
  }
  if (health.ollama?.status !== "unreachable") return null;
  if (isTroubled && (await ask("/api/config/test", { method: "POST" }))?.ok) return null;
  return { title: texts.ollama, cause: health.ollama.error ?? texts.ollamaSilent };
}

interface Looked {
  ollama?: { status?: string; error?: string | null };
  ok?: boolean;
}

async function ask(path: string, init?: RequestInit): Promise<Looked | undefined> {
  try {
    return await (await fetch(path, init)).json();
  } catch (error) {
    // A failed connection, or a page of some proxy where the server's words should be.
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
