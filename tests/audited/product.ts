import { approveCommission, declineCommission } from "#app/commissions/decide-commission.server.ts";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { cancelBatch } from "#app/payouts/cancel-batch.server.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { returnPayout } from "#app/payouts/return-payout.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import { settlePayout, settlePayouts } from "#app/payouts/settle-payout.server.ts";
import type { DisputeFacts, OrderFacts, RefundFacts } from "#app/sales/order-facts.ts";
import { recordDispute } from "#app/sales/record-dispute.server.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { MS_PER_DAY } from "#app/kit/clock.ts";
import { defaultPayoutTerms, minimumIn } from "#app/payouts/payout-terms.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { sealBooks } from "#app/ledger/seal-books.server.ts";
import type { Deal, Settings } from "#tests/auditor/auditor.ts";
import { balanceLine, commissionLine, payoutLine } from "#tests/auditor/report.ts";
import { addBrand, addCampaign, addClick, addPartnership, type CampaignChoices } from "#tests/world/lumen-tea.ts";
import { fairshareOfBerlin } from "#tests/world/seller.ts";
import { saveBrandInvoiceDetails } from "#app/tax/save-brand-invoice-details.server.ts";
import { fundBrand } from "#tests/world/fund-brand.ts";
import { openPayoutWorld, type PayoutWorld } from "#tests/world/payout-world.ts";

/** A deal as the product knows it. */
export interface RealDeal extends Deal {
  readonly brandId: string;
  readonly storeId: string;
  readonly campaign: string;
  readonly partnershipId: string;
  readonly linkId: string;
  /** Several touches of one order share it, instead of the code winning. */
  readonly isShared: boolean;
}

const FEE_BPS = 275;

/** Both have told who they are: Lumen Tea is taxed in the platform's own country, Norfolk Soap owes the VAT of its own itself. */
const places: Readonly<Record<string, { readonly country: string; readonly vatId: string; readonly vat: bigint }>> = {
  "Lumen Tea": { country: "DE", vatId: "DE987654321", vat: 1_900n },
  "Norfolk Soap": { country: "FR", vatId: "FR12345678901", vat: 0n },
};

/** What is configuration and not a rule: the auditor is told. */
export const settings: Settings = {
  leastPayout: (currency) => minimumIn(defaultPayoutTerms, currency),
  feePerTenThousand: BigInt(FEE_BPS),
  vatPerTenThousand: (brand) => places[brand]?.vat ?? 0n,
};

interface CampaignStory {
  readonly brand: string;
  readonly name: string;
  readonly pay: Deal["pay"];
  readonly holdDays: number;
  readonly currency: string;
  readonly creators: readonly string[];
  readonly isShared?: boolean;
}

const stories: readonly CampaignStory[] = [
  { brand: "Lumen Tea", name: "Spring", pay: { partsOfTenThousand: 1_000n }, holdDays: 30, currency: "EUR", creators: ["Mara", "Nils"] },
  { brand: "Lumen Tea", name: "Japan", pay: { partsOfTenThousand: 1_250n }, holdDays: 14, currency: "JPY", creators: ["Mara"] },
  { brand: "Lumen Tea", name: "Together", pay: { partsOfTenThousand: 735n }, holdDays: 30, currency: "USD", creators: ["Mara", "Nils"], isShared: true },
  { brand: "Norfolk Soap", name: "Gulf", pay: { perOrder: 1_255n }, holdDays: 30, currency: "KWD", creators: ["Nils"] },
  { brand: "Norfolk Soap", name: "Home", pay: { partsOfTenThousand: 833n }, holdDays: 7, currency: "EUR", creators: ["Mara"] },
]; // prettier-ignore

function termsOf({ pay, holdDays }: CampaignStory): NonNullable<CampaignChoices["terms"]> {
  if ("partsOfTenThousand" in pay) {
    const rateBps = Number(pay.partsOfTenThousand);
    return { kind: "percent", newCustomerRateBps: rateBps, returningCustomerRateBps: rateBps, holdDays };
  }
  const amount = { newCustomerAmountMinor: pay.perOrder, returningCustomerAmountMinor: pay.perOrder };
  return { kind: "fixed", newCustomerRateBps: 0, returningCustomerRateBps: 0, ...amount, holdDays };
}

/** The real product on a real database: two brands, two creators, four currencies. Everything is done by its own use cases. */
export class Product {
  readonly world: PayoutWorld;
  readonly deals: readonly RealDeal[];
  readonly #names: ReadonlyMap<string, string>;

  private constructor(world: PayoutWorld, deals: readonly RealDeal[], names: ReadonlyMap<string, string>) {
    this.world = world;
    this.deals = deals;
    this.#names = names;
  }

  static async open(): Promise<Product> {
    const world = await openPayoutWorld();
    const services = Object.assign(world.services, { platformFeeBps: FEE_BPS, seller: fairshareOfBerlin });
    const names = new Map<string, string>();
    const creators = new Map<string, string>();
    for (const name of ["Mara", "Nils"]) {
      const { id } = await world.creator(name);
      creators.set(name, id);
      names.set(id, name);
    }
    const brands = new Map<string, { brandId: string; storeId: string }>();
    const deals: RealDeal[] = [];
    for (const story of stories) {
      const brand = brands.get(story.brand) ?? (await addBrand(services, story.brand));
      if (!brands.has(story.brand)) await tellDetails(world, brand.brandId, story.brand);
      brands.set(story.brand, brand);
      names.set(brand.brandId, story.brand);
      const { campaignId } = await addCampaign(services, brand.brandId, {
        ...{ name: story.name, currency: story.currency, terms: termsOf(story) },
        ...(story.isShared ? { policy: { preset: "shared-equally" } } : {}),
      });
      for (const creator of story.creators) {
        const name = `${creator}${story.name}`.toUpperCase();
        const chosen = { campaignId, creatorId: creators.get(creator) ?? "", code: name };
        const partnership = await addPartnership(services, brand.brandId, chosen);
        names.set(partnership.partnershipId, name);
        deals.push({
          ...{ ...brand, ...partnership, name, creator, brand: story.brand, campaign: story.name, pay: story.pay },
          ...{ currency: story.currency, holdMs: story.holdDays * MS_PER_DAY, isShared: story.isShared ?? false },
        });
      }
    }
    return new Product(world, deals, names);
  }

  now(): number {
    return this.world.clock.now().getTime();
  }

  /** The brand of a deal pays in by bank transfer, seen by two people. */
  fund(deal: RealDeal, amount: bigint): Promise<void> {
    return fundBrand(this.world.services, deal.brandId, amount, deal.currency);
  }

  click(deal: RealDeal): Promise<string> {
    return addClick(this.world.services, deal.brandId, deal, { at: this.world.clock.now() });
  }

  /** Every event is delivered as often as said: the second time must change nothing. */
  async order(deal: RealDeal, order: OrderFacts, times: number): Promise<void> {
    const { services } = this.world;
    for (let time = 0; time < times; time += 1) {
      await services.db.inBrand(deal.brandId, (tx) => recordOrder(services, tx, deal.brandId, deal.storeId, order));
    }
  }

  async refund(deal: RealDeal, refund: RefundFacts, times: number): Promise<void> {
    const { services } = this.world;
    for (let time = 0; time < times; time += 1) {
      await services.db.inBrand(deal.brandId, (tx) => recordRefund(services, tx, deal.brandId, deal.storeId, refund));
    }
  }

  async dispute(deal: RealDeal, dispute: DisputeFacts): Promise<void> {
    const { services } = this.world;
    await services.db.inBrand(deal.brandId, (tx) => recordDispute(services, tx, deal.brandId, deal.storeId, dispute));
  }

  async approve(deal: RealDeal, order: string): Promise<boolean> {
    return (await approveCommission(this.world.services, await this.#decision(deal, order))).ok;
  }

  async decline(deal: RealDeal, order: string): Promise<boolean> {
    const decision = await this.#decision(deal, order);
    return (await declineCommission(this.world.services, { ...decision, reason: "returned" })).ok;
  }

  /** The batch with the id of each creator's payout; null when there was nothing to pay. */
  async prepare(currency: string): Promise<{ batchId: string; payouts: ReadonlyMap<string, string> } | null> {
    const { services, petra } = this.world;
    const outcome = await prepareBatch(services, { rail: "manual", currency, userId: petra });
    if (!outcome.ok) return null;
    const { batchId } = outcome.value;
    const rows = await this.world.database.ownerSql<{ id: string; creator_id: string }[]>`
      select id, creator_id from payouts where batch_id = ${batchId}`;
    return { batchId, payouts: new Map(rows.map((row) => [this.#nameOf(row.creator_id), row.id])) };
  }

  async approveBatch(batchId: string): Promise<boolean> {
    const { services, anton } = this.world;
    return (await approveBatch(services, { batchId, userId: anton, roles: ["approver"] })).ok;
  }

  async send(batchId: string): Promise<boolean> {
    return (await sendBatch(this.world.services, { batchId, userId: this.world.petra })).ok;
  }

  async settle(payoutId: string): Promise<boolean> {
    return (await settlePayout(this.world.services, { payoutId, userId: this.world.petra })).ok;
  }

  async settleAll(batchId: string): Promise<boolean> {
    return (await settlePayouts(this.world.services, { batchId, userId: this.world.petra })).ok;
  }

  async return(payoutId: string): Promise<boolean> {
    const reason = "The account is closed.";
    return (await returnPayout(this.world.services, { payoutId, reason, userId: this.world.petra })).ok;
  }

  async cancel(batchId: string): Promise<boolean> {
    return (await cancelBatch(this.world.services, { batchId, userId: this.world.petra })).ok;
  }

  /** The product's books in the words of the auditor's report. */
  async report(): Promise<string[]> {
    const { ownerSql } = this.world.database;
    const commissions = await ownerSql<CommissionRow[]>`
      select s.external_name, c.partnership_id, c.status, c.earned_minor, c.held_minor, c.payable_minor, c.in_transit_minor, c.paid_minor
      from commissions c join sales s on s.brand_id = c.brand_id and s.id = c.sale_id`;
    const payouts = await ownerSql<PayoutRow[]>`select id, creator_id, currency, status, amount_minor from payouts`;
    const balances = await ownerSql<{ account: string; currency: string; balance: bigint }[]>`
      select account, currency, sum(amount_minor)::bigint as balance from ledger_entries group by account, currency having sum(amount_minor) <> 0`;
    return [
      ...commissions.map((row) =>
        commissionLine({
          ...{ order: row.external_name, deal: this.#nameOf(row.partnership_id), status: row.status },
          ...{ earned: row.earned_minor, held: row.held_minor, payable: row.payable_minor },
          ...{ travelling: row.in_transit_minor, paid: row.paid_minor },
        }),
      ),
      ...payouts.map((row) =>
        payoutLine({
          ...{ name: row.id, creator: this.#nameOf(row.creator_id), currency: row.currency, amount: row.amount_minor },
          status: payoutWords[row.status] ?? row.status,
        }),
      ),
      ...balances.map((row) => balanceLine(`${this.#accountInWords(row.account)} ${row.currency}`, row.balance)),
    ].sort();
  }

  /** Seals the books and runs every check of `npm run verify`. Empty when all is well. */
  async verify(): Promise<string[]> {
    await sealBooks(this.world.services);
    const results = await runChecks(this.world.database.ownerUrl);
    return results.flatMap(({ name, firstRows }) => firstRows.map((row) => `${name}: ${row}`));
  }

  /** A story that is shortened opens a hundred worlds: each gives its connections back. */
  close(): Promise<void> {
    return this.world.database.close();
  }

  async #decision(deal: RealDeal, order: string) {
    const [row] = await this.world.database.ownerSql<{ id: string }[]>`
      select c.id from commissions c join sales s on s.brand_id = c.brand_id and s.id = c.sale_id
      where c.partnership_id = ${deal.partnershipId} and s.external_name = ${order}`;
    return { brandId: deal.brandId, commissionId: row?.id ?? "", userId: this.world.anton };
  }

  #nameOf(id: string): string {
    return this.#names.get(id) ?? id;
  }

  #accountInWords(account: string): string {
    const words = account.replaceAll(/[0-9a-f-]{36}/g, (id) => this.#nameOf(id));
    return words
      .replace(/^creator:(.*)@brand:(.*):(\w+)$/, "$1 at $2, $3")
      .replace(/^rail:.*@brand:(.*):paid$/, "$1, paid out")
      .replace(/^funding:(.*)@brand:(.*):received$/, "$2, received from $1")
      .replace(/^platform:fees@brand:(.*):charged$/, "$1, fees")
      .replace(/^platform:vat@brand:(.*):charged$/, "$1, VAT")
      .replace(/^brand:(.*):(\w+)$/, "$1, $2")
      .replace("in_transit", "travelling");
  }
}

async function tellDetails({ services, petra }: PayoutWorld, brandId: string, name: string): Promise<void> {
  const { country = "", vatId = "" } = places[name] ?? {};
  const details = { name, street: "Long Lane 1", city: "Somewhere", postalCode: "12345", country, vatId };
  await saveBrandInvoiceDetails(services, { brandId, userId: petra, details });
}

interface CommissionRow {
  readonly external_name: string;
  readonly partnership_id: string;
  readonly status: string;
  readonly earned_minor: bigint;
  readonly held_minor: bigint;
  readonly payable_minor: bigint;
  readonly in_transit_minor: bigint;
  readonly paid_minor: bigint;
}

interface PayoutRow {
  readonly id: string;
  readonly creator_id: string;
  readonly currency: string;
  readonly status: string;
  readonly amount_minor: bigint;
}

const payoutWords: Readonly<Record<string, string>> = { prepared: "waiting", "in-transit": "travelling" };
