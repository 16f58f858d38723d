/** Pages read as a browser without scripts does it: documents, links, plain forms. */
import { parseHTML } from "linkedom";
import type { TestApp } from "@/tests/helpers/app.ts";

export interface ReadPage {
  status: number;
  location: string | null;
  document: Document;
}

export async function readPage(
  app: TestApp,
  path: string,
  headers?: Record<string, string>,
): Promise<ReadPage> {
  return await toPage(await app.fetch(path, { headers }));
}

/** As a form of that page is sent; redirects are not followed. */
export async function post(app: TestApp, path: string, fields: Record<string, string>): Promise<ReadPage> {
  const headers = { origin: app.origin, "content-type": "application/x-www-form-urlencoded" };
  return await toPage(await app.fetch(path, { method: "POST", headers, body: new URLSearchParams(fields) }));
}

export async function toPage(response: Response): Promise<ReadPage> {
  const { document } = parseHTML(await response.text());
  return {
    status: response.status,
    location: response.headers.get("location"),
    document: document as unknown as Document,
  };
}
