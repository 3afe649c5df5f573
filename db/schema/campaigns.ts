import {
  boolean,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { campaignStatuses, claimModes, commissionKinds } from "../../app/campaigns/campaign.ts";
import {
  clickReaches,
  codeTies,
  customerLimits,
  policyPresets,
  touchModels,
  type TouchOrder,
} from "../../app/attribution/policy.ts";
import type { Niche } from "../../app/creators/creator.ts";
import type { Rulebook } from "../../app/campaigns/rulebook.ts";
import { readRulebook, writeRulebook } from "../../app/campaigns/stored-rulebook.ts";
import { brandId, instant, listed, minor, word } from "./columns.ts";
import { brands } from "./brands.ts";

/** Rules, steps, bonuses and caps as one JSON document, checked when it is read: amounts are texts in it. */
const rulebook = customType<{ data: Rulebook; driverData: unknown }>({
  dataType: () => "jsonb",
  toDriver: writeRulebook,
  fromDriver: readRulebook,
});

/** What a brand wants. The money rules are in `campaign_terms`, the attribution rules in `attribution_policies`. */
export const campaigns = pgTable(
  "campaigns",
  {
    brandId: brandId().references(() => brands.id),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    brief: text("brief").notNull(),
    /** What creators must say, word for word, such as "#ad". */
    disclosure: text("disclosure").notNull(),
    niches: text("niches").array().$type<Niche[]>().notNull(),
    /** Where links lead: https, on a registered domain of the brand. */
    destinationUrl: text("destination_url").notNull(),
    claimMode: word("claim_mode", claimModes).notNull(),
    /** The shopper's discount with a creator's code, in basis points; 0 for a code without discount. */
    discountBps: integer("discount_bps").notNull(),
    /** How codes are made: words in braces are filled in, such as `{name}{percent}` for MARA10. */
    codePattern: text("code_pattern").notNull().default("{name}{percent}"),
    /** How often a code may be used in all; null without limit. */
    codeUsageLimit: integer("code_usage_limit"),
    isCodeOncePerCustomer: boolean("is_code_once_per_customer").notNull().default(false),
    /** How long a replaced code still works and credits. */
    codeGraceDays: integer("code_grace_days").notNull().default(30),
    /** Added to every destination: query parameters with words in braces, such as `utm_source={network}`. Empty adds none. */
    utmTemplate: text("utm_template").notNull().default(""),
    /** Where clicks go once the campaign is over; null is the brand's website. */
    fallbackUrl: text("fallback_url"),
    /** Currency of budget and fixed amounts. */
    currency: text("currency").notNull(),
    /** The most that commissions may ever sum to. Null is no limit. */
    budgetMinor: minor("budget_minor"),
    startsAt: instant("starts_at").notNull(),
    /** Null runs until the brand ends it. */
    endsAt: instant("ends_at"),
    status: word("status", campaignStatuses).notNull(),
    /** Why it is paused: by the brand, or because the budget is used up. */
    pauseReason: text("pause_reason", { enum: ["brand", "budget"] }),
    publishedAt: instant("published_at"),
    endedAt: instant("ended_at"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("campaigns_id_unique").on(table.id),
    index("campaigns_status").on(table.status, table.publishedAt),
    listed("campaigns_status_listed", table.status, campaignStatuses),
    listed("campaigns_claim_mode", table.claimMode, claimModes),
  ],
);

export const campaignProducts = pgTable(
  "campaign_products",
  {
    brandId: brandId(),
    campaignId: uuid("campaign_id").notNull(),
    position: integer("position").notNull(),
    title: text("title").notNull(),
    url: text("url").notNull(),
    imageUrl: text("image_url"),
    priceMinor: minor("price_minor"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.campaignId, table.position] }),
    foreignKey({ columns: [table.brandId, table.campaignId], foreignColumns: [campaigns.brandId, campaigns.id] }),
  ],
);

/** Versions of what a campaign pays. Immutable; a change adds a version. See `CampaignTerms` for the meaning of each field. */
export const campaignTerms = pgTable(
  "campaign_terms",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    campaignId: uuid("campaign_id").notNull(),
    version: integer("version").notNull(),
    kind: word("kind", commissionKinds).notNull(),
    newCustomerRateBps: integer("new_customer_rate_bps").notNull(),
    returningCustomerRateBps: integer("returning_customer_rate_bps").notNull(),
    newCustomerAmountMinor: minor("new_customer_amount_minor").notNull(),
    returningCustomerAmountMinor: minor("returning_customer_amount_minor").notNull(),
    currency: text("currency").notNull(),
    /** Null for terms of one rate alone. */
    rulebook: rulebook("rulebook"),
    holdDays: integer("hold_days").notNull(),
    announcedAt: instant("announced_at").notNull(),
    inForceFrom: instant("in_force_from").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("campaign_terms_version_unique").on(table.brandId, table.campaignId, table.version),
    foreignKey({ columns: [table.brandId, table.campaignId], foreignColumns: [campaigns.brandId, campaigns.id] }),
    listed("campaign_terms_kind", table.kind, commissionKinds),
  ],
);

/**
 * Versions of how a campaign's sales are attributed. See `AttributionPolicy` for the meaning of each field. A version that a replay
 * applied to earlier sales judges those of its period alone.
 */
export const attributionPolicies = pgTable(
  "attribution_policies",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    campaignId: uuid("campaign_id").notNull(),
    version: integer("version").notNull(),
    preset: word("preset", policyPresets).notNull(),
    precedence: jsonb("precedence").$type<TouchOrder>().notNull(),
    model: word("model", touchModels).notNull(),
    halfLifeDays: integer("half_life_days").notNull(),
    clickWindowDays: integer("click_window_days").notNull(),
    /** The default is what every version said before there was a choice. */
    clickReach: word("click_reach", clickReaches).notNull().default("order"),
    bindingWindowDays: integer("binding_window_days").notNull(),
    bindingOrders: integer("binding_orders"),
    tailDays: integer("tail_days").notNull(),
    codeTailDays: integer("code_tail_days").notNull(),
    codeTie: word("code_tie", codeTies).notNull(),
    keepsOwnPlacement: boolean("keeps_own_placement").notNull(),
    customerLimit: word("customer_limit", customerLimits).notNull(),
    excludedProducts: text("excluded_products").array().$type<readonly string[]>().notNull(),
    minOrderMinor: minor("min_order_minor"),
    exclusiveHours: integer("exclusive_hours").notNull(),
    exclusivePartnershipIds: uuid("exclusive_partnership_ids").array().$type<readonly string[]>().notNull(),
    areLateClicksWeak: boolean("are_late_clicks_weak").notNull(),
    inForceFrom: instant("in_force_from").notNull(),
    /** Where its period ends, for a version that a replay applied; null for the campaign's own. */
    inForceUntil: instant("in_force_until"),
    replayId: uuid("replay_id"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("attribution_policies_version_unique").on(table.brandId, table.campaignId, table.version),
    foreignKey({ columns: [table.brandId, table.campaignId], foreignColumns: [campaigns.brandId, campaigns.id] }),
    listed("attribution_policies_preset", table.preset, policyPresets),
    listed("attribution_policies_model", table.model, touchModels),
    listed("attribution_policies_click_reach", table.clickReach, clickReaches),
    listed("attribution_policies_code_tie", table.codeTie, codeTies),
    listed("attribution_policies_customer_limit", table.customerLimit, customerLimits),
  ],
);
