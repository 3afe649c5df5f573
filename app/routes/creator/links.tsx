import { Button } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import { LinkList } from "#app/links/link-list.tsx";
import { noPartnership, partnershipIdOf } from "#app/partnerships/partnership-address.server.ts";
import { readLinks } from "#app/partnerships/read-links.server.ts";
import { ChoiceBar } from "#app/ui/choice-bar.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Links · Fairshare" }];

const choices = [
  { label: "Listed", value: "listed" },
  { label: "Retired", value: "retired" },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const search = new URL(args.request.url).searchParams;
  const show = search.get("show") === "retired" ? "retired" : "listed";
  const page = pageNumber(search);
  const filter = { isRetired: show === "retired", page, pageSize: PAGE_SIZE };
  const view = await readLinks(services, creator.id, partnershipIdOf(args), filter);
  if (!view) throw noPartnership();
  return { view, show, page, now: services.clock.now() };
}

export default function LinksPage() {
  const { view, show, page, now } = useLoaderData<typeof loader>();
  const { partnership, campaignName, brandName, links, total } = view;
  const home = `/creator/partnerships/${partnership.id}`;
  const isRunning = partnership.status === "active" || partnership.status === "paused";
  return (
    <Page
      title="Links"
      lead={`One for each post or place, so that you see what works. For ${campaignName} by ${brandName}.`}
      crumbs={[{ label: campaignName, to: home }]}
      actions={
        isRunning && (
          <Button component={Link} to={`${home}/links/new`}>
            New link
          </Button>
        )
      }
    >
      <ChoiceBar label="Which links" name="show" value={show} choices={choices} />
      <Panel flush>
        <LinkList links={links} base={`${home}/links`} now={now} />
        <Pages page={page} pageSize={PAGE_SIZE} total={total} />
      </Panel>
    </Page>
  );
}
