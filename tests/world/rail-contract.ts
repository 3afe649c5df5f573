import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ApiRail, Parcel, ParcelPayment } from "#app/platform/api-rails/api-rail.ts";
import type { PayeeAccount } from "#app/payees/payee-kinds.ts";
import type { PaymentBatch } from "#app/rails/payment.ts";
import type { FileRail } from "#app/rails/rail-port.ts";
import { fakeFailures, type FakeFailure } from "#scripts/fakes/fake-provider.ts";

/** What a rail carried for one payout. */
export interface Carried {
  readonly payoutId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
}

const SENT_AT = new Date("2026-06-04T12:00:00.000Z");
export const MARA = "0197c4d0-0000-7000-8000-00000000aa01";
export const INES = "0197c4d0-0000-7000-8000-00000000aa02";
const amounts = new Map([
  [MARA, 1_234_56n],
  [INES, 10_00n],
]);

interface FileRailUnderTest {
  readonly rail: FileRail;
  readonly currency: string;
  readonly account: PayeeAccount;
  /** Reads a file as the other side would, with none of our own code. */
  readonly read: (content: string) => Carried[];
}

/** What every rail that is a file keeps to: each payment once, to the cent, the same bytes every time, and nothing impossible. */
export function describeFileRail(name: string, { rail, currency, account, read }: FileRailUnderTest): void {
  const batch: PaymentBatch = {
    name: "2026-06-04-1",
    sentAt: SENT_AT,
    payments: [...amounts].map(([payoutId, amountMinor]) => ({
      ...{ payoutId, amountMinor, currency, account },
      ...{ creatorName: "Mara who bakes", holderName: "Mara Überraschung-Größenwahn" },
    })),
  };
  const first = batch.payments[0]!;

  describe(`the rail ${name}`, () => {
    it("carries each payment exactly once, to the cent [A41]", () => {
      for (const { content } of rail.write(batch)) {
        const wanted = [...amounts].map(([payoutId, amountMinor]) => ({ payoutId, amountMinor, currency }));
        expect(read(content)).toEqual(wanted);
      }
    });

    it("writes the same bytes every time [A41]", () => {
      expect(rail.write(batch)).toEqual(rail.write(batch));
    });

    it("refuses a batch for nobody, and amounts that are not above zero", () => {
      expect(() => rail.write({ ...batch, payments: [] })).toThrow(RangeError);
      expect(() => rail.write({ ...batch, payments: [{ ...first, amountMinor: 0n }] })).toThrow(RangeError);
      expect(() => rail.write({ ...batch, payments: [{ ...first, amountMinor: -1n }] })).toThrow(RangeError);
    });

    // What a person pays by hand may go anywhere.
    if (name !== "manual") {
      it("refuses an account of another rail", () => {
        const foreign: PayeeAccount = { kind: "stripe", accountId: "acct_1" };
        expect(() => rail.write({ ...batch, payments: [{ ...first, account: foreign }] })).toThrow(RangeError);
      });
    }
  });
}

/** A provider over real HTTP whose insides the contract may look at. */
export interface ApiRailUnderTest {
  readonly rail: ApiRail;
  /** Addresses that are paid, and one for which the provider refuses the call. */
  readonly destinations: readonly [string, string];
  readonly refusedDestination: string;
  /** What the provider really paid. */
  carried(): Carried[];
  failNext(failure: FakeFailure): void;
  close(): Promise<void>;
}

/** What every rail that is an API keeps to, whatever happens on the way: each payment once, and nothing unknown taken for known. */
export function describeApiRail(name: string, open: () => Promise<ApiRailUnderTest>): void {
  describe(`the rail ${name}`, () => {
    let provider: ApiRailUnderTest;
    let parcels: Parcel[];
    let paid: Carried[];

    beforeEach(async () => {
      provider = await open();
      const payments = [...amounts].map(([payoutId, amountMinor], index): ParcelPayment => ({
        ...{ payoutId, amountMinor, destination: provider.destinations[index]! },
      }));
      const batch = { batchId: "0197c4d0-0000-7000-8000-00000000bb01", batchName: "2026-06-04-1", currency: "EUR" };
      parcels =
        provider.rail.parcel === "batch"
          ? [{ ...batch, id: `${batch.batchId}-EUR`, payments }]
          : payments.map((payment) => ({ ...batch, id: payment.payoutId, payments: [payment] }));
      paid = payments.map(({ payoutId, amountMinor }) => ({ payoutId, amountMinor, currency: "EUR" }));
    });
    afterEach(() => provider.close());

    const sendAll = async () => {
      const answers = [];
      for (const parcel of parcels) answers.push(await provider.rail.send(parcel));
      return answers;
    };
    /** What the sending job does after a try whose outcome is not known. */
    const tryAgain = async (parcel: Parcel) => {
      const found = await provider.rail.find(parcel, SENT_AT);
      return found.kind === "not-found" ? provider.rail.send(parcel) : found;
    };

    it("carries each payment exactly once, to the cent, and names it", async () => {
      for (const answer of await sendAll()) expect(answer).toMatchObject({ kind: "accepted" });
      expect(provider.carried()).toEqual(paid);
    });

    it("asked again for the same, it pays nothing more and gives the same name", async () => {
      const first = await sendAll();
      expect(await sendAll()).toEqual(first);
      for (const [index, parcel] of parcels.entries()) expect(await tryAgain(parcel)).toEqual(first[index]);
      expect(provider.carried()).toEqual(paid);
    });

    it.each(fakeFailures)(
      "after %s the outcome is unknown, and asking before trying again pays once [A5]",
      async (failure) => {
        // The first call of all may be one that signs in; the failure is meant for the one that pays.
        await provider.rail.follow(parcels[0]!, "nothing-yet");
        provider.failNext(failure);
        expect(await provider.rail.send(parcels[0]!)).toMatchObject({
          kind: "unknown",
          problem: expect.any(String) as string,
        });
        expect(await tryAgain(parcels[0]!)).toMatchObject({ kind: "accepted" });
        expect(await tryAgain(parcels[0]!)).toMatchObject({ kind: "accepted" });
        const ids = parcels[0]!.payments.map(({ payoutId }) => payoutId);
        expect(provider.carried()).toEqual(paid.filter(({ payoutId }) => ids.includes(payoutId)));
      },
    );

    it("refuses with a reason, and then has paid nothing [A5]", async () => {
      const { payments, ...rest } = parcels[0]!;
      const parcel = { ...rest, payments: [{ ...payments[0]!, destination: provider.refusedDestination }] };
      expect(await provider.rail.send(parcel)).toMatchObject({
        kind: "refused",
        reason: expect.stringMatching(/\w/) as string,
      });
      expect(provider.carried()).toEqual([]);
    });

    it("tells of each payment what became of it", async () => {
      const [answer] = await sendAll();
      const reference = answer?.kind === "accepted" ? answer.railReference : "";
      const standings = await provider.rail.follow(parcels[0]!, reference);
      expect(standings.map(({ payoutId, standing }) => [payoutId, standing])).toEqual(
        parcels[0]!.payments.map(({ payoutId }) => [payoutId, "arrived"]),
      );
    });
  });
}
