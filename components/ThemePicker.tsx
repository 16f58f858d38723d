/** The themes to choose from, each shown in its own colours; the device's choice as both that it may be. */
import { fieldId } from "@/components/Field.tsx";
import { type Design, type Theme, themeLabels, themes } from "@/lib/shared/theme.ts";
import { useTexts } from "@/lib/texts/context.ts";

export function ThemePicker({ value }: { value: Theme }) {
  const { appearance } = useTexts().live.settings;
  return (
    <div role="radiogroup" aria-label={appearance.theme} class="theme-picker">
      <div class="theme-choices">
        {themes.map((theme) => (
          <label key={theme} class="theme-choice">
            <input
              id={theme === value ? fieldId("theme") : undefined}
              type="radio"
              name="theme"
              value={theme}
              checked={theme === value}
            />
            <span class="theme-samples" aria-hidden="true">
              <Sample design={theme === "system" ? "dark-graphite" : theme} />
              {theme === "system" && <Sample design="light-quartz" />}
            </span>
            <span class="theme-name">{themeLabels[theme]}</span>
          </label>
        ))}
      </div>
    </div>
  );
}

function Sample({ design }: { design: Design }) {
  return (
    <span class="theme-sample" data-theme={design}>
      <span class="sample-side" />
      <span class="sample-main">
        <span class="sample-ask" />
        <span class="sample-line" />
        <span class="sample-line" />
        <span class="sample-accent" />
      </span>
    </span>
  );
}
