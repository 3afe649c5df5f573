import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { InquiriesTable } from "#app/inquiries/inquiries-table.tsx";
import { listInquiries } from "#app/inquiries/inquiry-store.server.ts";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import { OpenChoice } from "#app/ui/open-choice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Inquiries · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const search = new URL(args.request.url).searchParams;
  const page = pageNumber(search);
  const isOpenOnly = search.get("show") === "open";
  const listed = await services.db.inBrand(brand.id, (tx) =>
    listInquiries(tx, brand.id, isOpenOnly, { page, pageSize: PAGE_SIZE }),
  );
  return { ...listed, page, isOpenOnly, now: services.clock.now() };
}

export default function InquiriesPage() {
  const { rows, total, page, isOpenOnly, now } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Inquiries"
      lead="Creators who miss a sale ask you to look again. Open ones first, by the day their answer is due."
      actions={<OpenChoice label="Which inquiries" isOpenOnly={isOpenOnly} />}
    >
      <Panel flush>
        <InquiriesTable rows={rows} now={now} />
        <Pages page={page} pageSize={PAGE_SIZE} total={total} />
      </Panel>
    </Page>
  );
}
