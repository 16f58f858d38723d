/** Response schemas that cannot drift from the types the code answers with: a difference does not compile. */
import * as z from "zod";

/** `like<Session>()(z.strictObject({ … }))`: the schema, when it says exactly the type. */
export function like<T>() {
  return <S extends z.ZodType>(schema: S & Same<z.output<S>, T>): S => schema;
}

/** Nothing to add when both are the same, else something that no schema has. */
type Same<A, B> = [A, B] extends [B, A]
  ? keyof A extends keyof B ? keyof B extends keyof A ? unknown : Differs<A, B> : Differs<A, B>
  : Differs<A, B>;

interface Differs<A, B> {
  schema: A;
  type: B;
}

/** As lib/shared/id.ts: any version, for clients name replies. */
export const Uuid = z.guid();
/** ISO 8601, UTC, with milliseconds. */
export const Time = z.iso.datetime({ precision: 3 });
export const Count = z.int().min(0);
export const Bytes = z.int().min(0);
export const Ms = z.number();
