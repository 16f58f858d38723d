/** The status line and headers of an answer as text. */

/** A value with line breaks becomes a header for each line. */
export type Headers = Record<string, string>;

export function headText(status: number, headers: Headers): string {
  const lines = Object.entries({ ...headers, Date: new Date().toUTCString() }).flatMap(([name, value]) =>
    value.split("\n").map((one) => `${name}: ${one}\r\n`)
  );
  return `HTTP/1.1 ${status} ${reasons[status] ?? "Unknown"}\r\n${lines.join("")}\r\n`;
}

const reasons: Record<number, string> = {
  200: "OK",
  201: "Created",
  204: "No Content",
  301: "Moved Permanently",
  302: "Found",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
};
