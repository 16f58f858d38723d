/** What `JSON.parse` lets by in silence: the same key twice, a key `__proto__`, and nesting without end. */
import { type JSONPath, visit } from "jsonc-parser";
import type { ErrorDetail } from "@/lib/shared/error.ts";

const deepest = 200;

/** For text that `JSON.parse` has accepted. */
export function findKeyProblem(text: string): ErrorDetail | undefined {
  let problem: ErrorDetail | undefined;
  const open: Set<string>[] = [];
  let depth = 0;
  const enter = (path: () => JSONPath) => {
    if (++depth > deepest) throw new TooDeep(path());
  };
  try {
    visit(text, {
      onObjectBegin(_offset, _length, _line, _column, path) {
        enter(path);
        open.push(new Set());
      },
      onObjectEnd() {
        depth--;
        open.pop();
      },
      onArrayBegin: (_offset, _length, _line, _column, path) => enter(path),
      onArrayEnd: () => void depth--,
      onObjectProperty(key, _offset, _length, _line, _column, path) {
        const keys = open.at(-1)!;
        const message = key === "__proto__"
          ? "is not a key that is taken"
          : keys.has(key)
          ? "is there twice"
          : undefined;
        if (message) problem ??= { path: [...path(), key].join("."), message };
        keys.add(key);
      },
    });
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return { path: error.path, message: `is nested more than ${deepest} levels deep` };
  }
  return problem;
}

class TooDeep extends Error {
  readonly path: string;

  constructor(path: JSONPath) {
    super("too deep");
    this.path = path.slice(0, 8).join(".");
  }
}
