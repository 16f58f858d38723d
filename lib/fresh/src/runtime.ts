/** What an app imports from `fresh/runtime`: the same on the server and in the browser. */
export { asset } from "./asset.ts";
export { Head, type HeadProps } from "./head.ts";
export { HttpError } from "./http_error.ts";

/** Whether there is a document to work on. */
export const IS_BROWSER: boolean = typeof document !== "undefined";
