import { networkWords } from "../creators/creator-words.ts";
import type { Network } from "../creators/creator.ts";
import { daysOf } from "../insights/period.ts";
import { MS_PER_HOUR } from "../kit/clock.ts";
import { countryName } from "../kit/country.ts";
import type { ClickClass, ClickDimension, DeviceKind } from "./click.ts";
import { classWords, deviceWords, leftOutClasses, splitWords, wayWords } from "./click-words.ts";

/** All answered redirects, and the counted ones. */
interface Counts {
  readonly gross: number;
  readonly net: number;
}

/** What the stores found, in their own order: most counted first. */
export interface CountedClicks {
  readonly parts: readonly (Counts & { readonly dimension: ClickDimension; readonly value: string })[];
  /** By day, or by hour when `isByHour`. */
  readonly stretches: readonly (Counts & { readonly at: string })[];
  /** Redirects of the short domain that led to no link, by hour. */
  readonly unknown: readonly { readonly at: string; readonly gross: number }[];
  readonly partnerships: readonly (Counts & {
    readonly partnershipId: string;
    readonly creatorName: string;
    readonly campaignName: string;
    readonly brandName: string;
  })[];
}

export interface ReportRow extends Counts {
  readonly key: string;
  readonly label: string;
}

/** What a screen shows of the clicks of a period. Every list sums to the totals beside it, as far as it is not cut. */
export interface ClickReport extends Counts {
  readonly isByHour: boolean;
  /** One per day or hour of the period, without gaps. */
  readonly bars: readonly (Counts & { readonly at: string })[];
  readonly leftOut: readonly {
    readonly class: ClickClass;
    readonly label: string;
    readonly why: string;
    readonly gross: number;
  }[];
  readonly splits: readonly {
    readonly dimension: ClickDimension;
    readonly title: string;
    readonly rows: readonly ReportRow[];
    /** Values beyond those listed. */
    readonly moreCount: number;
  }[];
  readonly partnerships: CountedClicks["partnerships"];
  readonly asOf: Date;
}

const MOST_ROWS = 8;

/** Two days are read by the hour; longer stretches by the day. */
const MOST_HOURS = 48;

/** True for a period that is short enough to be told by the hour. */
export function isToldByHour(period: { readonly from: Date; readonly until: Date }): boolean {
  return period.until.getTime() - period.from.getTime() <= MOST_HOURS * MS_PER_HOUR;
}

/** Puts names to the counts, fills the days without clicks, and adds what nobody's links were asked for. */
export function composeClickReport(
  counted: CountedClicks,
  period: { readonly from: Date; readonly until: Date },
  asOf: Date,
): ClickReport {
  const isByHour = isToldByHour(period);
  const ofClass = (name: string) =>
    counted.parts.find((row) => row.dimension === "class" && row.value === name)?.gross ?? 0;
  const unknownCount = sumOf(counted.unknown, ({ gross }) => gross);
  const leftOut = leftOutClasses
    .map((name) => ({
      class: name,
      ...classWords[name],
      gross: ofClass(name) + (name === "unknown" ? unknownCount : 0),
    }))
    .filter(({ gross }) => gross > 0)
    .sort((left, right) => right.gross - left.gross);
  const net = ofClass("counted");
  return {
    net,
    gross: net + sumOf(leftOut, ({ gross }) => gross),
    isByHour,
    bars: fillBars(counted, period, isByHour, asOf),
    leftOut,
    splits: (Object.keys(splitWords) as (keyof typeof splitWords)[]).map((dimension) => {
      const rows = counted.parts.filter((row) => row.dimension === dimension);
      return {
        dimension,
        title: splitWords[dimension].title,
        rows: rows.slice(0, MOST_ROWS).map(({ value, ...counts }) => ({
          gross: counts.gross,
          net: counts.net,
          key: value,
          label: labelOf(dimension, value),
        })),
        moreCount: Math.max(0, rows.length - MOST_ROWS),
      };
    }),
    partnerships: counted.partnerships,
    asOf,
  };
}

function fillBars(
  { stretches, unknown }: CountedClicks,
  period: { readonly from: Date; readonly until: Date },
  isByHour: boolean,
  asOf: Date,
): ClickReport["bars"] {
  const keyLength = isByHour ? "2026-11-21T14".length : "2026-11-21".length;
  return (isByHour ? hoursOf(period, asOf) : daysOf(period)).map((at) => {
    const found = stretches.find((row) => row.at === at);
    const nobodys = sumOf(
      unknown.filter((row) => row.at.slice(0, keyLength) === at),
      ({ gross }) => gross,
    );
    return { at, gross: (found?.gross ?? 0) + nobodys, net: found?.net ?? 0 };
  });
}

/** The hours of a period that have begun. */
function hoursOf({ from, until }: { readonly from: Date; readonly until: Date }, asOf: Date): string[] {
  const hours: string[] = [];
  const endMs = Math.min(until.getTime(), Math.max(asOf.getTime(), from.getTime() + 1));
  for (let ms = from.getTime(); ms < endMs; ms += MS_PER_HOUR) hours.push(new Date(ms).toISOString().slice(0, 13));
  return hours;
}

/** A value of a dimension as a screen names it. */
export function labelOf(dimension: keyof typeof splitWords, value: string): string {
  if (value === "") return splitWords[dimension].none;
  if (dimension === "network") return networkWords[value as Network] ?? value;
  if (dimension === "country") return countryName(value);
  if (dimension === "device") return deviceWords[value as DeviceKind] ?? value;
  return dimension === "way" ? (wayWords[value] ?? value) : value;
}

function sumOf<Row>(rows: readonly Row[], read: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + read(row), 0);
}
