/** The themes to choose from, each shown in its own colours. */
import { useTexts } from "@/lib/texts/context.ts";
import { type Theme, themeLabels, themes } from "@/lib/shared/theme.ts";

export function ThemePicker({ value }: { value: Theme }) {
  const { settings } = useTexts();
  return (
    <div role="radiogroup" aria-label={settings.theme} class="theme-picker">
      {themes.map((theme) => (
        <label key={theme} class="theme-choice">
          <input type="radio" name="theme" value={theme} checked={theme === value} />
          <span class="theme-sample" data-theme={theme} aria-hidden="true">
            <span class="sample-side" />
            <span class="sample-main">
              <span class="sample-ask" />
              <span class="sample-line" />
              <span class="sample-line" />
              <span class="sample-accent" />
            </span>
          </span>
          <span class="theme-name">{themeLabels[theme]}</span>
        </label>
      ))}
    </div>
  );
}
