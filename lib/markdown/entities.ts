/**
 * Character references in Markdown text, resolved without an HTML parser.
 *
 * Knows the names of HTML 4 and of ASCII punctuation. The other two thousand names of HTML 5 stay as written:
 * their table would weigh more than all the rest of this folder.
 */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (source, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named().get(name) ?? source;
    const code = decimal === undefined ? parseInt(hex!, 16) : parseInt(decimal, 10);
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : "\ufffd";
  });
}

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][a-zA-Z\d]{1,31}));/g;

let names: Map<string, string> | undefined;

function named(): Map<string, string> {
  if (names) return names;
  names = new Map([["amp", "&"], ["lt", "<"], ["gt", ">"], ["quot", '"'], ["apos", "'"]]);
  for (const [start, run] of RUNS) {
    run.trim().split(" ").forEach((name, i) => names!.set(name, String.fromCodePoint(start + i)));
  }
  for (const pair of PAIRS.trim().split(" ")) {
    const [, name, character] = /^([a-zA-Z]+\d?)(.)$/u.exec(pair)!;
    names.set(name!, character!);
  }
  return names;
}

/** Names of neighbouring characters, from the given code point on. */
const RUNS: [number, string][] = [
  [
    0xa0,
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 " +
    "sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc " +
    "Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve " +
    "Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute " +
    "acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde " +
    "ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml ",
  ],
  [
    0x391,
    "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau " +
    "Upsilon Phi Chi Psi Omega ",
  ],
  [
    0x3b1,
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma " +
    "tau upsilon phi chi psi omega ",
  ],
];

/** Each name with its character behind it. */
const PAIRS =
  "excl! num# dollar$ percnt% lpar( rpar) ast* plus+ comma, period. sol/ colon: semi; equals= quest? " +
  "commat@ lsqb[ bsol\u005c rsqb] Hat^ lowbar_ grave` lcub{ verbar| rcub} DcaronĎ OEligŒ oeligœ ScaronŠ " +
  "scaronš YumlŸ fnofƒ circˆ tilde˜ thetasymϑ upsihϒ pivϖ ensp\u2002 emsp\u2003 thinsp\u2009 zwnj\u200c " +
  "zwj\u200d lrm\u200e rlm\u200f hyphen‐ ndash– mdash— lsquo‘ rsquo’ sbquo‚ ldquo“ rdquo” bdquo„ " +
  "dagger† Dagger‡ bull• hellip… permil‰ prime′ Prime″ lsaquo‹ rsaquo› oline‾ frasl⁄ euro€ imageℑ " +
  "weierp℘ realℜ trade™ alefsymℵ larr← uarr↑ rarr→ darr↓ harr↔ crarr↵ lArr⇐ uArr⇑ rArr⇒ dArr⇓ hArr⇔ " +
  "forall∀ part∂ exist∃ empty∅ nabla∇ isin∈ notin∉ ni∋ prod∏ sum∑ minus− lowast∗ radic√ prop∝ infin∞ " +
  "ang∠ and∧ or∨ cap∩ cup∪ int∫ there4∴ sim∼ cong≅ asymp≈ ne≠ equiv≡ le≤ ge≥ sub⊂ sup⊃ nsub⊄ sube⊆ " +
  "supe⊇ oplus⊕ otimes⊗ perp⊥ sdot⋅ lceil⌈ rceil⌉ lfloor⌊ rfloor⌋ loz◊ starf★ star☆ spades♠ clubs♣ " +
  "hearts♥ diams♦ check✓ cross✗ lang⟨ rang⟩ ";
