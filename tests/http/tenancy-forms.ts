import type { Tenant, TwoTenants } from "#tests/world/two-tenants.ts";

type Form = Record<string, string>;

/** What an address names, for one tenant. */
export function paramsOf(
  tenant: Tenant,
  { batchId, payoutIds, invoiceIds, statementId, findingKey, month }: TwoTenants,
): Record<string, string> {
  return {
    brandSlug: tenant.slug,
    campaignId: tenant.campaigns.claimed,
    saleId: tenant.creditedSaleId,
    shopperId: tenant.creditedSaleId,
    storeId: tenant.storeId,
    fileId: tenant.fileId,
    eventId: tenant.eventId,
    partnershipId: tenant.partnershipId,
    linkId: tenant.linkId,
    slug: tenant.codePageSlug,
    file: "code.svg",
    commissionId: tenant.commissionId,
    replayId: tenant.replayId,
    inquiryId: tenant.inquiryId,
    appealId: tenant.appealId,
    externalId: tenant.apiSaleId,
    batchId,
    statementId,
    findingKey,
    payoutId: payoutIds[tenant.creatorId] ?? "",
    invoiceId: invoiceIds[tenant.creatorId] ?? "",
    creatorId: tenant.creatorId,
    year: month.slice(0, 4),
    list: "dac7",
    format: "pain.001.001.09",
    month,
    currency: "EUR",
    token: "0".repeat(64),
  };
}

const terms = { kind: "percent", newCustomerRate: "50", returningCustomerRate: "50", holdDays: "0", afterVersion: "1" };
const policy = { preset: "click-wins", clickWindowDays: "1", bindingWindowDays: "0", tailDays: "0" };
const campaign = {
  name: "Taken over",
  brief: "Taken over",
  destinationUrl: "https://evil.example/",
  ...terms,
  ...policy,
};

/**
 * Every form of the product, filled in to do harm to one tenant: each names that tenant's rows. Keyed by the route that answers it;
 * a button that is missing here fails a test.
 */
export function harmfulForms(victim: Tenant): Readonly<Record<string, readonly Form[]>> {
  const partnership = (intent: string) => ({ intent, partnershipId: victim.partnershipId });
  const { userId } = victim.members.analyst;
  return {
    "brand/shopper": ["part", "rejoin"].map((intent) => ({
      ...{ intent, sightingId: victim.creditedSaleId, signKey: "any", reason: "Taken over" },
    })),
    "brand/campaign-new": [
      { ...campaign, intent: "save" },
      { ...campaign, intent: "publish" },
    ],
    "brand/balance": [
      { intent: "top-up", amount: "900", currency: "EUR" },
      { intent: "limit", limit: "900", currency: "EUR" },
    ],
    "brand/campaign": [
      ...[{ intent: "publish" }, { intent: "pause" }, { intent: "resume" }, { intent: "end" }],
      ...[partnership("partnership-ended"), partnership("partnership-paused"), partnership("partnership-resumed")],
    ],
    "brand/campaign-edit": [
      { ...campaign, intent: "save" },
      { ...campaign, intent: "publish" },
    ],
    "brand/campaign-terms": [
      { ...terms, intent: "preview" },
      { ...terms, intent: "announce" },
      { ...policy, intent: "change-policy" },
    ],
    "brand/applications": [
      { intent: "approve", partnershipId: victim.applicationId },
      { intent: "decline", partnershipId: victim.applicationId, note: "No." },
    ],
    "brand/replays": [{ ...policy, intent: "start", first: "2026-05-01", last: "2026-05-31", campaign: "all" }],
    "brand/replay": [{ intent: "cancel" }, { intent: "apply", reason: "Because I can take it over.", seen: "yes" }],
    "brand/store-new": [
      {
        storeId: victim.storeId,
        kind: "shopify",
        name: "Taken over",
        address: "taken-over.myshopify.com",
        secret: "shpss_taken_over",
      },
      { storeId: victim.storeId, kind: "csv", name: "Taken over", address: "", secret: "" },
    ],
    "brand/store": [
      { intent: "upload", file: "order_id,total" },
      { intent: "replace-secret", secret: "shpss_taken_over" },
      { intent: "disconnect" },
      { intent: "save-credentials", accessToken: "shpat_taken_over" },
      { intent: "forget-credentials" },
      { intent: "retry", eventId: victim.eventId },
    ],
    "brand/store-events": [{ intent: "retry-all" }],
    "brand/store-event": [{ intent: "retry" }, { intent: "dismiss", reason: "Taken over" }],
    "brand/store-file": [{ "column-0": "order_id", currency: "EUR", timeZone: "UTC" }],
    "brand/codes": [
      { intent: "rotate", codeId: victim.codeId, ending: "at-once" },
      { intent: "put-back", codeId: victim.codeId, storeId: victim.storeId },
    ],
    "brand/members": [
      { intent: "invite", email: "mallory@evil.example", role: "owner" },
      { intent: "revoke-invitation", invitationId: victim.invitationId },
      { intent: "change-role", memberId: userId, role: "owner" },
      { intent: "remove", memberId: userId },
    ],
    "brand/invoice-details": [
      { name: "Taken over", street: "Evil Street 1", city: "Evil", postalCode: "66666", country: "US" },
    ],
    "brand/settings": [
      { intent: "rename", name: "Taken over" },
      { intent: "add-domain", host: "evil.example" },
      { intent: "remove-domain", host: victim.cast.host },
      { intent: "add-short-domain", host: `go.${victim.cast.host}` },
      { intent: "remove-short-domain", host: `go.${victim.cast.host}` },
      { intent: "create-key", name: "Taken over" },
      { intent: "revoke-key", apiKeyId: victim.apiKeyId },
    ],
    "brand/inquiry": [
      { intent: "credited", note: "Taken over.", partnershipId: victim.partnershipId },
      { intent: "withdraw-award", note: "Taken over." },
      { intent: "stands", note: "Taken over." },
    ],
    "brand/appeal": [
      { intent: "overturned", note: "Taken over." },
      { intent: "upheld", note: "Taken over." },
    ],
    "brand/approval": [
      { intent: "preview", currency: "EUR", isOn: "on", belowPoints: "100", belowAmount: "9999.00" },
      { intent: "save", currency: "EUR", isOn: "on", belowPoints: "100", belowAmount: "9999.00" },
      { intent: "leaked-codes" },
    ],
    "creator/sale": [{ intent: "appeal", commissionId: victim.commissionId, message: "Taken over." }],
    "creator/missing-sale": [
      { intent: "ask", orderNumber: "#1002", brandId: victim.brandId },
      { intent: "open-inquiry", orderNumber: "#1002", brandId: victim.brandId, message: "Taken over." },
      { intent: "withdraw-inquiry", inquiryId: victim.inquiryId },
    ],
    "creator/offer": [{ termsVersion: "1", message: "Taken over" }],
    "creator/partnership": [{ intent: "rename-code", code: "TAKENOVER" }, { intent: "end" }],
    "creator/link-new": [{ intent: "create-link", title: "Taken over", page: "https://evil.example/" }],
    "creator/link-edit": [
      { intent: "edit-link", title: "Taken over", page: "https://evil.example/" },
      { intent: "rename-link", slug: "taken-over" },
      { intent: "retire" },
      { intent: "restore" },
    ],
    "creator/payee": [
      { kind: "iban", holderName: "Mallory Moe", iban: "DE89370400440532013000", password: "a password that is wrong" },
      { intent: "stripe", stripePassword: "a password that is wrong" },
      { intent: "minimum", currency: "EUR", ownAmount: "9.99" },
    ],
    "creator/tax": [
      {
        ...{
          kind: "w-9",
          residence: "US",
          name: "Mallory Moe",
          street: "Evil Street 1",
          city: "Evil",
          postalCode: "66666",
        },
        ...{
          classification: "c-corporation",
          tinKind: "ssn",
          tin: "123-45-6789",
          signature: "Mallory Moe",
          certifies: "yes",
        },
        password: "a password that is wrong",
      },
      {
        ...{ intent: "agree", name: "Mallory Moe", street: "Evil Street 1", city: "Evil", postalCode: "66666" },
        ...{ country: "DE", vatStanding: "small-business", agrees: "yes", password: "a password that is wrong" },
      },
      { intent: "withdraw" },
    ],
    "creator/profile": [
      { intent: "save-profile", name: "Taken over", country: "DE", niches: "baking" },
      { intent: "add-channel", network: "tiktok", url: "https://tiktok.com/@evil", followers: "1" },
      { intent: "remove-channel", channelId: victim.channelId },
    ],
    "finance/bulk": [
      { intent: "preview-approve", commission: victim.commissionId },
      { intent: "preview-decline", commission: victim.commissionId },
      { intent: "preview-all" },
      { intent: "approve", commission: victim.commissionId },
      { intent: "decline", commission: victim.commissionId, reason: "other", note: "No." },
    ],
    "finance/appeal": [
      { intent: "overturned", note: "Taken over." },
      { intent: "upheld", note: "Taken over." },
    ],
    "finance/payout-terms": [
      {
        schedule: "weekly",
        weekday: "1",
        "minimums[0].currency": "EUR",
        "minimums[0].amount": "9999",
        reason: "Mine.",
      },
    ],
    "finance/approval": [
      { intent: "preview", currency: "EUR", isOn: "on", belowPoints: "100", belowAmount: "9999.00" },
      { intent: "save", currency: "EUR", isOn: "on", belowPoints: "100", belowAmount: "9999.00" },
    ],
    "finance/month": [
      { intent: "propose" },
      { intent: "check" },
      { intent: "close" },
      { intent: "withdraw" },
      { intent: "propose-reopening", reason: "Taken over." },
      { intent: "reopen" },
      { intent: "keep-closed" },
    ],
    "finance/commission": [
      { intent: "approve" },
      { intent: "hold", note: "No." },
      { intent: "decline", reason: "other", note: "No." },
    ],
    "finance/prepare": [{ rail: "sepa", currency: "EUR", cutOff: "" }],
    "finance/funding": [
      { brandId: victim.brandId, amount: "900", currency: "EUR", bankReference: "Made up" },
      { intent: "confirm", brandId: victim.brandId, topUpId: victim.creditedSaleId },
      { intent: "decline", brandId: victim.brandId, topUpId: victim.creditedSaleId },
    ],
    "finance/batch": [
      { intent: "approve" },
      { intent: "send" },
      { intent: "settle" },
      { intent: "cancel" },
      { intent: "reprepare" },
    ],
    "finance/payout": [
      { intent: "settle" },
      { intent: "return", reason: "AC04 Closed account number" },
      { intent: "ask-take-back", reason: "Taken over by somebody." },
      { intent: "confirm-take-back" },
      { intent: "withdraw-take-back" },
    ],
    "finance/tax-creator": [{ formId: victim.creatorId, reason: "Taken over by somebody." }],
    "finance/reconciliation": [{ rail: "sepa" }, { intent: "fetch-stripe" }],
    "finance/finding": [{ note: "Taken over by somebody." }],
    "admin/staff": [
      { intent: "invite", email: "mallory@evil.example", role: "admin" },
      { intent: "revoke-invitation", invitationId: victim.invitationId },
      { intent: "remove", memberId: userId, role: "preparer" },
    ],
  };
}
