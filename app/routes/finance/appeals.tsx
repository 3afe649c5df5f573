import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { listAppeals } from "#app/appeals/appeal-store.server.ts";
import { AppealsTable } from "#app/appeals/appeals-table.tsx";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import { OpenChoice } from "#app/ui/open-choice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Appeals · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const search = new URL(args.request.url).searchParams;
  const page = pageNumber(search);
  const isOpenOnly = search.get("show") === "open";
  const listed = await services.db.inPlatform((tx) => listAppeals(tx, null, isOpenOnly, { page, pageSize: PAGE_SIZE }));
  return { ...listed, page, isOpenOnly, now: services.clock.now() };
}

export default function FinanceAppeals() {
  const { rows, total, page, isOpenOnly, now } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Appeals"
      lead="Creators who say that a decline is wrong. Open ones first, by the day their answer is due. Whoever declined does not answer."
      actions={<OpenChoice label="Which appeals" isOpenOnly={isOpenOnly} />}
    >
      <Panel flush>
        <AppealsTable rows={rows} now={now} showsBrand />
        <Pages page={page} pageSize={PAGE_SIZE} total={total} />
      </Panel>
    </Page>
  );
}
