/**
 * On every page (from the layout): the palette, the shortcuts, and the frame's small behaviours
 * (sidebar filter and drawer, theme choice at once).
 */
import type { Theme } from "@/lib/shared/theme.ts";

export interface CommandPaletteProps {
  models: string[];
  theme: Theme;
  /** The open chat, when the page shows one. */
  sessionId: string | null;
}

export default function CommandPalette(_props: CommandPaletteProps) {
  return null;
}
