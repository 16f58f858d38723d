/** A key as it stands on keyboards: `Ctrl+Shift+O` as three caps. */
import { useLiveTexts } from "@/lib/texts/context.ts";

export function KeyCaps({ keys }: { keys: string }) {
  const names: Record<string, string> = useLiveTexts().keyNames;
  return <>{keys.split(/\+(?=.)/).map((key) => <kbd key={key}>{names[key] ?? key}</kbd>)}</>;
}
