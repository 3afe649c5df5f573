import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { readAccountAddress } from "#app/ledger/account-address.ts";
import { AccountStatementView, type MovementAddresses } from "#app/ledger/account-statement-view.tsx";
import { AsOfForm, asOfSentence } from "#app/ledger/as-of-form.tsx";
import { readAsOf } from "#app/ledger/as-of.ts";
import { brandOfAddress } from "#app/ledger/brand-of-address.server.ts";
import { noAccount } from "#app/ledger/no-account.server.ts";
import { BOOKS_PAGE_SIZE, readAccount } from "#app/ledger/read-books.server.ts";
import { formatAmount } from "#app/ui/amount.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.statement.words.title ?? "Account"} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const brand = await brandOfAddress(services, args.params["brandSlug"]);
  const search = new URL(args.request.url).searchParams;
  const { asOf, ...asked } = readAsOf(search);
  const account = readAccountAddress(search);
  if (account === null) throw redirect(`/finance/ledger/${brand.slug}`);
  const statement = await readAccount(services, brand.id, account, asOf, pageNumber(search));
  if (!statement) throw noAccount();
  return { brand, statement, ...asked, pageSize: BOOKS_PAGE_SIZE };
}

const addresses: MovementAddresses = {
  sale: (id) => `/finance/sales/${id}`,
  commission: (id) => `/finance/commissions/${id}`,
  payout: ({ id, batchId }) => `/finance/batches/${batchId}/payouts/${id}`,
};

export default function FinanceLedgerAccount() {
  const { brand, statement, pageSize, text, by, problem } = useLoaderData<typeof loader>();
  const { words, balanceMinor, currency } = statement;
  const crumbs = [
    { label: "Ledger", to: "/finance/ledger" },
    { label: brand.name, to: `/finance/ledger/${brand.slug}` },
  ];
  return (
    <Page title={words.title} lead={`${formatAmount(balanceMinor, currency)}. ${words.meaning}`} crumbs={crumbs}>
      {problem !== null && <Notice kind="problem">{problem}</Notice>}
      <AsOfForm text={text} by={by} />
      <AccountStatementView
        statement={statement}
        pageSize={pageSize}
        moment={asOfSentence(text, by)}
        addresses={addresses}
      />
    </Page>
  );
}
