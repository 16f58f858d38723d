/** Stands for `../build_id.ts` in the browser: esbuild puts the constant in. */
declare const FRESH_BUILD_ID: string;

export function buildId(): string {
  return FRESH_BUILD_ID;
}
