import type { NecExclusion, NecReason } from "./yearly-nec.ts";

/** Why somebody is on the 1099 list, or is not, in a sentence. */
export const necReasonWords: Readonly<Record<NecReason | NecExclusion, string>> = {
  "reaches-threshold": "Was paid the sum from which payments are reported, or more.",
  "was-withheld": "Was withheld from, which is reported whatever the sum.",
  "below-threshold": "Was paid less than the sum from which payments are reported.",
  "foreign-with-w-8": "Is no US person; a valid Form W-8 is on file.",
  "foreign-without-w-8":
    "Lives outside the United States, but no Form W-8 that counted at the year’s end says so. Ask for it.",
  corporation: "Is a corporation, which is not reported.",
  "all-returned": "Everything that was paid came back.",
};
