/** An answer that is an error: thrown where the fault is found, written once by the router. */
export class Refusal extends Error {
  override name = "Refusal";
  status: number;
  /** Further fields beside `error`. */
  fields: Record<string, unknown>;

  constructor(status: number, message: string, fields: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}
