import type { AccountInCurrency } from "./books-store.server.ts";

const MAX_ACCOUNT_LENGTH = 200;

/** The account an address names; null when it names none. Whether the brand has it is found out by reading it. */
export function readAccountAddress(search: URLSearchParams): AccountInCurrency | null {
  const account = search.get("account") ?? "";
  const currency = search.get("currency") ?? "";
  const isPlausible = account !== "" && account.length <= MAX_ACCOUNT_LENGTH && /^[A-Z]{3}$/.test(currency);
  return isPlausible ? { account, currency } : null;
}

/** The page of an account, with the moment that was asked for. @param base the page of the trial balance. */
export function accountAddress(base: string, { account, currency }: AccountInCurrency, current: string): string {
  const search = new URLSearchParams(current);
  search.delete("page");
  search.set("account", account);
  search.set("currency", currency);
  return `${base}/account?${search.toString()}`;
}
