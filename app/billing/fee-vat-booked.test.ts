import { beforeEach, describe, expect, it } from "vitest";
import { platformFeesAccount, platformVatAccount } from "#app/ledger/account.ts";
import { balanceOf } from "#app/ledger/ledger-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { saveBrandInvoiceDetails } from "#app/tax/save-brand-invoice-details.server.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { fairshareOfBerlin as fairshare } from "#tests/world/seller.ts";
import { openPayoutWorld, type NamedBrand, type PayoutWorld } from "#tests/world/payout-world.ts";
import { approveBatch } from "../payouts/approve-batch.server.ts";
import { prepareBatch } from "../payouts/prepare-batch.server.ts";
import { returnPayout } from "../payouts/return-payout.server.ts";
import { sendBatch } from "../payouts/send-batch.server.ts";
import { readBalance } from "./read-balance.server.ts";

let world: PayoutWorld;
let services: Services;
let lumen: NamedBrand;
beforeEach(async () => {
  world = await openPayoutWorld();
  services = { ...world.services, platformFeeBps: 500, seller: fairshare };
  lumen = await world.brand("Lumen Tea", 0n);
});

const german = { name: "Lumen Tea GmbH", street: "Teeweg 1", city: "Hamburg", postalCode: "20095", country: "DE" };
const tellDetails = (country: string, vatId: string) =>
  saveBrandInvoiceDetails(services, { brandId: lumen.id, userId: world.petra, details: { ...german, country, vatId } });

async function prepared(): Promise<string | null> {
  const outcome = await prepareBatch(services, { userId: world.petra, rail: "sepa", currency: "EUR" });
  if (!outcome.ok) return null;
  const { batchId } = outcome.value;
  await approveBatch(services, { batchId, userId: world.anton, roles: ["approver"] });
  return batchId;
}
const send = (batchId: string) => sendBatch(services, { batchId, userId: world.petra });
const payoutsOf = (batchId: string) =>
  world.database.ownerSql<{ id: string }[]>`select id from payouts where batch_id = ${batchId} order by id`;
const comesBack = (payoutId: string) =>
  returnPayout(services, { payoutId, reason: "AC04 closed account", userId: world.petra });
const balance = (account: string) => services.db.inBrand(lumen.id, (tx) => balanceOf(tx, lumen.id, account, "EUR"));
const charged = async () => [await balance(platformFeesAccount(lumen.id)), await balance(platformVatAccount(lumen.id))];
const brokenBooks = async () =>
  (await runChecks(world.database.ownerUrl))
    .filter(({ name, findings }) => findings > 0 && /^(funds|payouts|ledger|batches|vat)-/.test(name))
    .map(({ name, firstRows }) => `${name}: ${firstRows.join(", ")}`);

describe("VAT on the fee is taken from the brand’s balance with it", () => {
  it("on lines of its own, and a payout is only prepared where the balance reaches that too", async () => {
    await tellDetails("DE", "DE987654321");
    await world.earn(await world.creator("Mara who bakes"), lumen, 20_00n);
    // 20.00 to Mara, 1.00 for the platform, 0.19 for the tax office.
    await world.fundBrand(lumen, 21_18n);
    expect(await prepared()).toBeNull();
    await world.fundBrand(lumen, 1n);
    expect((await readBalance(services, lumen.id, 1)).standings).toMatchObject([{ dueMinor: 21_19n, waitingMinor: 0n }]);
    expect((await send((await prepared())!)).ok).toBe(true);
    expect(await world.funds(lumen)).toBe(0n);
    expect(await charged()).toEqual([1_00n, 19n]);
    const booked = await world.database.ownerSql`select event_code, sentence from ledger_transactions where event_code like 'vat.%'`;
    expect(booked).toMatchObject([{ event_code: "vat.charged", sentence: expect.stringMatching(/^VAT of 19 % on the fee on a payout of batch/) as string }]);
    expect(await brokenBooks()).toEqual([]);
  }); // prettier-ignore

  it("and comes back with it at the rate it was charged at, whatever is configured by then", async () => {
    await world.earn(await world.creator("Mara who bakes"), lumen, 20_00n);
    await world.fundBrand(lumen, 100_00n);
    const batchId = (await prepared())!;
    await send(batchId);
    await tellDetails("FR", "FR12345678901");
    services = { ...services, platformFeeBps: 900, seller: { ...fairshare, country: "HU", vatId: "HU12345678" } };
    world.clock.advanceDays(40);
    await comesBack((await payoutsOf(batchId))[0]!.id);
    expect(await world.funds(lumen)).toBe(100_00n);
    expect(await charged()).toEqual([0n, 0n]);
    expect(await brokenBooks()).toEqual([]);
  });

  it("is none for a brand that owes it itself, and none where the platform has not said who it is", async () => {
    await tellDetails("FR", "FR12345678901");
    await world.earn(await world.creator("Mara who bakes"), lumen, 20_00n);
    await world.fundBrand(lumen, 42_00n);
    await send((await prepared())!);
    services = { ...services, seller: null };
    await world.earn(await world.creator("Ines who pickles", "FI2112345600000785"), lumen, 20_00n);
    await send((await prepared())!);
    expect(await charged()).toEqual([2_00n, 0n]);
    const kept = await world.database.ownerSql`select treatment, rate_bps, net_minor, buyer_version from fee_vats`;
    expect(kept).toEqual([{ treatment: "reverse-charge", rate_bps: 0, net_minor: 1_00n, buyer_version: 1 }]);
    expect(await brokenBooks()).toEqual([]);
  });

  it("was none on a fee from before, and none comes back with that", async () => {
    services = { ...services, seller: null };
    await world.earn(await world.creator("Mara who bakes"), lumen, 20_00n);
    await world.fundBrand(lumen, 21_00n);
    const batchId = (await prepared())!;
    await send(batchId);
    services = { ...services, seller: fairshare };
    await comesBack((await payoutsOf(batchId))[0]!.id);
    expect(await world.funds(lumen)).toBe(21_00n);
    expect(await brokenBooks()).toEqual([]);
  });

  it("over a month it is the rate of the fees to the cent, whatever was charged and came back", async () => {
    await world.fundBrand(lumen, 1_000_00n);
    for (const [index, name] of ["Mara", "Ines", "Nils", "Olga", "Pia", "Quim"].entries()) {
      await world.earn(await world.creator(name), lumen, 10_40n + BigInt(index) * 47n);
    }
    const batchId = (await prepared())!;
    await send(batchId);
    const [, second, , fourth] = await payoutsOf(batchId);
    await comesBack(second!.id);
    await comesBack(fourth!.id);
    const [fees, vat] = await charged();
    expect(vat).toBe((fees! * 1_900n + 5_000n) / 10_000n);
    expect(await brokenBooks()).toEqual([]);
  });

  it("a brand that moves to where VAT is charged after the approval: nothing is sent that it has not paid in", async () => {
    await tellDetails("FR", "FR12345678901");
    await world.earn(await world.creator("Mara who bakes"), lumen, 20_00n);
    await world.fundBrand(lumen, 21_00n);
    const batchId = (await prepared())!;
    await tellDetails("DE", "DE987654321");
    expect(await send(batchId)).toMatchObject({ refusal: "content-changed" });
    expect(await world.funds(lumen)).toBe(21_00n);
  });
});

it("verify names a payout whose VAT was booked otherwise than decided", async () => {
  await world.earn(await world.creator("Mara who bakes"), lumen, 20_00n);
  await world.fundBrand(lumen, 100_00n);
  await send((await prepared())!);
  await world.database.superuserSql`update fee_vats set vat_minor = vat_minor + 1`;
  const [finding, ...others] = await brokenBooks();
  expect(finding).toMatch(/^vat-follows-from-fees: .*net_minor=100 vat_minor=20 .*booked_vat_minor=19/);
  expect(others).toEqual([]);
});
