import { describe, expect, it } from "vitest";
import * as accounts from "./account.ts";
import { accountWords } from "./account-words.ts";

const [lumen, mara] = ["01900000-0000-7000-8000-00000000000a", "01900000-0000-7000-8000-00000000000b"];

describe("an account in words", () => {
  it("never shows an id, whatever the account", () => {
    const all = [
      ...accounts.creatorPositions.map((position) => accounts.creatorAccount(mara, lumen, position)),
      ...[accounts.brandCommissionsAccount(lumen), accounts.brandFundsAccount(lumen), accounts.brandShortfallAccount(lumen)],
      ...[accounts.fundingAccount("stripe", lumen), accounts.fundingAccount("bank", lumen)],
      ...[accounts.platformFeesAccount(lumen), accounts.platformVatAccount(lumen), accounts.exchangeAccount(lumen), accounts.withheldTaxAccount(lumen)],
      ...["sepa", "nacha", "paypal-file", "manual", "stripe", "paypal"].map((rail) => accounts.railAccount(rail, lumen)),
    ];
    const words = all.map((account) => accountWords(account, "Mara Lind"));
    expect(words.filter(({ title, meaning }) => /[:@]|[0-9a-f]{8}/.test(title) || meaning === "")).toEqual([]);
    expect(new Set(words.map(({ title }) => title)).size).toBe(all.length);
  }); // prettier-ignore
});
