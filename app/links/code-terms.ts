import type { CampaignStatus } from "../campaigns/campaign.ts";
import type { PartnershipStatus } from "../partnerships/partnership.ts";
import type { CodeAbilities, CodeTerms, ShopCode } from "../platform/code-stores/code-store.ts";
import type { CodeKind } from "./link.ts";

/** All that decides whether and how a code stands in the brand's shops. */
export interface CodeFacts {
  readonly codeId: string;
  readonly code: string;
  readonly kind: CodeKind;
  readonly creditsUntil: Date | null;
  readonly usedAt: Date | null;
  readonly partnershipStatus: PartnershipStatus;
  readonly campaignStatus: CampaignStatus;
  readonly discountBps: number;
  readonly usageLimit: number | null;
  readonly isOncePerCustomer: boolean;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
}

export interface WantedCode {
  readonly isWanted: boolean;
  readonly terms: CodeTerms;
  /** Before it the shops are not asked: the discount begins with the campaign. Null is at once. */
  readonly notBefore: Date | null;
}

/**
 * What the shops should honour. A code without discount is for attribution alone and no shop's business. A pause takes no creators but
 * lets running codes work; an end, the end of a replaced code's grace and the one use of a single-use code take the code away.
 */
export function wantCode(facts: CodeFacts, now: Date): WantedCode {
  const { partnershipStatus, campaignStatus, creditsUntil, endsAt } = facts;
  const isRunning =
    (partnershipStatus === "active" || partnershipStatus === "paused") &&
    (campaignStatus === "published" || campaignStatus === "paused");
  const isOver =
    (endsAt !== null && endsAt <= now) || (creditsUntil !== null && creditsUntil <= now) || facts.usedAt !== null;
  const isSingleUse = facts.kind === "single-use";
  return {
    isWanted: facts.discountBps > 0 && isRunning && !isOver,
    notBefore: facts.startsAt > now ? facts.startsAt : null,
    terms: {
      code: facts.code,
      discountBps: facts.discountBps,
      usageLimit: isSingleUse ? 1 : facts.usageLimit,
      isOncePerCustomer: !isSingleUse && facts.isOncePerCustomer,
      endsAt,
    },
  };
}

/** Terms as they are stored and compared: one text for the same terms. */
export function writeTerms({ code, discountBps, usageLimit, isOncePerCustomer, endsAt }: CodeTerms): string {
  return JSON.stringify({ code, discountBps, usageLimit, isOncePerCustomer, endsAt: endsAt?.toISOString() ?? null });
}

/** Reads what `writeTerms` wrote. */
export function readTerms(text: string): CodeTerms {
  const stored = JSON.parse(text) as Omit<CodeTerms, "endsAt"> & { endsAt: string | null };
  return { ...stored, endsAt: stored.endsAt === null ? null : new Date(stored.endsAt) };
}

/** What somebody changed in the shop, in one sentence; null when all is as wanted. */
export function describeDrift(wanted: CodeTerms, found: ShopCode, abilities: CodeAbilities, now: Date): string | null {
  const isOver = found.endsAt !== null && found.endsAt <= now;
  const isUsedUp = found.usageLimit !== null && found.usedCount >= found.usageLimit;
  const changes = [
    ...(found.discountBps === wanted.discountBps ? [] : [describeDiscount(wanted, found)]),
    ...(found.usageLimit === wanted.usageLimit
      ? []
      : [`${describeLimit(found.usageLimit)} instead of ${describeLimit(wanted.usageLimit)}`]),
    ...(abilities.limitsOncePerCustomer && found.isOncePerCustomer !== wanted.isOncePerCustomer
      ? [found.isOncePerCustomer ? "once per customer" : "as often as a customer likes"]
      : []),
    ...(isSameSecond(found.endsAt, wanted.endsAt)
      ? []
      : [`${describeEnd(found.endsAt)} instead of ${describeEnd(wanted.endsAt)}`]),
  ];
  if (changes.length > 0) return `Changed in the shop: ${changes.join(", ")}.`;
  return found.isActive || isOver || isUsedUp ? null : "Switched off in the shop.";
}

function describeDiscount(wanted: CodeTerms, found: ShopCode): string {
  const percent = (bps: number) => `${bps / 100} %`;
  if (found.discountBps === null) return `something else than ${percent(wanted.discountBps)} off the whole order`;
  return `${percent(found.discountBps)} instead of ${percent(wanted.discountBps)}`;
}

function describeLimit(limit: number | null): string {
  if (limit === null) return "no limit of uses";
  return limit === 1 ? "one use" : `${limit} uses`;
}

function describeEnd(endsAt: Date | null): string {
  return endsAt === null ? "no end" : `an end on ${endsAt.toISOString().slice(0, 10)}`;
}

/** Shops keep whole seconds. */
function isSameSecond(one: Date | null, other: Date | null): boolean {
  if (one === null || other === null) return one === other;
  return Math.floor(one.getTime() / 1000) === Math.floor(other.getTime() / 1000);
}
