/**
 * What a use case answers: done with a value, or refused with a named reason.
 * A refusal is a kebab-case word; the route maps it to a status and a sentence, once.
 */
export type Outcome<Value, Refusal extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal; readonly detail?: string };

export function done<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function refused<Refusal extends string>(
  refusal: Refusal,
  detail?: string,
): { readonly ok: false; readonly refusal: Refusal; readonly detail?: string } {
  return detail === undefined ? { ok: false, refusal } : { ok: false, refusal, detail };
}
