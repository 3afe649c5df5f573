/** Where a link is put. general: everywhere; the partnership's first link. print: on paper, as a QR code. */
export const linkSpots = ["general", "bio", "post", "story", "video", "newsletter", "print"] as const;
export type LinkSpot = (typeof linkSpots)[number];

/** shared: everybody types the same. single-use: handed out to one shopper, worth nothing once it was used. */
export const codeKinds = ["shared", "single-use"] as const;
export type CodeKind = (typeof codeKinds)[number];

/**
 * How a code stands in one store. waiting: to be made or taken away there. live: there as it should be. failed: the store refused.
 * edited: somebody changed it in the shop. missing: somebody deleted it there. removed: taken away as it should be.
 */
export const codeSyncStates = ["waiting", "live", "failed", "edited", "missing", "removed"] as const;
export type CodeSyncState = (typeof codeSyncStates)[number];
