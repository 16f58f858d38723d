/** How far a pull has come, in words. For both sides: in the browser they change all the time. */
import type { Pull } from "@/lib/shared/model.ts";
import { formatBytes, formatDuration } from "@/lib/texts/format.ts";
import { sayProblem } from "@/lib/texts/problem.ts";
import { fill } from "@/lib/texts/text.ts";
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";

export function pullWords(pull: Pull, { pull: texts, amount, format, problems }: LiveTexts): string {
  const percent = Math.floor(pull.percent);
  if (pull.state === "failed") return sayProblem(pull.error?.message ?? texts.failed, problems);
  if (pull.state === "interrupted") return fill(texts.interrupted, { percent });
  if (pull.state === "queued") return texts.queued;
  if (pull.total_bytes === 0) return pull.status;
  const bytes = (count: number) => formatBytes(count, format);
  return [
    `${percent} %`,
    fill(amount, { part: bytes(pull.completed_bytes), whole: bytes(pull.total_bytes) }),
    pull.bytes_per_second !== null && `${bytes(pull.bytes_per_second)}/s`,
    pull.eta_seconds !== null && fill(texts.left, { time: formatDuration(pull.eta_seconds * 1000, format) }),
  ].filter(Boolean).join(" · ");
}
