import { MS_PER_DAY } from "#app/kit/clock.ts";
import { prepareBatchSchema, type PrepareBatch } from "./prepare-batch.ts";

/** What a person typed, to show it again. */
export interface TypedPreparation {
  readonly rail: string;
  readonly currency: string;
  /** A day, or empty for "until now". */
  readonly cutOff: string;
}

type Field = "rail" | "currency" | "cutOffAt";

export interface PrepareForm {
  readonly typed: TypedPreparation;
  readonly command: PrepareBatch | null;
  readonly errors: Partial<Record<Field, string>>;
}

/** Reads the prepare form from an address or a posted form; the first look is at euros by SEPA. A day counts to its end, today until now. */
export function readPrepareForm(form: URLSearchParams | FormData, now: Date): PrepareForm {
  const text = (name: string, otherwise: string) => form.get(name)?.toString().trim() || otherwise;
  const typed = {
    rail: text("rail", "sepa"),
    currency: text("currency", "EUR").toUpperCase(),
    cutOff: text("cutOff", ""),
  };
  const cutOffAt = typed.cutOff === "" ? undefined : endOfDay(typed.cutOff, now);
  const result = prepareBatchSchema.safeParse({
    rail: typed.rail,
    currency: typed.currency,
    ...(cutOffAt ? { cutOffAt } : {}),
  });
  if (result.success) {
    const { cutOffAt: at, ...command } = result.data;
    return { typed, command: at ? { ...command, cutOffAt: at } : command, errors: {} };
  }
  const errors: Partial<Record<Field, string>> = {};
  for (const issue of result.error.issues) errors[issue.path[0] as Field] ??= issue.message;
  return { typed, command: null, errors };
}

function endOfDay(text: string, now: Date): Date {
  const start = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00.000Z` : Number.NaN);
  const isToday = now.toISOString().startsWith(text);
  return isToday ? now : new Date(start.getTime() + MS_PER_DAY - 1);
}
