import { Anchor, Text } from "@mantine/core";
import { IconBuilding, IconUserHeart } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { countPeople } from "#app/access/member-store.server.ts";
import { countRunning, listBrands, listCreators } from "#app/access/overview-store.server.ts";
import { countryName } from "#app/kit/country.ts";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import { formatCount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Figures } from "#app/ui/figures.tsx";
import { Day } from "#app/ui/moment.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Administration · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["admin"]);
  const page = pageNumber(new URL(args.request.url).searchParams);
  return services.db.inPlatform(async (tx) => {
    const brands = await listBrands(tx, { page, pageSize: PAGE_SIZE });
    const creators = await listCreators(tx, { page, pageSize: PAGE_SIZE });
    const countries = Object.fromEntries(
      creators.rows.map((creator) => [creator.country, countryName(creator.country)]),
    );
    return { page, brands, creators, countries, people: await countPeople(tx), running: await countRunning(tx) };
  });
}

export default function AdminOverviewPage() {
  const { page, brands, creators, countries, people, running } = useLoaderData<typeof loader>();
  return (
    <Page title="Overview" lead="Who is here, and what is running.">
      <Figures
        figures={[
          { label: "Brands", value: formatCount(brands.total), note: "companies with at least one member" },
          { label: "Creators", value: formatCount(creators.total), note: "people who can claim offers" },
          {
            label: "Published campaigns",
            value: formatCount(running.campaigns),
            note:
              running.partnerships === 1
                ? "1 active partnership"
                : `${formatCount(running.partnerships)} active partnerships`,
          },
          {
            label: "People",
            value: formatCount(people.users),
            note: `who can sign in, ${formatCount(people.staff)} of them staff`,
          },
        ]}
      />
      <Panel title="Brands" flush>
        <Records
          caption="Brands"
          rows={brands.rows}
          rowKey={(brand) => brand.id}
          empty={
            <EmptyState
              icon={<IconBuilding size={26} />}
              title={brands.total === 0 ? "No brand yet" : "No more brands on this page"}
            >
              A brand appears here as soon as somebody signs up at /sign-up/brand.
            </EmptyState>
          }
          columns={[
            { label: "Brand", isMain: true, cell: (brand) => brand.name },
            {
              label: "Website",
              cell: (brand) => (
                <Anchor href={brand.website} rel="noreferrer" inherit>
                  {brand.website.replace("https://", "")}
                </Anchor>
              ),
            },
            { label: "Since", cell: (brand) => <Day at={brand.createdAt} /> },
            { label: "Members", isFigure: true, cell: (brand) => formatCount(brand.memberCount) },
            { label: "Stores", isFigure: true, cell: (brand) => formatCount(brand.storeCount) },
            { label: "Campaigns", isFigure: true, cell: (brand) => formatCount(brand.campaignCount) },
          ]}
        />
      </Panel>
      <Panel title="Creators" flush>
        <Records
          caption="Creators"
          rows={creators.rows}
          rowKey={(creator) => creator.id}
          empty={
            <EmptyState
              icon={<IconUserHeart size={26} />}
              title={creators.total === 0 ? "No creator yet" : "No more creators on this page"}
            >
              A creator appears here as soon as somebody signs up at /sign-up/creator.
            </EmptyState>
          }
          columns={[
            {
              label: "Creator",
              isMain: true,
              cell: (creator) => (
                <>
                  {creator.name}{" "}
                  <Text span c="dimmed" size="sm" fw={400}>
                    @{creator.handle}
                  </Text>
                </>
              ),
            },
            { label: "E-mail", cell: (creator) => creator.email },
            { label: "Country", cell: (creator) => countries[creator.country] ?? creator.country },
            { label: "Since", cell: (creator) => <Day at={creator.createdAt} /> },
            { label: "Active partnerships", isFigure: true, cell: (creator) => formatCount(creator.partnershipCount) },
          ]}
        />
        <Pages page={page} pageSize={PAGE_SIZE} total={Math.max(brands.total, creators.total)} />
      </Panel>
    </Page>
  );
}
