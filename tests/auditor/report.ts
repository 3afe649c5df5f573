import { total } from "./arithmetic.ts";
import { Auditor } from "./auditor.ts";

/** The auditor's books as lines of text, sorted: what the product's books must read like, word for word. */
export function reportOf(auditor: Auditor): string[] {
  const lines: string[] = [];
  const balances = new Map<string, bigint>();
  const add = (account: string, currency: string, amount: bigint) => {
    const key = `${account} ${currency}`;
    balances.set(key, (balances.get(key) ?? 0n) + amount);
  };
  for (const commission of auditor.commissions) {
    const { deal, orderName, status, held, payable, travelling, paid } = commission;
    const earned = Auditor.earned(commission);
    lines.push(commissionLine({ order: orderName, deal: deal.name, status, earned, held, payable, travelling, paid }));
    const creator = `${deal.creator} at ${deal.brand}`;
    add(`${creator}, held`, deal.currency, held);
    add(`${creator}, payable`, deal.currency, payable);
    add(`${creator}, travelling`, deal.currency, travelling);
    add(`${deal.brand}, paid out`, deal.currency, paid);
    add(`${deal.brand}, commissions`, deal.currency, -earned);
  }
  for (const [key, amount] of auditor.deposits) {
    const [brand = "", currency = ""] = key.split("|");
    add(`${brand}, funds`, currency, amount);
    add(`${brand}, received from bank`, currency, -amount);
  }
  for (const [key, { paid, fees }] of auditor.spent()) {
    const [brand = "", currency = ""] = key.split("|");
    add(`${brand}, funds`, currency, -paid - fees);
    add(`${brand}, commissions`, currency, paid);
    add(`${brand}, fees`, currency, fees);
  }
  for (const [key, vat] of auditor.vat()) {
    const [brand = "", currency = ""] = key.split("|");
    add(`${brand}, funds`, currency, -vat);
    add(`${brand}, VAT`, currency, vat);
  }
  for (const { payouts } of auditor.batches) {
    for (const { name, creator, currency, parts, status } of payouts) {
      lines.push(payoutLine({ name, creator, currency, status, amount: total(parts.map(({ amount }) => amount)) }));
    }
  }
  for (const [account, balance] of balances) if (balance !== 0n) lines.push(balanceLine(account, balance));
  return lines.sort();
}

export function commissionLine(one: {
  readonly order: string;
  readonly deal: string;
  readonly status: string;
  readonly earned: bigint;
  readonly held: bigint;
  readonly payable: bigint;
  readonly travelling: bigint;
  readonly paid: bigint;
}): string {
  const places = `held ${one.held}, payable ${one.payable}, travelling ${one.travelling}, paid ${one.paid}`;
  return `order ${one.order} for ${one.deal}: ${one.status}, earned ${one.earned} (${places})`;
}

export function payoutLine(one: {
  readonly name: string;
  readonly creator: string;
  readonly currency: string;
  readonly status: string;
  readonly amount: bigint;
}): string {
  return `payout ${one.name} to ${one.creator}: ${one.status}, ${one.amount} ${one.currency}`;
}

export function balanceLine(account: string, balance: bigint): string {
  return `balance of ${account}: ${balance}`;
}

/** What two reports disagree about, in words; null when they are the same. */
export function differenceBetween(auditors: readonly string[], products: readonly string[]): string | null {
  const [left, right] = [new Set(auditors), new Set(products)];
  const missing = auditors.filter((line) => !right.has(line));
  const extra = products.filter((line) => !left.has(line));
  if (missing.length === 0 && extra.length === 0) return null;
  return [...missing.map((line) => `the auditor says: ${line}`), ...extra.map((line) => `the product says: ${line}`)].join("\n");
} // prettier-ignore
