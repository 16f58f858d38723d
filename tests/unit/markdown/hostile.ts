/** Text made to be slow or deep: each a function of the wanted length. */
const REPEATED = [
  ..."> |- |* |+ |1. |1) |- + * |> - |- > |# |#|=|-|_|*|`|~|<|>|[|]|(|!|\\|&|$|@|:|\"|'|\0|\ud800|\u202e| |\t|\n|\r"
    .split("|"),
  "|",
  "\\|",
  ...'[]|[a]|[a](b|[a](b)|[a][b]|[](<|[ (](|![|![[|![a](b)|[*a|*[a]|[a]: b |[^a]|[a](b "|\\[|\\*'.split("|"),
  ..."*a |a*|**a *b |*a_|a**b|***a***|_a|__a__b|_ |*_|*_a_* |a_|~a|~~a |*a**b".split("|"),
  ..."`a|`a``|a`` |a`b|``` |~~~ ".split("|"),
  ..."<a|<a b='|<!--|a <!-- |<? |x<?|x<![CDATA[|x<!A |</a |<a@|<http:|<sub>|x<sub>a</sub>|<b> ".split("|"),
  ..."a@|a.b@c.|a.|a@b.c|http://|http://a.|mailto:a|xmpp:a@b.c/|www.|&#|&amp;|&a|&a;".split("|"),
  "[a]: b\n",
  "[a]: <\n",
  "[a]\n",
  "a|b\n-|-\n",
  "a | b\n",
  "|-",
  "|\n",
  "a\n",
  "a\n=\n",
  "a  \n",
  "* *\n",
  " \n",
  "\ta\n",
  "```\n",
  "``` a\n",
  "- a\n",
  "- a\n\n",
  "-\n",
  "- a\n* b\n",
  "- a\n  - b\n",
  "1. a\n",
  "- [ ] a\n",
  "> a\n",
  "> a\nb\n",
  "> > a\n> b\n",
  "> - a\nb\n",
  "> > > > a\nb\n",
  "<div>\n",
  "<div>\n\n",
  "<details>\n\n",
  "<b>\n",
];

const filled = (length: number, pattern: string, before = "", after = "") =>
  before + pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length) + after;
const counted = (length: number, line: (n: number) => string) => {
  let text = "";
  for (let n = 0; text.length < length; n++) text += line(n);
  return text;
};

export const HOSTILE: Record<string, (length: number) => string> = {
  ...Object.fromEntries(
    REPEATED.map((pattern) => [JSON.stringify(pattern), (length) => filled(length, pattern)]),
  ),
  "brackets, nested": (length) => "[".repeat(length / 2) + "]".repeat(length / 2),
  "links, nested": (length) => "[".repeat(length / 8) + "a" + "](b)".repeat(length / 8),
  "images, nested": (length) => "![".repeat(length / 8) + "a" + "](b)".repeat(length / 8),
  "emphasis, nested": (length) => "*a ".repeat(length / 6) + " a*".repeat(length / 6),
  "two emphases, nested": (length) => "*_".repeat(length / 4) + "a" + "_*".repeat(length / 4),
  "strong, nested": (length) => "**a ".repeat(length / 8) + "b**".repeat(length / 8),
  "tags, nested": (length) => "x" + "<sub>".repeat(length / 11) + "</sub>".repeat(length / 11),
  "details, nested": (length) => "<details>\n\n".repeat(length / 23) + "</details>\n\n".repeat(length / 23),
  "list, nested by indentation": (length) => counted(length, (n) => `${" ".repeat(n)}- a\n`),
  "list, nested and back": (length) => counted(length, (n) => `${" ".repeat(2 * (n % 400))}- a\n`),
  "item of many lines": (length) => filled(length, "  b\n", "- a\n"),
  "item of many lazy lines": (length) => filled(length, "b\n", "- a\n"),
  "item of many blank lines": (length) => filled(length, " \n", "- a\n"),
  "item with long code": (length) => filled(length, "  a\n", "- ```\n"),
  "code that never ends": (length) => filled(length, "``\n", "```\n"),
  "backticks, ever more": (length) => counted(length, (n) => "`".repeat(n + 1) + " "),
  "table, 10,000 columns": () =>
    `${"|a".repeat(10_000)}|\n${"|-".repeat(10_000)}|\n${"|b".repeat(10_000)}|\n`,
  "table, wide head and empty rows": (length) =>
    filled(length, "|\n", `${"|a".repeat(100)}|\n${"|-".repeat(100)}|\n`),
  "table, escaped pipes": (length) => filled(length, "\\|", "|a|\n|-|\n|"),
  "tag of many attributes": (length) => filled(length, " b='c'", "x <a"),
  "address of many brackets": (length) => filled(length, "(", "http://a.b/"),
  "address of many marks": (length) => filled(length, "?!", "http://a.b/"),
  "address of many names": (length) => filled(length, "b.", "http://a."),
  "script that never ends": (length) => filled(length, "a\n", "<script>"),
  "title that never ends": (length) => filled(length, "x", '[a]: /b "'),
  "label that never ends": (length) => filled(length, "\\]", "["),
  "heading of hashes": (length) => filled(length, " #", "# a"),
  "underlined at last": (length) => filled(length, "a\n", "", "==="),
  "spaces in a line": (length) => filled(length, " ", "a", "b"),
  "names, each used then defined": (length) => counted(length, (n) => `[a${n}]\n\n[a${n}]: /x\n\n`),
  "names, all used then each defined": (length) =>
    counted(length / 3, (n) => `[a${n}] `) + "\n\n" + counted(length / 2, (n) => `[a${n}]: /x\n\n`),
  "notes, many": (length) => counted(length, (n) => `[^${n}]: x\n`),
};
