/** How far the wizard is. */
import { useTexts } from "@/lib/texts/context.ts";

export function Steps({ current }: { current: 1 | 2 }) {
  const { setup } = useTexts();
  return (
    <ol class="steps" aria-label={setup.steps}>
      {setup.stepNames.map((name, index) => (
        <li key={name} aria-current={index + 1 === current ? "step" : undefined}>
          <span>{index + 1}</span> {name}
        </li>
      ))}
    </ol>
  );
}
