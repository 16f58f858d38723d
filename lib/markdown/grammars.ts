/** The languages whose code is coloured, small enough to be sent along with a reply: mostly their words. */
import {
  after,
  BACKTICKS,
  type Grammar,
  HASH,
  language,
  NAMED_TYPE,
  NUMBER,
  QUOTES,
  SLASHES,
  TRIPLE,
  words,
} from "./grammar_kit.ts";

const C =
  "auto break case char const continue default do double else enum extern float for goto if inline int " +
  "long register return short signed sizeof static struct switch typedef union unsigned void volatile while";
const DIRECTIVE = after(/(^[ \t]*)#[ \t]*\w+/m);
const INCLUDED = after(/(#[ \t]*include[ \t]*)<[^>\n]+>/);
const JS =
  "as async await break case catch class const continue debugger default delete do else enum export " +
  "extends false finally for from function get if implements import in instanceof interface let new null of " +
  "return set static super switch this throw true try typeof undefined var void while with yield";
const TS = JS + " abstract any asserts bigint boolean declare infer is keyof namespace never number object " +
  "override private protected public readonly satisfies string symbol type unique unknown";
const REGEX = after(
  /((?:^|[=(,:;!&|?[{}]|\breturn)[ \t]*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/m,
);

const javascript = language(JS, { string: [BACKTICKS, QUOTES, REGEX] });
const typescript = language(TS, { string: [BACKTICKS, QUOTES, REGEX] });
const TAG = after(/(<\/?)[a-zA-Z][\w.:-]*(?=[\s/>])/);

const css: Grammar = {
  comment: SLASHES,
  string: QUOTES,
  keyword: /@[\w-]+|!important\b/,
  type: /--[\w-]+|\$[\w-]+/,
  function: [/[\w-]+(?=\()/, after(/((?:^|[{;])\s*)[a-z-]+(?=\s*:[^:{}\n]*(?:[;}\n]|$))/)],
  number: /#[\da-f]{3,8}\b|[+-]?(?:\d*\.)?\d+(?:%|[a-z]+\b)?/i,
};

const tag: Grammar = {
  string: /"[^"]*"|'[^']*'/,
  keyword: /(?<=^<\/?)[^\s>/]+/,
  function: /[\w:@.-]+(?=\s*=|[\s/>])/,
};
const html: Grammar = {
  comment: /<!--[\s\S]*?(?:-->|$)|<[?!][^<>]*>/,
  plain: [
    { pattern: after(/(<script\b[^<>]*>)(?!<\/)[\s\S]+?(?=<\/script|$)/i), inside: javascript },
    { pattern: after(/(<style\b[^<>]*>)(?!<\/)[\s\S]+?(?=<\/style|$)/i), inside: css },
    { pattern: /<\/?[a-z](?:"[^"]*"|'[^']*'|[^<>"'])*>/i, inside: tag },
  ],
  number: /&#?\w{1,20};/,
};

const PAIRS: Grammar = {
  comment: after(/(^|\s)[#;].*/m),
  type: /^[ \t]*\[.*\][ \t]*$/m,
  function: /^[ \t]*[\w."'-]+(?=[ \t]*=)/m,
  string: [TRIPLE, QUOTES],
  keyword: words("true false on off yes no null"),
  number: NUMBER,
};

const SQL =
  "add all alter and any as asc begin between by case cascade check column commit constraint create cross " +
  "database default delete desc distinct drop else end except exists explain false foreign from full grant group " +
  "having if in index inner insert intersect into is join key left like limit not null offset on or order outer " +
  "over partition pragma primary references returning right rollback select set table then transaction trigger true " +
  "truncate union unique update using values view when where with";

/** By the ids of languages.ts. */
export const GRAMMARS: Record<string, Grammar> = {
  javascript,
  typescript,
  jsx: { ...javascript, keyword: [words(JS), TAG] },
  tsx: { ...typescript, keyword: [words(TS), TAG] },
  json: {
    comment: SLASHES,
    function: /"(?:\\.|[^"\\\n])*"(?=\s*:)/,
    string: QUOTES,
    keyword: words("true false null"),
    number: /-?\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/i,
  },
  html,
  xml: html,
  css,
  scss: css,
  python: language(
    "and as assert async await break case class continue def del elif else except False finally for from global if " +
      "import in is lambda match None nonlocal not or pass raise return self True try while with yield",
    { comment: HASH, string: [TRIPLE, QUOTES] },
  ),
  rust: language(
    "as async await bool break char const continue crate dyn else enum extern f32 f64 false fn for i8 i16 i32 i64 if " +
      "impl in isize let loop match mod move mut pub ref return self Self static str struct super trait true type u8 " +
      "u16 u32 u64 unsafe use usize where while",
    {
      string: /b?"(?:\\[\s\S]|[^"\\])*(?:"|$)|b?'(?:\\[^\n]|[^'\\\n])[\w{}]*'/,
      function: /\b[a-z_]\w*!?(?=[([{])/,
    },
  ),
  go: language(
    "any bool break byte case chan const continue default defer else error fallthrough false float64 for func go goto " +
      "if import int int64 interface map nil package range return rune select string struct switch true type uint var",
    { string: [BACKTICKS, QUOTES] },
  ),
  c: language(C, { keyword: [words(C), DIRECTIVE], string: [INCLUDED, QUOTES] }),
  cpp: language("", {
    keyword: [
      words(
        C +
          " bool catch class concept consteval constexpr decltype delete explicit false final friend mutable namespace " +
          "new noexcept nullptr operator override private protected public requires template this throw true try " +
          "typename using virtual",
      ),
      DIRECTIVE,
    ],
    string: [INCLUDED, QUOTES],
  }),
  csharp: language(
    "abstract as async await base bool break byte case catch class const continue decimal default delegate do double " +
      "else enum event false finally float for foreach get if in int interface internal is lock long namespace new null " +
      "object out override params private protected public readonly record ref return sealed set static string struct " +
      "switch this throw true try typeof using var virtual void where while yield",
  ),
  java: language(
    "abstract assert boolean break byte case catch char class const continue default do double else enum extends false " +
      "final finally float for if implements import instanceof int interface long native new null package private " +
      "protected public record return short static super switch synchronized this throw throws true try var void while",
    { string: [TRIPLE, QUOTES] },
  ),
  kotlin: language(
    "as break by catch class companion const continue data do else enum false finally for fun if import in init inline " +
      "interface internal is lateinit null object open override package private protected public return sealed super " +
      "suspend this throw true try typealias val var when while",
    { string: [TRIPLE, QUOTES] },
  ),
  swift: language(
    "actor as associatedtype async await break case catch class continue default defer deinit do else enum extension " +
      "false fileprivate for func guard if import in init inout internal is let mutating nil open override private " +
      "protocol public return self static struct super switch throw throws true try typealias var where while",
    { string: [TRIPLE, QUOTES] },
  ),
  php: language(
    "abstract and array as break case catch class clone const continue declare default do echo else elseif empty enum " +
      "extends false final finally fn for foreach function global if implements include instanceof interface isset match " +
      "namespace new null or print private protected public readonly require require_once return static switch this " +
      "throw trait true try unset use var while yield",
    {
      comment: [SLASHES, HASH],
      type: [/\$\w+/, NAMED_TYPE],
      operator: /<\?(?:php|=)?|\?>|[-+*/%=<>!&|^~?:.]+/,
    },
  ),
  ruby: language(
    "alias and begin break case class def defined do else elsif end ensure extend false for if in include module next " +
      "nil not or private protected public raise redo require rescue retry return self super then true undef unless " +
      "until when while yield",
    {
      comment: [HASH, /^=begin[\s\S]*?(?:^=end|$(?![\s\S]))/m],
      type: [NAMED_TYPE, /[@$]\w+|(?<!:):[a-z_]\w*/],
    },
  ),
  lua: language(
    "and break do else elseif end false for function goto if in local nil not or repeat return then true until while",
    { comment: /--\[\[[\s\S]*?(?:\]\]|$)|--.*/ },
  ),
  sql: language("", {
    comment: /--.*|\/\*[\s\S]*?(?:\*\/|$)/,
    string: /'(?:''|[^'])*(?:'|$)|"[^"\n]*"|`[^`\n]*`/,
    keyword: words(SQL, "i"),
    type: words(
      "bigint blob boolean char date decimal float int integer json jsonb numeric real serial text timestamp " +
        "uuid varchar",
      "i",
    ),
  }),
  bash: {
    comment: after(/(^|[\s;])#(?!!).*/m),
    string: /"(?:\\[\s\S]|[^"\\])*(?:"|$)|'[^']*(?:'|$)/,
    type: /\$(?:\w+|\{[^}\n]*\}|[@*#?$!-])/,
    keyword: words(
      "case do done elif else esac export fi for function if in local return select set then until while",
    ),
    function: after(/((?:^|[|;&(]|\b(?:sudo|then|do|else)\b)[ \t]*(?:\$[ \t]+)?)[a-z][\w.-]*(?=[\s;)]|$)/m),
    operator: [after(/(\s)--?[a-z][\w-]*/i), /[|&;<>]+/],
    number: /\b\d+\b/,
  },
  powershell: language("", {
    comment: /<#[\s\S]*?(?:#>|$)|#.*/,
    type: [/\$\w+/, /\[[\w.]+\]/],
    keyword: words(
      "begin break catch continue do else elseif end exit filter finally for foreach function if in param " +
        "process return switch throw trap try until while",
      "i",
    ),
    function: /\b[a-z]+-[a-z]+\b/i,
  }),
  yaml: {
    comment: HASH,
    string: QUOTES,
    function: after(/(^[ \t]*(?:-[ \t]+)*)[\w./$"'-][\w ./$"'-]*(?=:(?:\s|$))/m),
    keyword: [words("true false null yes no on off"), /^---|^\.\.\./m],
    type: /[&*!][\w.-]+/,
    number: /(?<![\w.-])-?\d+(?:\.\d+)?(?![\w.-])/,
  },
  toml: PAIRS,
  ini: PAIRS,
  diff: {
    comment: /^(?:diff|index|---|\+\+\+|\\).*/m,
    type: /^@@.*/m,
    inserted: /^[+>].*/m,
    deleted: /^[-<].*/m,
  },
  docker: {
    comment: /^[ \t]*#.*/m,
    string: QUOTES,
    keyword:
      /^[ \t]*(?:add|arg|as|cmd|copy|entrypoint|env|expose|from|healthcheck|label|run|shell|user|volume|workdir)\b|\bas\b/im,
    type: /\$(?:\w+|\{[^}\n]*\})/,
    operator: after(/(\s)--?[a-z][\w-]*/),
    number: /\b\d+\b/,
  },
  markdown: {
    keyword: /^#{1,6} .*/m,
    string: [/```[\s\S]*?(?:```|$)/, /`[^`\n]+`/],
    type: /\*\*[^*\n]+\*\*/,
    function: /!?\[[^\]\n]*\]\([^)\n]*\)/,
    operator: /^[ \t]*(?:[-*+]|\d+\.)(?= )|^>/m,
    comment: /<!--[\s\S]*?(?:-->|$)/,
  },
  graphql: language(
    "enum extend false fragment implements input interface mutation null on query scalar schema subscription true type union",
    { comment: HASH },
  ),
};
