/** What the command palette offers now, as a listbox for the field above it. */
import { useLiveTexts } from "@/lib/texts/context.ts";

export interface ChoiceListProps {
  choices: { label: string; kind: string }[];
  active: number;
  onChoose(index: number): void;
}

export const choiceListId = "palette-choices";

export function choiceId(index: number): string {
  return `choice-${index}`;
}

export function ChoiceList({ choices, active, onChoose }: ChoiceListProps) {
  const { palette } = useLiveTexts();
  return (
    <ul id={choiceListId} class="palette-choices" role="listbox" aria-label={palette.choices}>
      {choices.map(({ label, kind }, index) => (
        <li
          key={`${kind} ${label} ${index}`}
          id={choiceId(index)}
          role="option"
          aria-selected={index === active ? "true" : "false"}
          onClick={() => onChoose(index)}
        >
          <span class="min-w-0 truncate">{label}</span>
          <span class="text-ink-faint" aria-hidden="true">{kind}</span>
        </li>
      ))}
    </ul>
  );
}
