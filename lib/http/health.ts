/** How the parts are, from what they know already: nothing here waits for Ollama. */
import type { Deps } from "@/lib/deps.ts";
import { version } from "@/lib/version.ts";

export function healthReport({ db, catalog, live }: Deps) {
  const isDbUsable = db.isUsable();
  const ollama = catalog.health();
  const loaded = catalog.loaded();
  return {
    status: isDbUsable && ollama.status !== "unreachable" ? "ok" : "degraded",
    version,
    uptime_seconds: Math.floor(performance.now() / 1000),
    db_status: isDbUsable ? "ok" : "error",
    ollama,
    scheduler: catalog.scheduler(),
    models: {
      installed: isDbUsable ? catalog.list().items.length : 0,
      loaded: loaded.length,
      vram_bytes: loaded.reduce((sum, model) => sum + model.vramBytes, 0),
    },
    system: catalog.system(),
    streams: { active: live.active },
  };
}

/** 503 for whoever only looks at the status, such as a container's health check. */
export function healthStatus(dbStatus: string): number {
  return dbStatus === "ok" ? 200 : 503;
}
