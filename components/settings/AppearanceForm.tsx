/** How it looks. */
import { SettingsForm } from "@/components/settings/SettingsForm.tsx";
import { ThemePicker } from "@/components/ThemePicker.tsx";
import type { Theme } from "@/lib/shared/theme.ts";

export function AppearanceForm({ theme }: { theme: Theme }) {
  return (
    <SettingsForm tab="appearance">
      <div class="field">
        <span class="legend">Theme</span>
        <ThemePicker value={theme} />
      </div>
    </SettingsForm>
  );
}
