import { parse } from "csv-parse/sync";
import { convert } from "xmlbuilder2";
import { describe, expect, it } from "vitest";
import { SettableClock } from "#app/kit/clock.ts";
import { parseDecimal } from "#app/kit/money.ts";
import { paypalRail } from "#app/platform/api-rails/paypal-rail.server.ts";
import { startFakeShop } from "#scripts/fakes/fake-shop.ts";
import { openStripe } from "#app/platform/stripe/open-stripe.server.ts";
import { stripeRail } from "#app/platform/api-rails/stripe-rail.server.ts";
import { STRIPE_FAKE_KEY } from "#scripts/fakes/stripe-fake.ts";
import { setAccountReady } from "#scripts/fakes/stripe/stripe-accounts.ts";
import { moveOwnMoney } from "#scripts/fakes/stripe/stripe-balance.ts";
import { startStripeFake } from "#scripts/fakes/stripe/start-stripe-fake.ts";
import { createPaypalFake, PAYPAL_FAKE_CLIENT_ID, PAYPAL_FAKE_SECRET } from "#scripts/fakes/paypal-fake.ts";
import { describeApiRail, describeFileRail, INES, MARA, type Carried } from "#tests/world/rail-contract.ts";
import { readNacha } from "#tests/world/read-nacha.ts";
import { manualRail } from "./manual-rail.server.ts";
import { nachaRail } from "./nacha-rail.server.ts";
import type { Payment } from "./payment.ts";
import { paypalFileRail } from "./paypal-file-rail.server.ts";
import { sepaRail } from "./sepa-rail.server.ts";

/** The payout whose id ends like a reference, as a person with the list of payouts would find it. */
const payoutEnding = (reference: string) =>
  [MARA, INES].find((id) => id.replaceAll("-", "").endsWith(reference.toLowerCase().trim())) ?? "unknown";

const minorOf = (amount: string, currency: string) => parseDecimal(amount, currency) ?? -1n;

interface PainTransfer {
  PmtId: { EndToEndId: string };
  Amt: { InstdAmt: { "@Ccy": string; "#": string } };
}

describeFileRail("sepa", {
  rail: sepaRail({ name: "Fairshare", iban: "DE89370400440532013000", bic: "COBADEFFXXX" }),
  currency: "EUR",
  account: { kind: "iban", iban: "FI2112345600000785" },
  read: (content) => {
    const { Document: document } = convert(content, { format: "object" }) as unknown as {
      Document: { CstmrCdtTrfInitn: { PmtInf: { CdtTrfTxInf: PainTransfer[] } } };
    };
    return document.CstmrCdtTrfInitn.PmtInf.CdtTrfTxInf.map(({ PmtId: id, Amt: { InstdAmt: amount } }) => ({
      payoutId: payoutEnding(id.EndToEndId),
      amountMinor: minorOf(amount["#"], amount["@Ccy"]),
      currency: amount["@Ccy"],
    }));
  },
});

describeFileRail("nacha", {
  rail: nachaRail({
    ...{ bankRouting: "021000021", bankName: "Test Bank" },
    ...{ companyId: "1123456789", companyName: "Fairshare Überweisungen" },
  }),
  currency: "USD",
  account: {
    kind: "us-account",
    routingNumber: "011401533",
    accountNumber: "12345678901234567",
    accountType: "savings",
  },
  read: (content): Carried[] =>
    readNacha(content).entries.map(({ reference, amountMinor }) => ({
      ...{ payoutId: payoutEnding(reference), amountMinor, currency: "USD" },
    })),
});

describeFileRail("paypal-file", {
  rail: paypalFileRail,
  currency: "GBP",
  account: { kind: "paypal", email: "mara@marabakes.example" },
  read: (content) =>
    (parse(content) as string[][]).map(([, amount = "", currency = "", reference = ""]) => ({
      ...{ payoutId: payoutEnding(reference), amountMinor: minorOf(amount, currency), currency },
    })),
});

describeFileRail("manual", {
  rail: manualRail,
  currency: "CHF",
  account: { kind: "iban", iban: "CH9300762011623852957" },
  read: (content) =>
    (parse(content, { columns: true }) as Record<string, string>[]).map((row) => ({
      payoutId: payoutEnding(row["reference"] ?? ""),
      amountMinor: minorOf(row["amount"] ?? "", row["currency"] ?? ""),
      currency: row["currency"] ?? "",
    })),
});

describeApiRail("paypal", async () => {
  const clock = new SettableClock(new Date("2026-06-04T12:00:00.000Z"));
  const paypal = createPaypalFake({ now: () => clock.now() });
  const server = await startFakeShop(paypal.provider);
  const rail = paypalRail(
    {
      ...{ origin: server.origin, clientId: PAYPAL_FAKE_CLIENT_ID, clientSecret: PAYPAL_FAKE_SECRET },
      ...{ isTestMode: true, timeoutMs: 300 },
    },
    clock,
  );
  return {
    rail,
    destinations: ["mara@marabakes.example", "ines@inesbakes.example"],
    refusedDestination: "refused@nobody.example",
    carried: () =>
      paypal.items().map(({ senderItemId, value, currency }) => ({
        ...{ payoutId: senderItemId, amountMinor: minorOf(value, currency), currency },
      })),
    failNext: (failure) => server.failNext(failure),
    close: () => server.close(),
  };
});

describeApiRail("stripe", async () => {
  const clock = new SettableClock(new Date("2026-06-04T12:00:00.000Z"));
  const fake = await startStripeFake({ now: () => clock.now() });
  const stripe = openStripe({ secretKey: STRIPE_FAKE_KEY, origin: fake.origin, timeoutMs: 300 });
  for (const currency of ["eur", "usd", "gbp", "chf", "jpy"]) moveOwnMoney(fake.books, 1_000_000, currency);
  const open = (name: string) =>
    stripe.createAccount({ creatorId: name, email: `${name}@people.example`, country: "DE" });
  const [mara, ines] = [await open("mara"), await open("ines")];
  for (const account of fake.books.contents.accounts) setAccountReady(fake.books, account, true);
  return {
    rail: stripeRail(stripe),
    destinations: [mara.accountId, ines.accountId],
    refusedDestination: "acct_of_nobody",
    carried: () =>
      fake.books.contents.transfers.map(({ transfer_group: payoutId, amount, currency }) => ({
        ...{ payoutId: payoutId ?? "", amountMinor: BigInt(amount), currency: currency.toUpperCase() },
      })),
    // The package itself tries once more when a connection was closed.
    failNext: (failure) => fake.failNext(failure, failure === "drop" ? 2 : 1),
    close: () => fake.close(),
  };
});

describe("a NACHA file", () => {
  const rail = nachaRail({
    ...{ bankRouting: "021000021", bankName: "Test Bank" },
    ...{ companyId: "1123456789", companyName: "Fairshare" },
  });
  const pay = (count: number): Payment[] =>
    Array.from({ length: count }, (_, index) => ({
      payoutId: `0197c4d0-0000-7000-8000-${index.toString(16).padStart(12, "0")}`,
      ...{ creatorName: "Mara", holderName: "Mara Lind", currency: "USD", amountMinor: BigInt(index + 1) * 100n },
      account: { kind: "us-account", routingNumber: "011401533", accountNumber: "1234", accountType: "checking" },
    }));

  it.each([1, 6, 7, 1_000])(
    "for %s payments has whole blocks of ten records of 94, and sums that an independent reader agrees with [A41]",
    (count) => {
      const payments = pay(count);
      const [file] = rail.write({ name: "2026-06-05-12", sentAt: new Date("2026-06-05T21:07:00Z"), payments });
      const read = readNacha(file!.content);
      expect(read.faults).toEqual([]);
      expect(read.entries).toHaveLength(count);
      expect(read.totalCreditMinor).toBe(payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n));
      // Sent on a Friday evening: the entries settle on Monday.
      expect(read.effectiveDay).toBe("260608");
    },
  );

  it("is never written in another currency", () => {
    const payments = [{ ...pay(1)[0]!, currency: "EUR" }];
    expect(() => rail.write({ name: "x", sentAt: new Date(0), payments })).toThrow("USD");
  });
});

describe("PayPal files", () => {
  it("are split by currency and by 5,000 rows, without a header [A41]", () => {
    const payments = Array.from({ length: 5_002 }, (_, index): Payment => ({
      payoutId: `0197c4d0-0000-7000-8000-${index.toString(16).padStart(12, "0")}`,
      ...{ creatorName: "Mara", holderName: "Mara Lind", amountMinor: 1_000n },
      currency: index === 0 ? "JPY" : "EUR",
      account: { kind: "paypal", email: "mara@marabakes.example" },
    }));
    const files = paypalFileRail.write({ name: "2026-06-05-1", sentAt: new Date(0), payments });
    expect(files.map(({ part, content }) => [part, (parse(content) as string[][]).length])).toEqual([
      ["EUR-1", 5_000],
      ["EUR-2", 1],
      ["JPY-1", 1],
    ]);
    expect((parse(files[2]!.content) as string[][])[0]?.slice(0, 3)).toEqual(["mara@marabakes.example", "1000", "JPY"]);
  });
});

describe("PayPal", () => {
  it("refuses a batch id used within 30 days and takes it after that, which is why the rail does not send it again by then", async () => {
    const clock = new SettableClock(new Date("2026-06-04T12:00:00.000Z"));
    const paypal = createPaypalFake({ now: () => clock.now() });
    const server = await startFakeShop(paypal.provider);
    const rail = paypalRail(
      {
        ...{ origin: server.origin, clientId: PAYPAL_FAKE_CLIENT_ID, clientSecret: PAYPAL_FAKE_SECRET },
        ...{ isTestMode: true, timeoutMs: 1_000 },
      },
      clock,
    );
    const triedAt = clock.now();
    const parcel = {
      ...{ id: "batch-EUR", batchId: "batch", batchName: "2026-06-04-1", currency: "EUR" },
      payments: [{ payoutId: MARA, destination: "mara@marabakes.example", amountMinor: 10_00n }],
    };
    await rail.send(parcel);
    clock.advanceDays(28);
    await rail.send(parcel);
    expect(paypal.items()).toHaveLength(1);
    expect(await rail.find(parcel, triedAt)).toEqual({ kind: "not-found" });
    clock.advanceDays(3);
    expect(await rail.find(parcel, triedAt)).toMatchObject({ kind: "unknown" });
    await rail.send(parcel);
    expect(paypal.items()).toHaveLength(2);
    await server.close();
  });
});
