/** How a reply ended, when it did not simply finish: the cause, what to do, and the button that does it. */
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { messageFormId } from "@/components/chat/MessageActions.tsx";
import type { ReplyErrorCode } from "@/lib/shared/error.ts";
import type { Message } from "@/lib/shared/message.ts";

export function ReplyEnding({ message }: { message: Message }) {
  switch (message.status) {
    case "failed":
      return <Failure message={message} />;
    case "interrupted":
      return <Unfinished message={message} text={message.error?.message ?? "This reply was interrupted."} />;
    case "stopped":
      return <Unfinished message={message} text="You stopped this reply." />;
    case "complete":
      return message.metrics?.done_reason === "length"
        ? <Unfinished message={message} text="The reply reached its token limit." />
        : null;
    case "streaming":
      return null;
  }
}

function Failure({ message }: { message: Message }) {
  const { code, message: cause } = message.error ??
    { code: "internal" as const, message: "No cause is known." };
  const link = adviceLinks[code];
  return (
    <div class="failure">
      <Icon name="triangle-alert" />
      <div class="min-w-0 grow">
        <p class="font-semibold">No reply</p>
        <p>{cause}</p>
        <p class="failure-ways">
          <Button look="plain" data-action="retry" form={messageFormId} name="regenerate" value={message.id}>
            Try again
          </Button>
          {link && <a href={link.href} class="btn btn-quiet">{link.text}</a>}
        </p>
      </div>
    </div>
  );
}

function Unfinished({ message, text }: { message: Message; text: string }) {
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
        Continue
      </Button>
    </p>
  );
}

const adviceLinks: Partial<Record<ReplyErrorCode, { href: string; text: string }>> = {
  model_not_found: { href: "/models", text: "Open Models" },
  ollama_unreachable: { href: "/settings/general", text: "Check the address" },
  ollama_timeout: { href: "/models", text: "See what is loaded" },
};
