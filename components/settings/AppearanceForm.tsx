/** How it looks. */
import { SettingsForm } from "@/components/settings/SettingsForm.tsx";
import { ThemePicker } from "@/components/ThemePicker.tsx";
import { useTexts } from "@/lib/texts/context.ts";
import type { Theme } from "@/lib/shared/theme.ts";

export function AppearanceForm({ theme }: { theme: Theme }) {
  const { settings } = useTexts();
  return (
    <SettingsForm tab="appearance">
      <div class="field">
        <span class="legend">{settings.theme}</span>
        <ThemePicker value={theme} />
      </div>
    </SettingsForm>
  );
}
