/** Addresses of our own scripts, where browsers want someone to vouch for them. */

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

interface Policy {
  createScriptURL(url: string): string;
}

/** The one that a page may have by our content policy: made anew, it would be refused. */
let policy: Policy | undefined;

/** For `new Worker()` and the like. */
export function vouchFor(script: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy("chat", { createScriptURL: own });
  return policy?.createScriptURL(script) ?? script;
}

function own(script: string): string {
  const { origin, href } = new URL(script, location.origin);
  if (origin !== location.origin) throw new TypeError(`Not a script of ours: ${href}`);
  return href;
}
