/** Names of programming languages in code fences: which are known, and how they are called. */
export interface Language {
  id: string;
  label: string;
}

/** The language of a fence's info string; undefined for one that is not listed. */
export function findLanguage(info: string): Language | undefined {
  const word = firstWord(info).toLowerCase();
  return byName().get(word);
}

/** What stands above a code block: the language's name, or the word that the text itself gives. */
export function languageLabel(info: string): string {
  return findLanguage(info)?.label ?? firstWord(info).slice(0, 30);
}

function firstWord(info: string): string {
  return /^[^\s{,:]*/.exec(info)![0];
}

let names: Map<string, Language> | undefined;

function byName(): Map<string, Language> {
  if (names) return names;
  names = new Map();
  for (const entry of LANGUAGES.split("|")) {
    const [label, id, ...others] = entry.split(" ") as [string, string, ...string[]];
    const language = { id, label: label.replaceAll("_", " ") };
    for (const name of [id, ...others]) names.set(name, language);
  }
  return names;
}

/** One a `|`: label, id, further names. The ids are those that highlight.ts colours, and a few plain ones. */
const LANGUAGES = "JavaScript javascript js mjs cjs node|TypeScript typescript ts mts cts|JSX jsx|TSX tsx" +
  "|JSON json json5 jsonc jsonl ndjson webmanifest|HTML html htm xhtml vue svelte|XML xml svg rss atom xsl plist" +
  "|CSS css|SCSS scss sass less|Python python py python3 py3 pyi ipython|Rust rust rs|Go go golang|C c h" +
  "|C++ cpp c++ cc cxx hpp hxx|C# csharp cs c# dotnet|Java java|Kotlin kotlin kt kts|Swift swift|Scala scala" +
  "|Dart dart|Objective-C objectivec objc|PHP php|Ruby ruby rb|Perl perl pl|Lua lua|R r|Julia julia jl" +
  "|Haskell haskell hs|Elixir elixir ex exs|Zig zig|Shell bash sh shell zsh console shell-session sh-session" +
  "|PowerShell powershell ps1 pwsh|SQL sql mysql postgres postgresql psql plsql sqlite tsql|GraphQL graphql gql" +
  "|YAML yaml yml|TOML toml|INI ini cfg conf properties dotenv env|Diff diff patch|Markdown markdown md mdx" +
  "|Dockerfile docker dockerfile containerfile|Makefile makefile make mk|nginx nginx|Mermaid mermaid" +
  "|LaTeX latex tex|Protocol_Buffers protobuf proto|Plain_text text txt plain plaintext";
