import type { Services } from "#app/platform/services.server.ts";
import { accountWords, creatorIdOf, type AccountWords } from "./account-words.ts";
import type { AsOf } from "./as-of.ts";
import {
  findNames,
  listBalances,
  listMovements,
  sumAccount,
  sumBalances,
  type AccountBalance,
  type AccountInCurrency,
} from "./books-store.server.ts";
import { findHead } from "./seal-store.server.ts";

/** Accounts, and movements of one, on a page. */
export const BOOKS_PAGE_SIZE = 25;

export interface NamedBalance extends AccountBalance {
  readonly words: AccountWords;
}

/** The trial balance of a brand: one page of its accounts, the sums of all of them, and the head of its chain. */
export function readTrialBalance(services: Services, brandId: string, asOf: AsOf | null, page: number) {
  return services.db.inBrand(brandId, async (tx) => {
    const range = { limit: BOOKS_PAGE_SIZE, offset: (page - 1) * BOOKS_PAGE_SIZE };
    const balances = await listBalances(tx, brandId, asOf, range);
    const names = await findNames(
      tx,
      balances.flatMap(({ account }) => creatorIdOf(account) ?? []),
    );
    const sums = await sumBalances(tx, brandId, asOf);
    const accounts = balances.map((balance): NamedBalance => {
      const name = names.get(creatorIdOf(balance.account) ?? "") ?? null;
      return { ...balance, words: accountWords(balance.account, name) };
    });
    const total = sums.reduce((count, { accountCount }) => count + accountCount, 0);
    return { accounts, sums, total, page, head: await findHead(tx, brandId) };
  });
}

export type TrialBalance = Awaited<ReturnType<typeof readTrialBalance>>;

/** One page of an account's movements, latest booked first, each with the balance after it; null for an account nobody posted to. */
export function readAccount(
  services: Services,
  brandId: string,
  of: AccountInCurrency,
  asOf: AsOf | null,
  page: number,
) {
  return services.db.inBrand(brandId, async (tx) => {
    const { balanceMinor, count } = await sumAccount(tx, brandId, of, asOf);
    if (count === 0 && (asOf === null || (await sumAccount(tx, brandId, of, null)).count === 0)) return null;
    const creatorId = creatorIdOf(of.account);
    const names = creatorId === null ? new Map<string, string>() : await findNames(tx, [creatorId]);
    const range = { limit: BOOKS_PAGE_SIZE, offset: (page - 1) * BOOKS_PAGE_SIZE };
    const movements = await listMovements(tx, brandId, of, asOf, range);
    const words = accountWords(of.account, names.get(creatorId ?? "") ?? null);
    return { ...of, words, balanceMinor, movements, total: count, page };
  });
}

export type AccountStatement = NonNullable<Awaited<ReturnType<typeof readAccount>>>;
