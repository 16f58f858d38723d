/** The themes by name. Their values are in static/themes.css; free of zod, so that islands may import it. */

/** Each with colours of its own. */
export const designs = ["dark-graphite", "terminal-green", "solarized-dark", "light-quartz"] as const;

/** `system` is Dark Graphite or Light Quartz, as the device has it: the style sheet knows, and changes with it. */
export const themes = [...designs, "system"] as const;

export type Design = (typeof designs)[number];
export type Theme = (typeof themes)[number];

export const defaultTheme: Theme = "dark-graphite";

/** The cookie that makes the first paint right before any setting is read. */
export const themeCookie = "theme";

export const themeLabels: Record<Theme, string> = {
  "dark-graphite": "Dark Graphite",
  "terminal-green": "Terminal Green",
  "solarized-dark": "Solarized Dark",
  "light-quartz": "Light Quartz",
  system: "System",
};
