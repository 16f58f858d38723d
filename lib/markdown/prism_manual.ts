/**
 * Imported before Prism, which on loading otherwise looks for code in the page and listens in workers.
 *
 * The one module here with an effect of its own: Prism asks for this global object and offers no other way.
 */
(globalThis as { Prism?: unknown }).Prism ??= { manual: true, disableWorkerMessageHandler: true };
