/** A section of the manual. */
export interface Document {
  title: string;
  /** Markdown, without a heading of its own. */
  text: string;
  /** Further words people look for it by. */
  words?: string;
}
