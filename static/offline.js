/*
 * The service worker: where a page cannot be loaded because the server is away, it says so.
 *
 * It keeps nothing, so nothing it shows is ever old, and it touches navigations only: no stream, call or file
 * comes by here. The texts are put in by the build (lib/build/offline_worker.ts).
 */
const texts = TEXTS;

addEventListener("install", () => skipWaiting());

// The page is asked for while this worker starts: an open page costs nothing more.
addEventListener("activate", (event) => event.waitUntil(registration.navigationPreload?.enable()));

addEventListener("fetch", (event) => {
  const { mode, method } = event.request;
  if (mode === "navigate" && method === "GET") event.respondWith(load(event));
});

async function load({ request, preloadResponse }) {
  let response;
  try {
    response = await preloadResponse ?? await fetch(request);
  } catch {
    return offlinePage(new URL(request.url));
  }
  if (response.type !== "basic" || response.headers.has("x-request-id")) return response;
  // A proxy whose server is away answers in its place.
  if (response.status >= 502 && response.status <= 504) return offlinePage(new URL(request.url));
  // Another program serves this address now: it is to have it to itself.
  registration.unregister();
  return response;
}

function offlinePage({ host }) {
  const language = Object.keys(texts).find((each) => navigator.language.startsWith(each)) ?? "en";
  const { title, cause, kept, certificate, retry } = texts[language];
  const html = `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>${title} · Chat WebUI</title>
<style>
  :root { --ground: #141517; --ink: #e9eaed; --muted: #a9adb6; --accent: #8fb0ff; --accent-ink: #0c1326 }
  @media (prefers-color-scheme: light) {
    :root { --ground: #fdfcfd; --ink: #221d29; --muted: #5b5464; --accent: #7b3fb8; --accent-ink: #fff }
  }
  body { margin: 0; color: var(--ink); font: 1rem/1.6 system-ui, sans-serif }
  main {
    box-sizing: border-box; display: grid; align-content: center; max-width: 30rem; min-height: 100vh;
    margin: 0 auto; padding: 2rem 1.5rem;
  }
  html { background: var(--ground) }
  h1 { margin: 0 0 0.75rem; font-size: 1.375rem; line-height: 1.3 }
  p { margin: 0 0 0.75rem; overflow-wrap: anywhere }
  .muted { color: var(--muted); font-size: 0.875rem }
  a {
    justify-self: start; margin: 0.5rem 0 1.5rem; padding: 0.625rem 1.25rem; border-radius: 10px;
    border: 1px solid transparent; background: var(--accent); color: var(--accent-ink);
    font-weight: 500; text-decoration: none;
  }
  a:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px }
</style>
<body>
<main>
  <h1>${title}</h1>
  <p>${cause.replace("{address}", host)}</p>
  <p>${kept}</p>
  <a href="">${retry}</a>
  <p class="muted">${certificate}</p>
</main>
</body>
</html>`;
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
  };
  return new Response(html, { status: 503, headers });
}
