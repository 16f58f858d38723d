/** The document around every page. The theme stands in it from the first byte, so nothing flashes. */
import { asset } from "fresh/runtime";
import { define } from "@/lib/http/define.ts";
import { changedKeys, type Keys } from "@/lib/shared/keys.ts";
import { defaultTheme, type Design } from "@/lib/shared/theme.ts";
import { textsId } from "@/lib/texts/texts_on_page.ts";

export default define.page(function Document({ Component, state }) {
  const { texts } = state;
  const config = state.deps?.settings.config();
  const theme = config?.theme ?? defaultTheme;
  return (
    <html lang={texts.tag} data-theme={theme} data-keys={config && keysMark(config.keys)}>
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        {/* Over the header's no-referrer: forms then name their origin, without which plain http names refuse them. */}
        <meta name="referrer" content="same-origin" />
        {theme === "system"
          ? (
            <>
              <meta
                key="light"
                name="theme-color"
                media="(prefers-color-scheme: light)"
                content={barColours["light-quartz"]}
              />
              <meta key="dark" name="theme-color" content={barColours["dark-graphite"]} />
            </>
          )
          : <meta name="theme-color" content={barColours[theme]} />}
        <title>Chat WebUI</title>
        <link key="styles" rel="stylesheet" href={asset("/styles.css")} />
        {/* A page is painted once it is whole: half of one would move. Preact has no type for `blocking`. */}
        <link key="whole" rel="expect" href={`#${textsId}`} {...{ blocking: "render" }} />
        <link key="icon" rel="icon" type="image/svg+xml" href={asset("/favicon.svg")} />
        <link key="manifest" rel="manifest" href="/manifest.webmanifest" />
      </head>
      <body>
        <Component />
        <template id={textsId}>{JSON.stringify(texts.live)}</template>
      </body>
    </html>
  );
});

/** The browser's own bars on a phone: the canvas of each theme. */
const barColours: Record<Design, string> = {
  "dark-graphite": "#141517",
  "terminal-green": "#060a07",
  "solarized-dark": "#002b36",
  "light-quartz": "#fdfcfd",
};

/** What lib/client/keys.ts reads. */
function keysMark(keys: Keys): string | undefined {
  const changed = changedKeys(keys);
  return Object.keys(changed).length > 0 ? JSON.stringify(changed) : undefined;
}
