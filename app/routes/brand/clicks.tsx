import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData, useLocation } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { listCampaignNames } from "#app/campaigns/list-campaign-names.server.ts";
import { readClickFilter } from "#app/clicks/click-filter.ts";
import { ClickFilterForm, ClickReportView } from "#app/clicks/click-report-view.tsx";
import { reportOfBrand } from "#app/clicks/load-click-report.server.ts";
import { formatMoment } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { useLive } from "#app/ui/use-live.ts";

export const meta: MetaFunction = () => [{ title: "Clicks · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const { filter, problem } = readClickFilter(new URL(args.request.url).searchParams, services.clock.now());
  return {
    base: `/brands/${brand.slug}`,
    filter,
    problem,
    campaigns: await listCampaignNames(services, brand.id),
    report: await reportOfBrand(services, brand.id, filter),
  };
}

export default function BrandClicks() {
  const { base, filter, problem, campaigns, report: loaded } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const report = useLive(loaded, `${base}/clicks/counts`);
  return (
    <Page
      title="Clicks"
      lead={`Who followed your creators’ links, and which clicks count. As of ${formatMoment(report.asOf)}; the counts keep up by themselves.`}
    >
      {problem !== null && <Notice kind="problem">{problem}</Notice>}
      <ClickFilterForm
        filter={filter}
        today={loaded.asOf}
        campaigns={campaigns.map(({ id, name }) => ({ id, label: name }))}
        actions={
          <Button
            component="a"
            href={`${base}/clicks.csv${search}`}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Download CSV
          </Button>
        }
      />
      <ClickReportView
        report={report}
        filter={filter}
        whoseTitle="Creators"
        nameOf={({ creatorName, campaignName }) => `${creatorName}, ${campaignName}`}
        nextStep={
          <Button component={Link} to={`${base}/campaigns`} variant="default">
            See your campaigns
          </Button>
        }
      />
    </Page>
  );
}
