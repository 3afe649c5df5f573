/**
 * Reads a date or instant of a file as ISO text: 2026-06-01, 2026-06-01 09:30, 2026-06-01T09:30:00+02:00 or 01.06.2026 09:30.
 * Without an offset it is UTC. Returns null for anything else; 06/01/2026 could mean two days.
 */
export function readCsvInstant(text: string): string | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,6})?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/.exec(
    text.trim(),
  );
  if (iso) return compose([iso[1], iso[2], iso[3]], [iso[4], iso[5], iso[6]], iso[7]);
  const dotted = /^(\d\d?)\.(\d\d?)\.(\d{4})(?:[T ](\d\d?):(\d\d)(?::(\d\d))?)?$/.exec(text.trim());
  if (dotted) return compose([dotted[3], dotted[2], dotted[1]], [dotted[4], dotted[5], dotted[6]], undefined);
  return null;
}

function compose(
  date: (string | undefined)[],
  time: (string | undefined)[],
  offset: string | undefined,
): string | null {
  const [year, month, day] = date.map((part) => (part ?? "").padStart(2, "0"));
  const [hour, minute, second] = time.map((part) => (part ?? "0").padStart(2, "0"));
  const zone = offset === undefined || offset === "Z" ? "Z" : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  const instant = `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`;
  const isRealDay = new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);
  return isRealDay && !Number.isNaN(Date.parse(instant)) ? instant : null;
}
