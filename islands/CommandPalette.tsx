/**
 * On every page (from the layout): the palette, the keys, and the frame's own life (chats, banner, toasts).
 */
import { type Signal, useSignal } from "@preact/signals";
import { type ComponentChildren, render } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Banner } from "@/components/Banner.tsx";
import { Button } from "@/components/Button.tsx";
import { choiceId, ChoiceList, choiceListId } from "@/components/palette/ChoiceList.tsx";
import { KeyList } from "@/components/palette/KeyList.tsx";
import { Toast } from "@/components/Toast.tsx";
import type { Trouble } from "@/lib/client/connection.ts";
import { openFrame } from "@/lib/client/frame.ts";
import { isTextField, keysOnPage, shortcutOf } from "@/lib/client/keys.ts";
import { type Choice, rankChoices } from "@/lib/client/palette.ts";
import { findChats, fixedChoices, searchChoice } from "@/lib/client/palette_choices.ts";
import { typedChoices } from "@/lib/client/typed_choices.ts";
import { useLiveTexts } from "@/lib/texts/context.ts";
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";

export interface CommandPaletteProps {
  /** The names of the installed ones. */
  models: string[];
}

type Opened = "palette" | "keys" | null;

export default function CommandPalette({ models }: CommandPaletteProps) {
  const { palette } = useLiveTexts();
  const opened = useSignal<Opened>(null);
  const toast = useSignal<string | null>(null);
  useLayoutEffect(() => openFrame({ showToast: (text) => toast.value = text, showTrouble }), []);
  useLayoutEffect(() => listenToKeys(opened), []);
  return (
    <>
      {opened.value === "palette" && (
        <Modal label={palette.title} look="palette" opened={opened}>
          <Finder models={models} opened={opened} />
        </Modal>
      )}
      {opened.value === "keys" && (
        <Modal label={palette.keys} look="keys" opened={opened}>
          <KeyList keys={keysOnPage()} />
        </Modal>
      )}
      {toast.value !== null && <Toast text={toast.value} />}
    </>
  );
}

/** The browser's own dialog: it holds the focus, closes on Esc and gives the focus back. */
function Modal({ label, look, opened, children }: {
  label: string;
  look: string;
  opened: Signal<Opened>;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current!.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class={`dialog ${look}`}
      aria-label={label}
      onClose={() => opened.value = null}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="dialog-inside">{children}</div>
    </dialog>
  );
}

function Finder({ models, opened }: { models: string[]; opened: Signal<Opened> }) {
  const texts = useLiveTexts();
  const { palette } = texts;
  const field = useRef<HTMLInputElement>(null);
  const query = useSignal("");
  const active = useSignal(0);
  const chats = useSignal<Choice[]>([]);
  useEffect(() => findChats(palette, query.value, (found) => chats.value = found), [query.value]);
  useEffect(() => document.getElementById(choiceId(active.value))?.scrollIntoView({ block: "nearest" }));
  const fixed = fixedChoices(palette, { models, showKeys: () => opened.value = "keys" });
  const search = searchChoice(palette, query.value.trim());
  const offered = [...fixed, ...query.value ? typedChoices(texts) : [], ...chats.value];
  const shown = [...rankChoices(offered, query.value), search];
  const choose = (index: number) => {
    field.current!.closest("dialog")!.close();
    shown[index]?.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) active.value = (active.value + step + shown.length) % Math.max(1, shown.length);
    else if (event.key === "Enter" && !event.isComposing) choose(active.value);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        ref={field}
        name="command"
        class="palette-input"
        role="combobox"
        aria-label={palette.field}
        aria-expanded="true"
        aria-controls={choiceListId}
        aria-activedescendant={shown.length > 0 ? choiceId(active.value) : undefined}
        placeholder={palette.placeholder}
        autocomplete="off"
        onInput={(event) => {
          query.value = event.currentTarget.value;
          active.value = 0;
        }}
        onKeyDown={press}
      />
      <ChoiceList choices={shown} active={active.value} onChoose={choose} />
    </>
  );
}

function listenToKeys(opened: Signal<Opened>): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const shortcut = shortcutOf(event, isTextField(document.activeElement), keysOnPage());
    if (shortcut === "new_chat") location.assign("/chat");
    else if (shortcut === "palette" || shortcut === "keys") opened.value ??= shortcut;
    else return;
    event.preventDefault();
  };
  addEventListener("keydown", press);
  return () => removeEventListener("keydown", press);
}

/** The page's own place for banners may hold the server's, which rendering nothing there leaves standing. */
function showTrouble(trouble: Trouble | null, retry: () => void): void {
  const place = document.querySelector("[data-banners]");
  const button = <Button type="button" onClick={retry}>{textsOnPage().connection.retry}</Button>;
  if (place) render(trouble && <Banner {...trouble}>{button}</Banner>, place);
  if (!trouble) place?.replaceChildren();
}
