import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { AsOfForm, asOfSentence } from "#app/ledger/as-of-form.tsx";
import { readAsOf } from "#app/ledger/as-of.ts";
import { brandOfAddress } from "#app/ledger/brand-of-address.server.ts";
import { BOOKS_PAGE_SIZE, readTrialBalance } from "#app/ledger/read-books.server.ts";
import { TrialBalanceView } from "#app/ledger/trial-balance-view.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Ledger of ${data?.brand.name ?? "a brand"} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const brand = await brandOfAddress(services, args.params["brandSlug"]);
  const search = new URL(args.request.url).searchParams;
  const { asOf, ...asked } = readAsOf(search);
  const books = await readTrialBalance(services, brand.id, asOf, pageNumber(search));
  return { brand, books, ...asked, pageSize: BOOKS_PAGE_SIZE };
}

export default function FinanceLedger() {
  const { brand, books, pageSize, text, by, problem } = useLoaderData<typeof loader>();
  return (
    <Page
      title={brand.name}
      lead="Open an account to see each movement with its reason, and the sale, commission or payout behind it."
      crumbs={[{ label: "Ledger", to: "/finance/ledger" }]}
    >
      {problem !== null && <Notice kind="problem">{problem}</Notice>}
      <AsOfForm text={text} by={by} />
      <TrialBalanceView
        books={books}
        base={`/finance/ledger/${brand.slug}`}
        pageSize={pageSize}
        moment={asOfSentence(text, by)}
      />
    </Page>
  );
}
