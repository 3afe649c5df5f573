/**
 * invited: the brand asked, the creator has not answered. applied: the creator asked, the brand has not answered.
 * active: earns. paused: the brand asked the creator not to share for now; link and code go on earning, as nobody can call a post
 * back. ended: only the tail window earns. declined: either side said no.
 */
export const partnershipStatuses = ["invited", "applied", "active", "paused", "ended", "declined"] as const;
export type PartnershipStatus = (typeof partnershipStatuses)[number];

/** One creator × one campaign. */
export interface Partnership {
  readonly brandId: string;
  readonly id: string;
  readonly campaignId: string;
  readonly creatorId: string;
  readonly status: PartnershipStatus;
  /** The version of the terms the creator agreed to, with their claim or application. */
  readonly acceptedTermsVersion: number | null;
  readonly message: string;
  readonly createdAt: Date;
  readonly activatedAt: Date | null;
  readonly endedAt: Date | null;
  readonly declineNote: string | null;
}

/** Which side acts on a partnership. */
export type PartnershipActor =
  | { readonly side: "brand"; readonly brandId: string; readonly userId: string }
  | { readonly side: "creator"; readonly creatorId: string; readonly userId: string };
