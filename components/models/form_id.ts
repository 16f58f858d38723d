/** The form that the buttons of all models and pulls send. */
export const modelFormId = "model-actions";
