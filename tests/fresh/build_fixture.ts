/** The fixture's builder, and its app with the build in memory. */
import type { App } from "fresh";
import { Builder } from "fresh/dev";

export const fixtureRoot = `${import.meta.dirname}/fixture`;

export function fixtureBuilder(outDir?: string): Builder {
  const builder = new Builder({ root: fixtureRoot, outDir, target: "es2022" });
  builder.onTransformStaticFile({ pluginName: "shout", filter: /\.shout$/ }, ({ text, path, mode }) => ({
    path: `${path}.txt`,
    content: `${text.trim().toUpperCase()} in ${mode}`,
  }));
  return builder;
}

export type Get = (path: string, init?: RequestInit) => Promise<Response>;

let handler: Promise<ReturnType<App<unknown>["handler"]>> | undefined;

/** Asks the fixture's app, which is built with the first request. */
export const getFixture: Get = async (path, init) => {
  handler ??= (async () => {
    const use = await fixtureBuilder().build({ snapshot: "memory" });
    const { app } = await import("./fixture/main.ts");
    use(app);
    return app.handler();
  })();
  return await (await handler)(new Request(new URL(path, "http://localhost"), init));
};

/** Runs fn with what goes to console.error kept from the terminal. */
export async function withQuietConsole<T>(fn: () => Promise<T>): Promise<{ result: T; printed: unknown[] }> {
  const { error } = console;
  const printed: unknown[] = [];
  console.error = (...args) => printed.push(...args);
  try {
    return { result: await fn(), printed };
  } finally {
    console.error = error;
  }
}
