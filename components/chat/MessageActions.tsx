/**
 * What can be done with a message.
 *
 * Every button is named by what it does and carries the message's id, so the one `MessageForm` of the page
 * serves them all. Those that only a browser can do (copying) are hidden where scripts do not run.
 */
import { Icon } from "@/components/Icon.tsx";
import { IconButton } from "@/components/IconButton.tsx";
import { Popover } from "@/components/Popover.tsx";
import { VariantSwitch } from "@/components/chat/VariantSwitch.tsx";
import { useLiveTexts } from "@/lib/texts/context.ts";
import { formatSpeed, formatTokens } from "@/lib/texts/format.ts";
import type { Message } from "@/lib/shared/message.ts";
import type { IconName } from "@/lib/icons/names.ts";

/** Where the buttons of all messages are sent from. */
export const messageFormId = "message-actions";

export function MessageForm({ sessionId }: { sessionId: string }) {
  return <form id={messageFormId} method="post" action={`/chat/${sessionId}`} />;
}

export function MessageActions({ message }: { message: Message }) {
  const { message: texts } = useLiveTexts();
  const isReply = message.role === "assistant";
  return (
    <footer class="message-actions">
      {message.variant.count > 1 && <VariantSwitch message={message} />}
      <IconButton type="button" label={texts.copy} icon="copy" data-action="copy" class="needs-script" />
      {isReply && (
        <PostButton message={message} action="regenerate" label={texts.regenerate} icon="refresh-cw" />
      )}
      <IconButton
        label={texts.edit}
        icon="pencil"
        data-action="edit"
        form={messageFormId}
        formmethod="get"
        name="edit"
        value={message.id}
      />
      {message.pinned
        ? <PostButton message={message} action="unpin" label={texts.unpin} icon="pin-off" />
        : <PostButton message={message} action="pin" label={texts.pin} icon="pin" />}
      <PostButton message={message} action="fork" label={texts.fork} icon="git-fork" />
      <ShareMenu message={message} />
      <IconButton
        label={texts.delete}
        icon="trash-2"
        data-action="delete"
        form={messageFormId}
        formmethod="get"
        name="delete"
        value={message.id}
      />
      {isReply && <Figures message={message} />}
    </footer>
  );
}

export function PostButton(
  { message, action, label, icon }: { message: Message; action: string; label: string; icon: IconName },
) {
  return (
    <IconButton
      label={label}
      icon={icon}
      data-action={action}
      form={messageFormId}
      name={action}
      value={message.id}
    />
  );
}

function ShareMenu({ message }: { message: Message }) {
  const { message: texts } = useLiveTexts();
  const id = `share-${message.id}`;
  return (
    <>
      <IconButton
        type="button"
        label={texts.share}
        icon="share"
        aria-haspopup="menu"
        popovertarget={id}
        data-action="share"
        class="needs-script"
      />
      <Popover id={id} kind="menu" role="menu" aria-label={texts.share}>
        <button type="button" role="menuitem" data-action="copy-link">
          <Icon name="link" />
          {texts.copyLink}
        </button>
        <button type="button" role="menuitem" data-action="copy-markdown">
          <Icon name="copy" />
          {texts.copyMarkdown}
        </button>
        <button type="button" role="menuitem" data-action="download">
          <Icon name="download" />
          {texts.download}
        </button>
      </Popover>
    </>
  );
}

function Figures({ message: { metrics } }: { message: Message }) {
  const { format } = useLiveTexts();
  if (!metrics?.completion_tokens) return null;
  return (
    <span class="message-figures">
      {formatTokens(metrics.completion_tokens, format)}
      {metrics.tokens_per_second !== null && ` · ${formatSpeed(metrics.tokens_per_second, format)}`}
    </span>
  );
}
