/** The themes by name. Their values are in static/themes.css; free of zod, so that islands may import it. */

export const themes = ["dark-graphite", "terminal-green", "solarized-dark", "light-quartz"] as const;

export type Theme = (typeof themes)[number];

export const defaultTheme: Theme = "dark-graphite";

/** The cookie that makes the first paint right before any setting is read. */
export const themeCookie = "theme";

export const themeLabels: Record<Theme, string> = {
  "dark-graphite": "Dark Graphite",
  "terminal-green": "Terminal Green",
  "solarized-dark": "Solarized Dark",
  "light-quartz": "Light Quartz",
};
