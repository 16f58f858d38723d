/**
 * Our own pages as documents: the one source of markup for what changes on a page.
 *
 * XMLHttpRequest parses by itself and runs no script, so no HTML text goes through this code and no Trusted
 * Types policy is needed.
 */
import { UnreachableError } from "./api.ts";

export interface ServerPage {
  document: Document;
  /** Where redirects led. */
  url: URL;
}

/** An error page is a page too. @throws UnreachableError */
export function loadServerPage(path: string, form?: URLSearchParams): Promise<ServerPage> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(form ? "POST" : "GET", path);
    request.responseType = "document";
    request.onload = () => {
      const page = request.responseXML;
      if (page) resolve({ document: page, url: new URL(request.responseURL) });
      else reject(new UnreachableError());
    };
    request.onerror = () => reject(new UnreachableError());
    request.send(form);
  });
}

/** Does what a press on a form's button does, without leaving the page. */
export function submitInPlace(button: HTMLButtonElement | HTMLInputElement): Promise<ServerPage> {
  const form = button.form!;
  const fields = new URLSearchParams(new FormData(form, button) as unknown as Record<string, string>);
  const target = new URL(form.action);
  const method = button.getAttribute("formmethod") ?? form.method;
  if (method !== "get") return loadServerPage(target.href, fields);
  target.search = fields.toString();
  return loadServerPage(target.href);
}
