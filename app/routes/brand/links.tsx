import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { listCampaignNames } from "#app/campaigns/list-campaign-names.server.ts";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import { readBrandLinkFilter } from "#app/links/brand-link-filter.ts";
import { BrandLinksTable } from "#app/links/brand-links-table.tsx";
import { readBrandLinks } from "#app/links/read-brand-links.server.ts";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Links · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const search = new URL(args.request.url).searchParams;
  const [filter, page] = [readBrandLinkFilter(search), pageNumber(search)];
  return {
    ...{ filter, page, now: services.clock.now() },
    ...(await readBrandLinks(services, brand.id, { ...filter, page, pageSize: PAGE_SIZE })),
    campaigns: await listCampaignNames(services, brand.id),
  };
}

export default function BrandLinks() {
  const { filter, page, now, links, total, campaigns } = useLoaderData<typeof loader>();
  return (
    <Page title="Links" lead="Every link your creators share: where it leads and who followed it since it was made.">
      <Form method="get" key={JSON.stringify(filter)} preventScrollReset>
        <Group align="flex-end" gap="sm">
          <TextInput
            name="search"
            label="Creator, address or place"
            placeholder="Mara"
            defaultValue={filter.search}
            className="filterField"
            autoComplete="off"
          />
          <NativeSelect
            name="campaign"
            label="Campaign"
            defaultValue={filter.campaignId ?? ""}
            className="filterField"
            data={[
              { label: "All campaigns", value: "" },
              ...campaigns.map(({ id, name }) => ({ label: name, value: id })),
            ]}
          />
          <Button type="submit" variant="default">
            Show
          </Button>
        </Group>
      </Form>
      <Panel flush>
        <BrandLinksTable links={links} now={now} isFiltered={filter.search !== "" || filter.campaignId !== null} />
        <Pages page={page} pageSize={PAGE_SIZE} total={total} />
      </Panel>
    </Page>
  );
}
