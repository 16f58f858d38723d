/**
 * The Guide: a small Ollama-compatible server on a loopback port.
 *
 * For people it answers from the product's own documentation; for tests it is an Ollama whose models, speed and faults
 * are theirs to choose. Nothing here outlives `close()`, and no state is shared between two Guides.
 */
import { dialectOf } from "./dialect.ts";
import { type Fault, type FaultMatch, FaultScript, playFault, type Scripted } from "./fault_script.ts";
import { type Answer, guideModel } from "./manual/guide_model.ts";
import { parseKeepAlive } from "./models/durations.ts";
import { Blobs } from "./models/blobs.ts";
import { Library } from "./models/library.ts";
import { Memory } from "./models/memory.ts";
import { Pacer } from "./models/pacer.ts";
import { Registry } from "./models/registry.ts";
import { defaults, type GuideSettings } from "./options.ts";
import type { Parts } from "./parts.ts";
import { type LoggedRequest, RequestLog, type RequestMatch } from "./request_log.ts";
import { routesOf } from "./routes.ts";
import { route } from "./wire/router.ts";
import { listen } from "./wire/server.ts";

export type { Fault, FaultMatch, Scripted } from "./fault_script.ts";
export type { ModelDefinition, Prompt, Reply } from "./models/definition.ts";
export type { LoggedRequest, RequestMatch } from "./request_log.ts";
export { publishable, type RegistryModel } from "./models/registry.ts";
export { atOnce, type GuideSettings } from "./options.ts";

export type GuideOptions = Partial<GuideSettings> & {
  /** What `guide:latest` says; its tokens when it is no string. Default: the manual's answer. */
  answer?: Answer;
};

export interface Guide {
  /** `http://127.0.0.1:<port>` */
  url: string;
  port: number;
  /** Every request so far, oldest first. */
  requests: readonly LoggedRequest[];
  /** Answers under way. */
  readonly open: number;
  /** The first request that matches and no earlier call was given, now or when it comes. */
  nextRequest: (match: RequestMatch) => Promise<LoggedRequest>;
  /** Resolves when no answer is under way. */
  idle: () => Promise<void>;
  /** What `/api/pull` finds; tests publish, damage and take it offline. */
  registry: Registry;
  script: (fault: Fault, match?: FaultMatch) => Scripted;
  clearScript: () => void;
  /** Drops every connection. May be called twice. */
  close: () => Promise<void>;
}

export async function startGuide(options: GuideOptions = {}): Promise<Guide> {
  const { answer, ...given } = options;
  const settings: GuideSettings = { ...defaults, models: [guideModel(answer)], ...given };
  const parts = assemble(settings);
  const log = new RequestLog(settings.now, settings.recordRequests);
  const script = new FaultScript();
  const routes = routesOf(parts);
  const server = await listen({
    port: settings.port,
    linesPerWrite: settings.linesPerWrite,
    onHead: async (exchange) => {
      const request = log.describe(exchange);
      const fault = script.take(request, true);
      if (fault) await playFault(fault, request, exchange, () => Promise.resolve());
      if (exchange.isOver) log.add(exchange, request);
    },
    onRequest: async (exchange) => {
      const request = log.add(exchange);
      const fault = script.take(request, false);
      const proceed = () => route(exchange, routes);
      try {
        await (fault ? playFault(fault, request, exchange, proceed) : proceed());
      } catch (error) {
        settings.report(error);
        if (exchange.hasStarted) exchange.breakOff("fin");
        else exchange.send(500, {});
      }
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    requests: log.requests,
    get open() {
      return log.open;
    },
    nextRequest: (match) => log.next(match),
    idle: () => log.idle(),
    registry: parts.registry,
    script: (fault, match) => script.add(fault, match),
    clearScript: () => script.clear(),
    close: async () => {
      const closed = server.close();
      parts.pacer.close();
      await closed;
      parts.memory.close();
    },
  };
}

function assemble(settings: GuideSettings): Parts {
  const { now, models, keepAlive } = settings;
  const registry = new Registry(settings.registry);
  return {
    registry,
    blobs: new Blobs(registry, settings.pullSpeed),
    settings,
    dialect: dialectOf(settings.version),
    library: new Library(models, now),
    memory: new Memory({ ...settings, keepAliveMs: parseKeepAlive(keepAlive) ?? 300_000 }, now),
    pacer: new Pacer(),
    now,
  };
}
