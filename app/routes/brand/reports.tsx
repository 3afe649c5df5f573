import { Button } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData, useLocation } from "@remix-run/react";
import { IconDownload } from "@tabler/icons-react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { listCampaignNames } from "#app/campaigns/list-campaign-names.server.ts";
import { readClickFilter } from "#app/clicks/click-filter.ts";
import { ClickFilterForm } from "#app/clicks/click-report-view.tsx";
import { loadReport } from "#app/insights/load-report.server.ts";
import { ReportView } from "#app/insights/report-view.tsx";
import { formatCount } from "#app/ui/amount.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction = () => [{ title: "Reports · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const now = services.clock.now();
  const { filter, problem } = readClickFilter(new URL(args.request.url).searchParams, now);
  return {
    ...{ base: `/brands/${brand.slug}`, now, filter, problem },
    campaigns: await listCampaignNames(services, brand.id),
    report: await loadReport(services, brand.id, filter),
  };
}

export default function BrandReports() {
  const { search } = useLocation();
  const { base, now, filter, problem, campaigns, report } = useLoaderData<typeof loader>();
  return (
    <Page title="Reports" lead="What your creators brought, next to everything you sold without them.">
      {problem !== null && <Notice kind="problem">{problem}</Notice>}
      <ClickFilterForm
        filter={filter}
        today={now}
        campaigns={campaigns.map(({ id, name }) => ({ id, label: name }))}
        actions={
          <Button
            component="a"
            href={`${base}/reports.csv${search}`}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Download CSV
          </Button>
        }
      />
      {report.otherOrders > 0 && (
        <Notice kind="note">
          {`These figures are in ${report.currency}. ${formatCount(report.otherOrders)} orders in other currencies are left out.`}
        </Notice>
      )}
      <ReportView
        report={report}
        nextStep={
          <Button component={Link} to={`${base}/campaigns`} variant="default">
            See your campaigns
          </Button>
        }
      />
    </Page>
  );
}
