/** Changing the theme at once, then for good: also when the page is left before the server has answered. */
import type { Theme } from "@/lib/shared/theme.ts";
import { requestJson } from "./api.ts";

export async function chooseTheme(theme: Theme): Promise<void> {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
  await requestJson("PUT", "/api/config/theme", { theme }, { keepalive: true });
}
