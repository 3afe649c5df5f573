import { formatDay } from "../ui/moment.tsx";
import { changePercent, type Period } from "./period.ts";

/** "12 % more than 1 Oct – 21 Oct 2026": a figure against the same stretch of the month before. */
export function changeInWords(now: bigint | number, before: bigint | number, beforePeriod: Period): string {
  const stretch = stretchInWords(beforePeriod);
  const percent = changePercent(BigInt(now), BigInt(before));
  if (percent === null) return BigInt(now) === 0n ? `As in ${stretch}` : `None in ${stretch}`;
  if (percent === 0) return `As much as in ${stretch}`;
  const size = Math.abs(percent).toLocaleString("en", { maximumFractionDigits: Math.abs(percent) < 10 ? 1 : 0 });
  return `${size} % ${percent > 0 ? "more" : "less"} than in ${stretch}`;
}

/** "1–21 Oct": a stretch within one month; its last instant counts, not the first after it. */
export function stretchInWords(period: Period): string {
  const last = new Date(period.until.getTime() - 1);
  const lastDay = formatDay(last < period.from ? period.from : last).replace(/ \d{4}$/, "");
  const first = String(period.from.getUTCDate());
  return lastDay.startsWith(`${first} `) ? lastDay : `${first}–${lastDay}`;
}
