/** The words that rendering itself adds; callers may pass those of another language. */
export interface Wording {
  copyCode: string;
  wrapLines: string;
  image: string;
  table: string;
  formula: string;
  done: string;
  notDone: string;
}

export const ENGLISH: Wording = {
  copyCode: "Copy code",
  wrapLines: "Wrap lines",
  image: "Image",
  table: "Table",
  formula: "Formula",
  done: "Done",
  notDone: "Not done",
};
