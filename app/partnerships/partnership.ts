/**
 * invited: the brand asked, the creator has not answered. applied: the creator asked, the brand has not answered.
 * active: earns. paused: link redirects, nothing new earns. ended: only the tail window earns. declined: either side said no.
 */
export const partnershipStatuses = ["invited", "applied", "active", "paused", "ended", "declined"] as const;
export type PartnershipStatus = (typeof partnershipStatuses)[number];
