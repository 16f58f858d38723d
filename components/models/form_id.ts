/** What the models page's parts know each other by. */

/** The form that the buttons of all models and pulls send. */
export const modelFormId = "model-actions";

/** Of the opened details, which the button leads to. */
export const detailsId = "model-details";

/** Of the button that opened them, which closing leads back to. No id is made of a model's name. */
export function detailsButtonId(index: number): string {
  return `details-${index}`;
}
