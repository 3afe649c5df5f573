import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { readAccountAddress } from "#app/ledger/account-address.ts";
import { AccountStatementView } from "#app/ledger/account-statement-view.tsx";
import { AsOfForm, asOfSentence } from "#app/ledger/as-of-form.tsx";
import { readAsOf } from "#app/ledger/as-of.ts";
import { noAccount } from "#app/ledger/no-account.server.ts";
import { BOOKS_PAGE_SIZE, readAccount } from "#app/ledger/read-books.server.ts";
import { formatAmount } from "#app/ui/amount.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.statement.words.title ?? "Account"} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const search = new URL(args.request.url).searchParams;
  const { asOf, ...asked } = readAsOf(search);
  const account = readAccountAddress(search);
  // An address cut short names no account: the list of all of them is the answer.
  if (account === null) throw redirect(`/brands/${brand.slug}/ledger`);
  const statement = await readAccount(services, brand.id, account, asOf, pageNumber(search));
  if (!statement) throw noAccount();
  return { statement, ...asked, pageSize: BOOKS_PAGE_SIZE, base: `/brands/${brand.slug}` };
}

export default function BrandLedgerAccount() {
  const { statement, pageSize, text, by, problem, base } = useLoaderData<typeof loader>();
  const { words, balanceMinor, currency } = statement;
  return (
    <Page
      title={words.title}
      lead={`${formatAmount(balanceMinor, currency)}. ${words.meaning}`}
      crumbs={[{ label: "Ledger", to: `${base}/ledger` }]}
    >
      {problem !== null && <Notice kind="problem">{problem}</Notice>}
      <AsOfForm text={text} by={by} />
      <AccountStatementView
        statement={statement}
        pageSize={pageSize}
        moment={asOfSentence(text, by)}
        addresses={{ sale: (id) => `${base}/sales/${id}` }}
      />
    </Page>
  );
}
