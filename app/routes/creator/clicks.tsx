import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData, useLocation } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { readClickFilter } from "#app/clicks/click-filter.ts";
import { ClickFilterForm, ClickReportView } from "#app/clicks/click-report-view.tsx";
import { reportOfCreator } from "#app/clicks/load-click-report.server.ts";
import { listCampaignsOfCreator } from "#app/insights/list-sales.server.ts";
import { formatMoment } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { useLive } from "#app/ui/use-live.ts";

export const meta: MetaFunction = () => [{ title: "Your clicks · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const { filter, problem } = readClickFilter(new URL(args.request.url).searchParams, services.clock.now());
  return {
    filter,
    problem,
    campaigns: await listCampaignsOfCreator(services, creator.id),
    report: await reportOfCreator(services, creator.id, filter),
  };
}

export default function CreatorClicks() {
  const { filter, problem, campaigns, report: loaded } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const report = useLive(loaded, "/creator/clicks/counts");
  return (
    <Page
      title="Your clicks"
      lead={`Who followed your links, and which clicks count. As of ${formatMoment(report.asOf)}; the counts keep up by themselves.`}
    >
      {problem !== null && <Notice kind="problem">{problem}</Notice>}
      <ClickFilterForm
        filter={filter}
        today={loaded.asOf}
        campaigns={campaigns.map(({ id, name, brandName }) => ({ id, label: `${brandName}: ${name}` }))}
        actions={
          <Button
            component="a"
            href={`/creator/clicks.csv${search}`}
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
        whoseTitle="Campaigns"
        nameOf={({ brandName, campaignName }) => `${brandName}: ${campaignName}`}
        nextStep={
          <Button component={Link} to="/creator/partnerships" variant="default">
            Share a link
          </Button>
        }
      />
    </Page>
  );
}
