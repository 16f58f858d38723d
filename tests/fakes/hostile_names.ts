/** Two hundred names that are no local model's: flags, shells, paths, controls, look-alikes, and well-formed ones. */

const flags = ["-h", "--help", "--insecure", "-", "--", "-v", "--version", "--keepalive=-1s", "-a:latest"];
const shells = [
  ";id",
  "$(id)",
  "`id`",
  "a;id",
  "a|id",
  "a&id",
  "a && id",
  "a > /tmp/x",
  "a < /etc/passwd",
  "$HOME",
  "${PATH}",
  "a'b",
  'a"b',
  "a\\b",
  "*",
  "?",
  "[a-z]",
  "{a,b}",
  "~",
  "!!",
  "#a",
  "%PATH%",
  "a\tb",
  "a b",
  "a --insecure",
];
const paths = [
  "../x",
  "../../etc/passwd",
  "/etc/passwd",
  "./a",
  "a/../b",
  "a//b",
  "a/",
  "/a",
  "a/b/c/d",
  "C:\\a",
  "file:///etc/passwd",
  ".hidden",
  "a/.b",
  "a/b/",
  "..",
  ".",
];
const forms = [
  "a:",
  ":a",
  "a::b",
  "a:b:c",
  "a:b/c",
  "a@sha256:00",
  "a:-b",
  "a:.b",
  "a.b/c",
  "a:b c",
  "ä:latest",
];
const controls = [
  "\n",
  "\r",
  "\0",
  "\x1b[31m",
  "\x07",
  "\x7f",
  "\u0085",
  "\u2028",
  "\u200b",
  "\u202e",
  "\ufeff",
]
  .flatMap((character) => [`a${character}b`, `${character}a`.concat("x"), `a:${character}b`]);
const lookAlikes = ["аbc", "ａ", "a‐b", "a–b", "a−b", "a／b", "a：b", "\ud800", "𝒶", "a\u0301"];
const long = [100, 1000, 100_000, 1_000_000].flatMap((length) => [
  "x".repeat(length),
  `a:${"x".repeat(length)}`,
  `${"x".repeat(length)}/a`,
]);
/** Ollama's grammar allows these; they are just not there. `run` would try to download them. */
const absent = Array.from(
  { length: 100 },
  (_, index) =>
    [
      `absent${index}`,
      `absent${index}:q4_0`,
      `user${index}/absent`,
      `hf.co/user/absent-${index}:Q4_K_M`,
    ][index % 4]!,
);
const cloud = ["gpt-oss:120b-cloud", "a:cloud", "absent:cloud", "a:local"];

export const hostileNames: readonly string[] = [
  ...flags,
  ...shells,
  ...paths,
  ...forms,
  ...controls,
  ...lookAlikes,
  ...long,
  ...absent,
  ...cloud,
  "",
  " ",
];
