import type { DateStyle } from "./file-choices.ts";

export interface InstantStyle {
  readonly dates: DateStyle;
  /** IANA name: the zone of what names no offset. */
  readonly timeZone: string;
}

const plain: InstantStyle = { dates: "year-first", timeZone: "UTC" };

type Parts = readonly (string | undefined)[];

/**
 * Reads a date or instant of a file as ISO text: 2026-06-01, 2026-06-01 09:30, 2026-06-01 09:30:00 +0200 or 01.06.2026 09:30. With a style
 * that says so, 06/01/2026 too. Without an offset it is of the style's time zone. Returns null for anything else.
 */
export function readCsvInstant(text: string, { dates, timeZone }: InstantStyle = plain): string | null {
  const bare = text.trim();
  const iso =
    /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,6})?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/.exec(
      bare,
    );
  if (iso) return compose([iso[1], iso[2], iso[3]], [iso[4], iso[5], iso[6]], iso[7], timeZone);
  const other = /^(\d\d?)([./-])(\d\d?)\2(\d{4})(?:[T ,]+(\d\d?):(\d\d)(?::(\d\d))?)?\s*([AaPp][Mm])?$/.exec(bare);
  if (!other) return null;
  // Dots are written where the day comes first.
  const style = dates === "year-first" && other[2] === "." ? "day-first" : dates;
  if (style === "year-first") return null;
  const [day, month] = style === "day-first" ? [other[1], other[3]] : [other[3], other[1]];
  return compose([other[4], month, day], [hourOf(other[5], other[8]), other[6], other[7]], undefined, timeZone);
}

/** 12 AM is midnight, 12 PM noon. */
function hourOf(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || half === undefined) return hour;
  return String((Number(hour) % 12) + (half.toLowerCase() === "pm" ? 12 : 0));
}

function compose(date: Parts, time: Parts, offset: string | undefined, timeZone: string): string | null {
  const [year, month, day] = date.map((part) => (part ?? "").padStart(2, "0"));
  const [hour, minute, second] = time.map((part) => (part ?? "0").padStart(2, "0"));
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const isRealDay = new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);
  if (!isRealDay || Number.isNaN(Date.parse(`${local}Z`))) return null;
  if (offset === undefined) return timeZone === "UTC" ? `${local}Z` : inZone(local, timeZone);
  const zone = offset === "Z" || offset === "UTC" ? "Z" : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  return Number.isNaN(Date.parse(local + zone)) ? null : local + zone;
}

/** The instant at which clocks of a zone show a time. Of an hour that clocks show twice the first counts; of one they leave out, the time after it. */
function inZone(local: string, timeZone: string): string {
  const shown = Date.parse(`${local}Z`);
  const [early, late] = [-1, 1].map((days) => shown - offsetMs(shown + days * 86_400_000, timeZone)) as [
    number,
    number,
  ];
  const fitting = [early, late].filter((at) => at + offsetMs(at, timeZone) === shown);
  return new Date(fitting.length > 0 ? Math.min(...fitting) : Math.max(early, late)).toISOString();
}

function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
  }).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  const shown = Date.parse(`${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}:${of("second")}Z`);
  return shown - at;
}
