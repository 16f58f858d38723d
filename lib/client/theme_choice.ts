/** Changing the theme at once, then for good. */
import type { Theme } from "@/lib/shared/theme.ts";
import { requestJson } from "./api.ts";

export async function chooseTheme(theme: Theme): Promise<void> {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
  await requestJson("PUT", "/api/config/theme", { theme });
}
