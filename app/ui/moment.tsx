const dateFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const timeFormat = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });

/** "3 Nov 2026". Days are UTC days, everywhere. */
export function formatDay(instant: Date): string {
  return dateFormat.format(instant);
}

/** "3 Nov 2026" of a day such as 2026-11-03. */
export function formatCalendarDay(day: string): string {
  return dateFormat.format(new Date(`${day}T00:00:00Z`));
}

/** "3 Nov 2026, 14:05 UTC". */
export function formatMoment(instant: Date): string {
  return `${dateFormat.format(instant)}, ${timeFormat.format(instant)} UTC`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "5 minutes ago", "in 12 days": how far an instant is from now. `now` is passed in: server and browser must agree. */
export function formatDistance(instant: Date, now: Date): string {
  const ms = instant.getTime() - now.getTime();
  const magnitude = Math.abs(ms);
  if (magnitude < MINUTE_MS) return "just now";
  const [count, unit] =
    magnitude < HOUR_MS
      ? [Math.round(magnitude / MINUTE_MS), "minute"]
      : magnitude < DAY_MS
        ? [Math.round(magnitude / HOUR_MS), "hour"]
        : [Math.round(magnitude / DAY_MS), "day"];
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return ms < 0 ? `${words} ago` : `in ${words}`;
}

/** A day that tells the exact instant on hover and to machines. */
export function Day({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} title={formatMoment(at)} className="figure">
      {formatDay(at)}
    </time>
  );
}

/** An exact instant. */
export function Moment({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} className="figure">
      {formatMoment(at)}
    </time>
  );
}
