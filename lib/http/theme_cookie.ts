/** The cookie that tells the theme before any setting is read: it holds nothing else, and scripts may read it. */
import { type Theme, themeCookie } from "@/lib/shared/theme.ts";

const yearSeconds = 365 * 24 * 3600;

export function themeCookieHeader(theme: Theme): string {
  return `${themeCookie}=${theme}; Path=/; Max-Age=${yearSeconds}; SameSite=Strict`;
}
