/** Asks before a page of settings is left with changes that are not saved. Loaded there. */

export function openUnsaved(): () => void {
  const form = document.querySelector<HTMLFormElement>("form[data-settings]")!;
  const listening = new AbortController();
  const { signal } = listening;
  let isSaving = false;
  form.addEventListener("submit", () => isSaving = true, { signal });
  addEventListener("pageshow", () => isSaving = false, { signal }); // back again from where saving led
  addEventListener("beforeunload", (event) => {
    if (!isSaving && isChanged(form)) event.preventDefault();
  }, { signal });
  return () => listening.abort();
}

/** What was refused, or only tried, is not saved either, although the page came with it. */
function isChanged(form: HTMLFormElement): boolean {
  if (form.querySelector("[aria-invalid], [data-unsaved]")) return true;
  return [...form.elements].some((field) =>
    (field instanceof HTMLSelectElement && field.selectedIndex !== defaultIndex(field)) ||
    (field instanceof HTMLTextAreaElement && field.value !== field.defaultValue) ||
    (field instanceof HTMLInputElement && isOther(field))
  );
}

/** A theme is stored as soon as it is chosen. */
function isOther(field: HTMLInputElement): boolean {
  if (field.type === "radio") return false;
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}

function defaultIndex({ options }: HTMLSelectElement): number {
  return Math.max(0, [...options].findIndex((option) => option.defaultSelected));
}
