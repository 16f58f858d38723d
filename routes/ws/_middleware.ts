/** Until a socket is open its failures are answered as the API's. */
export { default } from "@/routes/api/_middleware.ts";
