/** How a reply ended, when it did not simply finish: the cause, what to do, and the button that does it. */
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { messageFormId } from "@/components/chat/MessageActions.tsx";
import { useLiveTexts } from "@/lib/texts/context.ts";
import { sayProblem } from "@/lib/texts/problem.ts";
import type { ReplyErrorCode } from "@/lib/shared/error.ts";
import type { Message } from "@/lib/shared/message.ts";
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";

export function ReplyEnding({ message }: { message: Message }) {
  const { ending, problems } = useLiveTexts();
  switch (message.status) {
    case "failed":
      return <Failure message={message} />;
    case "interrupted":
      return (
        <Unfinished
          message={message}
          text={sayProblem(message.error?.message ?? ending.interrupted, problems)}
        />
      );
    case "stopped":
      return <Unfinished message={message} text={ending.stopped} />;
    case "complete":
      return message.metrics?.done_reason === "length"
        ? <Unfinished message={message} text={ending.length} />
        : null;
    case "streaming":
      return null;
  }
}

function Failure({ message }: { message: Message }) {
  const { ending, problems } = useLiveTexts();
  const { code, message: cause } = message.error ?? { code: "internal" as const, message: ending.noCause };
  const link = adviceLinks[code];
  return (
    <div class="failure">
      <Icon name="triangle-alert" />
      <div class="min-w-0 grow">
        <p class="font-semibold">{ending.failed}</p>
        <p>{sayProblem(cause, problems)}</p>
        <p class="failure-ways">
          <Button look="plain" data-action="retry" form={messageFormId} name="regenerate" value={message.id}>
            {ending.retry}
          </Button>
          {link && <a href={link.href} class="btn btn-quiet">{ending[link.text]}</a>}
        </p>
      </div>
    </div>
  );
}

function Unfinished({ message, text }: { message: Message; text: string }) {
  const { ending } = useLiveTexts();
  return (
    <p class="unfinished">
      <span>{text}</span>
      <Button
        look="plain"
        icon="play"
        data-action="continue"
        form={messageFormId}
        name="continue"
        value={message.id}
      >
        {ending.continue}
      </Button>
    </p>
  );
}

const adviceLinks: Partial<Record<ReplyErrorCode, { href: string; text: keyof LiveTexts["ending"] }>> = {
  model_not_found: { href: "/models", text: "openModels" },
  ollama_unreachable: { href: "/settings/general", text: "checkAddress" },
  ollama_timeout: { href: "/models", text: "seeLoaded" },
};
