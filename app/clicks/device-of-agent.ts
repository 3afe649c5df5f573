import type { DeviceKind } from "./click.ts";

/** Televisions, consoles and watches name an operating system of phones or computers too, so they are looked for first. */
const livingRoom =
  /smart-?tv|appletv|google ?tv|android tv|hbbtv|web0s|netcast|bravia|aft[a-z]+ build|crkey|roku|playstation|xbox|nintendo|watch ?os|tizen.*\btv\b/i;
const tablet = /\bipad\b|\btablet\b|\bplaybook\b|\bkindle\b|\bsilk\/(?!.*\bmobile\b)|android(?!.*\bmobile\b)/i;
const phone = /\biphone\b|\bipod\b|android|windows phone|\bkaios\b|opera mini|opera mobi|\bmobile\b|\bmobi\b/i;
const computer = /windows nt|macintosh|\bx11\b|\bcros\b|linux (x86_64|i686|aarch64)|\bfreebsd\b/i;

/**
 * What the user agent says it runs on. An iPad that asks for desktop pages calls itself a Macintosh, so some tablets are counted as
 * computers: nothing in the request tells them apart.
 */
export function deviceOfAgent(userAgent: string): DeviceKind {
  if (livingRoom.test(userAgent)) return "other";
  if (tablet.test(userAgent)) return "tablet";
  if (phone.test(userAgent)) return "phone";
  return computer.test(userAgent) ? "computer" : "other";
}
