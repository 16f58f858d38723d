/**
 * What the composer's form chooses for the replies of its chat, the model and the parameters: said with a question,
 * and kept by the chat as soon as there is one.
 */
import { requestJson } from "./api.ts";
import { tell } from "./bus.ts";
import { modelChoiceKey } from "./palette_choices.ts";
import { type Parameters, readParameters, saidParameters } from "./parameters.ts";

export class ReplyChoices {
  constructor(readonly form: HTMLFormElement, public sessionId: string | null) {}

  get model(): string | undefined {
    return this.#select()?.value || undefined;
  }

  /** Of the parameters what is not empty. */
  get said(): Partial<Parameters> {
    return saidParameters(readParameters(this.form));
  }

  /** Another page's palette may have chosen a model for the next new chat. */
  takeModel(): string | null {
    const name = this.sessionId ? null : sessionStorage.getItem(modelChoiceKey);
    if (name) sessionStorage.removeItem(modelChoiceKey);
    return name;
  }

  useModel(name: string): void {
    const select = this.#select();
    if (select) select.value = name;
    this.#patch({ model: name });
  }

  storeModel(): void {
    this.#patch({ model: this.model });
  }

  storeParameters(): void {
    this.#patch(readParameters(this.form));
  }

  /** What was chosen before the chat existed is the chat's from now on. */
  openSession(sessionId: string): void {
    this.sessionId = sessionId;
    this.form.action = `/chat/${sessionId}`;
    const { said } = this;
    if (Object.keys(said).length > 0) this.#patch(said);
  }

  #patch(patch: object): void {
    if (!this.sessionId) return;
    requestJson("PATCH", `/api/sessions/${this.sessionId}`, patch)
      .catch((error: Error) => tell("toast", { text: error.message }));
  }

  #select(): HTMLSelectElement | null {
    return this.form.querySelector<HTMLSelectElement>("select[name=model]");
  }
}
