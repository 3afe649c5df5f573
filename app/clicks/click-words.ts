import type { ClickClass, ClickDimension, DeviceKind } from "./click.ts";

/** Each class as the screens name it, and why a click of it counts or not. */
export const classWords: Readonly<Record<ClickClass, { readonly label: string; readonly why: string }>> = {
  counted: { label: "Counted", why: "A person followed the link, the first time within the hour." },
  repeat: {
    label: "Repeat within the hour",
    why: "The same visitor had followed the same link less than an hour before.",
  },
  self: { label: "Own people", why: "The creator, or somebody of the brand, tried the link while signed in here." },
  bot: { label: "Crawler or program", why: "The user agent is a known crawler or a program, not a browser." },
  preview: { label: "Link preview", why: "A network fetched the link to draw a preview; nobody has tapped yet." },
  prefetch: { label: "Fetched ahead", why: "The browser guessed that somebody might tap, and nobody had." },
  "empty-agent": { label: "No user agent", why: "Every browser names itself; this request did not." },
  head: { label: "Headers only", why: "A HEAD request asks whether a link works. No person sends one." },
  expired: {
    label: "Not in its time",
    why: "The link, the partnership or the campaign was over and past its tail, or had not begun.",
  },
  unknown: { label: "No such link", why: "A name at your short domain that no link has; it led to your website." },
};

/** In the order in which a list of reasons reads best. */
export const leftOutClasses: readonly ClickClass[] = [
  "repeat", "bot", "preview", "prefetch", "self", "expired", "head", "empty-agent", "unknown",
]; // prettier-ignore

export const deviceWords: Readonly<Record<DeviceKind, string>> = {
  phone: "Phone",
  tablet: "Tablet",
  computer: "Computer",
  other: "Other or not told",
};

export const wayWords: Readonly<Record<string, string>> = { link: "Link tapped", scan: "QR code scanned" };

/** The split that a panel shows: its title, and what an empty value means. */
export const splitWords: Readonly<
  Record<Exclude<ClickDimension, "class">, { readonly title: string; readonly none: string }>
> = {
  placement: { title: "Placement", none: "General link" },
  network: { title: "Network", none: "Not told" },
  country: { title: "Country", none: "Not known" },
  device: { title: "Device", none: "Not told" },
  way: { title: "Link or scan", none: "Not told" },
};
