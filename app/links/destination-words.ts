import type { DestinationRefusal } from "./check-destination.ts";

/** Why an address cannot be where a link leads, and what to do. */
export const destinationRefusals: Readonly<Record<DestinationRefusal, string>> = {
  "not-an-address": "Give the whole address, as the browser shows it, beginning with https://.",
  "not-https": "The address must begin with https://.",
  "has-credentials": "The address holds a user name or password. Copy it without.",
  "too-long": "That address is too long. Look for a shorter one of the same page.",
  "not-a-brand-domain": "Links may lead to the brand’s own pages only. Choose a page on one of its sites.",
};
