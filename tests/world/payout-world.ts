import { eq, sql } from "drizzle-orm";
import { insertCommissionDecision } from "#app/commissions/commission-store.server.ts";
import {
  creatorAccount,
  brandCommissionsAccount,
  brandFundsAccount,
  type CreatorPosition,
} from "#app/ledger/account.ts";
import { balanceOf } from "#app/ledger/ledger-store.server.ts";
import { postTransaction } from "#app/ledger/post-transaction.server.ts";
import { accountEnding, type PayeeAccount } from "#app/payees/payee-kinds.ts";
import { sealAccount, sealPayeeText } from "#app/payees/payee-secrets.server.ts";
import { brands } from "#db/schema/brands.ts";
import { users } from "#db/schema/access.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { commissions } from "#db/schema/commissions.ts";
import { creators, payeeDetails } from "#db/schema/creators.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { sales } from "#db/schema/sales.ts";
import { stores } from "#db/schema/stores.ts";
import { fundBrand } from "./fund-brand.ts";
import { openTestWorld, type TestWorld } from "./test-world.ts";

export interface NamedBrand {
  readonly id: string;
  readonly storeId: string;
  readonly campaignId: string;
}

export interface NamedCreator {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
}

export interface NamedCommission {
  readonly brandId: string;
  readonly commissionId: string;
  readonly creatorId: string;
  readonly currency: string;
}

/** People, brands and approved commissions whose money is really in the ledger: what payouts start from. */
export interface PayoutWorld extends TestWorld {
  /** Petra prepares, Anton approves; Zora may do both. */
  readonly petra: string;
  readonly anton: string;
  readonly zora: string;
  person(name: string): Promise<string>;
  /** A brand that has paid in plenty of euros, or as much as is said. */
  brand(name: string, fundsMinor?: bigint): Promise<NamedBrand>;
  /** A creator, paid to this account from the start, an IBAN where it is a text; null for nobody knows where. */
  creator(name: string, account?: string | PayeeAccount | null, currency?: string | null): Promise<NamedCreator>;
  /** A further version of payee details, usable from the given instant. */
  changeAccount(creator: NamedCreator, iban: string, usableFrom: Date): Promise<void>;
  /** A commission on a sale of its own; approved unless said otherwise. */
  earn(
    creator: NamedCreator,
    brand: NamedBrand,
    amountMinor: bigint,
    how?: { currency?: string; isApproved?: boolean; order?: string },
  ): Promise<NamedCommission>;
  /** Money the brand has paid in by bank transfer, confirmed. */
  fundBrand(brand: Pick<NamedBrand, "id">, amountMinor: bigint, currency?: string): Promise<void>;
  /** What the platform holds for the brand. */
  funds(brand: Pick<NamedBrand, "id">, currency?: string): Promise<bigint>;
  /** A refund or decision after approval takes this much back; the position may fall below zero. */
  clawBack(commission: NamedCommission, amountMinor: bigint): Promise<void>;
  /** Where a creator's money is, summed over the ledger of all brands. */
  ledger(creator: NamedCreator, position: CreatorPosition, currency?: string): Promise<bigint>;
  /** Accounts whose projection on the commissions is not what the ledger says. Empty when all is well. */
  differences(): Promise<unknown[]>;
}

export async function openPayoutWorld(): Promise<PayoutWorld> {
  const world = await openTestWorld();
  const { services } = world;
  const { db, newId } = services;
  const now = () => services.clock.now();
  let count = 0;
  const brandIds: string[] = [];
  const partnershipIds = new Map<string, string>();

  const person = async (name: string) => {
    const id = newId();
    await db.inPlatform((tx) =>
      tx
        .insert(users)
        .values({ id, email: `${name.toLowerCase().replace(/\W+/g, ".")}@people.example`, name, createdAt: now() }),
    );
    return id;
  };
  interface NewAccount {
    readonly version: number;
    readonly account: PayeeAccount;
    readonly currency: string | null;
    readonly holder: string;
    readonly usableFrom: Date;
  }
  const addAccount = (creatorId: string, { version, account, currency, holder, usableFrom }: NewAccount) =>
    db.inPlatform((tx) =>
      tx.insert(payeeDetails).values({
        id: newId(),
        creatorId,
        version,
        usableFrom,
        createdAt: now(),
        kind: account.kind,
        currency,
        accountEnding: accountEnding(account),
        holderNameEncrypted: sealPayeeText(services, holder),
        accountEncrypted: sealAccount(services, account),
      }),
    );
  const partnershipOf = async (creator: NamedCreator, brand: NamedBrand) => {
    const key = `${creator.id}@${brand.id}`;
    const known = partnershipIds.get(key);
    if (known) return known;
    const id = newId();
    partnershipIds.set(key, id);
    await db.inBrand(brand.id, (tx) =>
      tx.insert(partnerships).values({
        brandId: brand.id,
        id,
        campaignId: brand.campaignId,
        creatorId: creator.id,
        status: "active",
        acceptedTermsVersion: 1,
        message: "",
        createdAt: now(),
        activatedAt: now(),
      }),
    );
    return id;
  };

  return {
    ...world,
    petra: await person("Petra"),
    anton: await person("Anton"),
    zora: await person("Zora"),
    person,
    async brand(name, fundsMinor) {
      const brand = { id: newId(), storeId: newId(), campaignId: newId() };
      brandIds.push(brand.id);
      const slug = name.toLowerCase().replace(/\W+/g, "-");
      await db.inBrand(brand.id, async (tx) => {
        await tx
          .insert(brands)
          .values({ id: brand.id, name, slug, website: `https://${slug}.example`, createdAt: now() });
        await tx
          .insert(stores)
          .values({ brandId: brand.id, id: brand.storeId, kind: "api", name: "Shop", address: "", createdAt: now() });
        await tx.insert(campaigns).values({
          brandId: brand.id,
          id: brand.campaignId,
          name: "Summer",
          brief: "",
          disclosure: "#ad",
          niches: [],
          destinationUrl: `https://${slug}.example/`,
          claimMode: "at-once",
          discountBps: 0,
          currency: "EUR",
          startsAt: now(),
          status: "published",
          createdAt: now(),
          updatedAt: now(),
        });
      });
      if (fundsMinor !== 0n) await fundBrand(services, brand.id, fundsMinor);
      return brand;
    },
    async creator(name, account = "DE89370400440532013000", currency = null) {
      const userId = await person(name);
      const id = newId();
      const handle = name.toLowerCase().replace(/\W+/g, "-");
      await db.inPlatform((tx) =>
        tx.insert(creators).values({
          id,
          userId,
          name,
          handle,
          bio: "",
          niches: [],
          audienceCountries: [],
          country: "DE",
          createdAt: now(),
        }),
      );
      if (account !== null) {
        const place = typeof account === "string" ? ({ kind: "iban", iban: account } as const) : account;
        await addAccount(id, { version: 1, account: place, currency, holder: name, usableFrom: now() });
      }
      return { id, userId, name };
    },
    async changeAccount(creator, iban, usableFrom) {
      const rows = await db.inPlatform((tx) =>
        tx.select().from(payeeDetails).where(eq(payeeDetails.creatorId, creator.id)),
      );
      const account = { kind: "iban", iban } as const;
      const version = rows.length + 1;
      await addAccount(creator.id, { version, account, currency: null, holder: creator.name, usableFrom });
    },
    async earn(creator, brand, amountMinor, { currency = "EUR", isApproved = true, order } = {}) {
      count += 1;
      const partnershipId = await partnershipOf(creator, brand);
      const [saleId, commissionId] = [newId(), newId()];
      const externalName = order ?? `#${1000 + count}`;
      const account = (position: CreatorPosition) => creatorAccount(creator.id, brand.id, position);
      await db.inBrand(brand.id, async (tx) => {
        await tx.insert(sales).values({
          brandId: brand.id,
          id: saleId,
          storeId: brand.storeId,
          externalId: saleId,
          externalName,
          currency,
          placedAt: now(),
          providerUpdatedAt: now(),
          paymentStatus: "paid",
          netMinor: amountMinor * 10n,
          discountMinor: 0n,
          taxMinor: 0n,
          shippingMinor: 0n,
          totalMinor: amountMinor * 10n,
          codes: [],
          clickIds: [],
          refererHost: "",
          factsHash: "",
          factsVersion: 1,
          recordedAt: now(),
        });
        await tx.insert(commissions).values({
          brandId: brand.id,
          id: commissionId,
          saleId,
          partnershipId,
          campaignId: brand.campaignId,
          creatorId: creator.id,
          currency,
          calculatedMinor: amountMinor,
          earnedMinor: amountMinor,
          heldMinor: isApproved ? 0n : amountMinor,
          payableMinor: isApproved ? amountMinor : 0n,
          inTransitMinor: 0n,
          paidMinor: 0n,
          status: isApproved ? "approved" : "held",
          holdUntil: now(),
          saleOccurredAt: now(),
          createdAt: now(),
          updatedAt: now(),
        });
        const posting = { occurredAt: now(), saleId, commissionId };
        await postTransaction(services, tx, brand.id, {
          ...posting,
          idempotencyKey: `${commissionId}:earned`,
          eventCode: "commission.earned",
          sentence: `Earned on order ${externalName}.`,
          entries: [
            { account: brandCommissionsAccount(brand.id), currency, amountMinor: -amountMinor },
            { account: account("held"), currency, amountMinor },
          ],
        });
        if (!isApproved) return;
        await insertCommissionDecision(tx, {
          brandId: brand.id,
          id: newId(),
          commissionId,
          kind: "approve",
          reason: null,
          note: "",
          decidedBy: creator.userId,
          ruleId: null,
          decidedAt: now(),
        });
        await postTransaction(services, tx, brand.id, {
          ...posting,
          idempotencyKey: `${commissionId}:approved`,
          eventCode: "commission.approved",
          sentence: "Became payable.",
          entries: [
            { account: account("held"), currency, amountMinor: -amountMinor },
            { account: account("payable"), currency, amountMinor },
          ],
        });
      });
      return { brandId: brand.id, commissionId, creatorId: creator.id, currency };
    },
    fundBrand: (brand, amountMinor, currency) => fundBrand(services, brand.id, amountMinor, currency),
    funds: (brand, currency = "EUR") =>
      db.inBrand(brand.id, (tx) => balanceOf(tx, brand.id, brandFundsAccount(brand.id), currency)),
    async clawBack({ brandId, commissionId, creatorId, currency }, amountMinor) {
      count += 1;
      await db.inBrand(brandId, async (tx) => {
        const [row] = await tx
          .select({ saleId: commissions.saleId })
          .from(commissions)
          .where(eq(commissions.id, commissionId))
          .for("update");
        await tx
          .update(commissions)
          .set({ payableMinor: sql`payable_minor - ${amountMinor}`, earnedMinor: sql`earned_minor - ${amountMinor}` })
          .where(eq(commissions.id, commissionId));
        await postTransaction(services, tx, brandId, {
          idempotencyKey: `${commissionId}:clawed-back:${count}`,
          eventCode: "commission.clawed-back",
          sentence: "The order was refunded.",
          occurredAt: now(),
          saleId: row!.saleId,
          commissionId,
          entries: [
            { account: creatorAccount(creatorId, brandId, "payable"), currency, amountMinor: -amountMinor },
            { account: brandCommissionsAccount(brandId), currency, amountMinor },
          ],
        });
      });
    },
    async ledger(creator, position, currency = "EUR") {
      let total = 0n;
      for (const brandId of brandIds) {
        total += await db.inBrand(brandId, (tx) =>
          balanceOf(tx, brandId, creatorAccount(creator.id, brandId, position), currency),
        );
      }
      return total;
    },
    async differences() {
      return [
        ...(await world.database.ownerSql`
        with projected as (
          select brand_id, account, currency, sum(amount) as amount from (
            select brand_id, currency, 'creator:' || creator_id || '@brand:' || brand_id || ':' || p.place as account, p.amount
            from commissions, lateral (values ('held', held_minor), ('payable', payable_minor), ('in_transit', in_transit_minor)) p(place, amount)
          ) positions group by 1, 2, 3),
        booked as (
          select brand_id, account, currency, sum(amount_minor) as amount from (
            select brand_id, account, currency, amount_minor from ledger_entries where account like 'creator:%'
            union all
            select e.brand_id, 'creator:' || p.creator_id || '@brand:' || e.brand_id || ':in_transit', e.currency, e.amount_minor
            from ledger_entries e join ledger_transactions t on t.brand_id = e.brand_id and t.id = e.transaction_id
            join payouts p on p.id = t.payout_id and p.status = 'in-transit' where e.account like 'tax:withheld@%'
          ) entries group by 1, 2, 3)
        select account, currency, coalesce(p.amount, 0) as projected, coalesce(b.amount, 0) as booked
        from projected p full join booked b using (brand_id, account, currency)
        where coalesce(p.amount, 0) <> coalesce(b.amount, 0)`),
      ];
    },
  };
}
