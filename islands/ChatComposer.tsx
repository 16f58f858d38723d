/**
 * Where the reader writes. A plain form that works without scripts; with them lib/client/composing.ts sends.
 *
 * The text box is uncontrolled and no signal of the transcript is read here: typing renders nothing.
 */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { ParameterPanel, parameterPanelId } from "@/components/chat/ParameterPanel.tsx";
import { Icon } from "@/components/Icon.tsx";
import { IconButton } from "@/components/IconButton.tsx";
import { awaitModels } from "@/lib/client/await_models.ts";
import { type ComposerModel, Composing, type Sending } from "@/lib/client/composing.ts";
import type { ContextReply } from "@/lib/client/text_gauge.ts";
import type { PromptOptions } from "@/lib/shared/prompt_options.ts";
import { useLiveTexts } from "@/lib/texts/context.ts";
import { sayProblem } from "@/lib/texts/problem.ts";

export interface ChatComposerProps {
  sessionId: string | null;
  /** Session.draft as stored. */
  draft: string;
  models: ComposerModel[];
  /** The session's model, else the default one. */
  model: string | null;
  /** The reply that is being written while the page is rendered (Session.generating). */
  generating: string | null;
  /** The newest one of the chat. */
  reply: ContextReply | null;
  /** Config.background_generation. */
  background: boolean;
  /** The session's own, and what applies where they say nothing (Config). */
  options: PromptOptions;
  defaults: PromptOptions;
  systemPrompt: string | null;
  defaultSystemPrompt: string | null;
}

export default function ChatComposer(props: ChatComposerProps) {
  const { sessionId, draft, reply, generating, background } = props;
  const { composer, parameters } = useLiveTexts();
  const form = useRef<HTMLFormElement>(null);
  const composing = useRef<Composing>(null);
  const sending = useSignal<Sending>(
    generating
      ? { state: "running", replyId: generating, since: -Infinity }
      : { state: "idle", problem: null },
  );
  const models = useSignal(props.models);
  useEffect(() => props.models.length === 0 ? awaitModels((list) => models.value = list) : undefined, []);
  useLayoutEffect(() => {
    composing.current = new Composing({ form: form.current!, sending, sessionId, draft, reply, background });
    return composing.current.open();
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    composing.current?.send();
  };
  return (
    <form
      ref={form}
      method="post"
      action={sessionId ? `/chat/${sessionId}` : "/chat"}
      enctype="multipart/form-data"
      class="composer"
      onSubmit={submit}
    >
      <Problem sending={sending} />
      <div class="composer-box">
        <textarea
          name="content"
          class="composer-input"
          aria-label={composer.message}
          aria-describedby="composer-note"
          placeholder={composer.placeholder}
          rows={1}
          required
        >
          {draft}
        </textarea>
        <ul class="attachments" data-attachments />
        <div class="composer-bar">
          <ModelChoice models={models.value} model={props.model} />
          <label class="icon-btn composer-attach" title={composer.attach}>
            <Icon name="paperclip" />
            <input type="file" name="files" aria-label={composer.attach} multiple />
          </label>
          <IconButton
            type="button"
            label={parameters.title}
            icon="sliders-horizontal"
            popovertarget={parameterPanelId}
          />
          <span class="composer-estimate" data-estimate />
          <SendOrStop sending={sending} onStop={({ timeStamp }) => composing.current?.stop(timeStamp)} />
        </div>
      </div>
      <p id="composer-note" class="composer-note" data-note />
      <ParameterPanel {...props} />
    </form>
  );
}

function Problem({ sending }: { sending: { value: Sending } }) {
  const { problems } = useLiveTexts();
  const { value } = sending;
  if (value.state !== "idle" || value.problem === null) return null;
  return <p role="alert" class="field-error composer-problem">{sayProblem(value.problem, problems)}</p>;
}

/** One button changes into the other, so the focus stays where it is. */
function SendOrStop({ sending, onStop }: { sending: { value: Sending }; onStop: (press: Event) => void }) {
  const { composer } = useLiveTexts();
  const isRunning = sending.value.state === "running";
  return (
    <Button
      key="go"
      look="primary"
      class="composer-go"
      icon={isRunning ? "square" : "arrow-up"}
      type={isRunning ? "button" : "submit"}
      onClick={isRunning ? onStop : undefined}
    >
      {isRunning ? composer.stop : composer.send}
    </Button>
  );
}

function ModelChoice({ models, model }: { models: ComposerModel[]; model: string | null }) {
  const { composer } = useLiveTexts();
  const isListed = models.some(({ name }) => name === model);
  return (
    <select name="model" aria-label={composer.model} class="composer-model">
      {model !== null && !isListed && <option value={model} selected>{model}</option>}
      {models.map(({ name, state, capabilities, loaded_context, context_length }) => (
        <option
          key={name}
          value={name}
          selected={name === model}
          data-loaded={loaded_context ?? undefined}
          data-limit={context_length ?? undefined}
          data-vision={capabilities.length === 0 || capabilities.includes("vision") ? undefined : "no"}
        >
          {[name, state === "loaded" && composer.inMemory, capabilities.includes("vision") && composer.vision]
            .filter(
              Boolean,
            )
            .join(" · ")}
        </option>
      ))}
      {models.length === 0 && model === null && <option value="">{composer.noModel}</option>}
    </select>
  );
}
