import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { AsOfForm, asOfSentence } from "#app/ledger/as-of-form.tsx";
import { readAsOf } from "#app/ledger/as-of.ts";
import { BOOKS_PAGE_SIZE, readTrialBalance } from "#app/ledger/read-books.server.ts";
import { TrialBalanceView } from "#app/ledger/trial-balance-view.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction = () => [{ title: "Ledger · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const search = new URL(args.request.url).searchParams;
  const { asOf, ...asked } = readAsOf(search);
  const books = await readTrialBalance(services, brand.id, asOf, pageNumber(search));
  return { books, ...asked, pageSize: BOOKS_PAGE_SIZE, base: `/brands/${brand.slug}/ledger` };
}

export default function BrandLedger() {
  const { books, pageSize, text, by, problem, base } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Ledger"
      lead="Every cent that your creators earned, and where it is. Open an account to see each movement and its reason."
    >
      {problem !== null && <Notice kind="problem">{problem}</Notice>}
      <AsOfForm text={text} by={by} />
      <TrialBalanceView books={books} base={base} pageSize={pageSize} moment={asOfSentence(text, by)} />
    </Page>
  );
}
