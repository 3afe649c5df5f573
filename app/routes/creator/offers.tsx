import { Button, Group, NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { IconGift } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { niches } from "#app/creators/creator.ts";
import { nicheLabel } from "#app/creators/creator-words.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { listOffers } from "#app/matching/list-offers.server.ts";
import { OfferCard } from "#app/matching/offer-card.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Offers · Fairshare" }];

const OFFERS_PER_PAGE = 12;
const MAX_TEXT_LENGTH = 80;

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const search = new URL(args.request.url).searchParams;
  const niche = niches.find((word) => word === search.get("niche"));
  const text = (search.get("text") ?? "").trim().slice(0, MAX_TEXT_LENGTH);
  const page = pageNumber(search);
  const ranked = await listOffers(services, creator.id, { niche, text: text === "" ? undefined : text });
  const first = (page - 1) * OFFERS_PER_PAGE;
  return { offers: ranked.slice(first, first + OFFERS_PER_PAGE), total: ranked.length, page, niche: niche ?? "", text };
}

export default function OffersPage() {
  const { offers, total, page, niche, text } = useLoaderData<typeof loader>();
  const isFiltered = niche !== "" || text !== "";
  return (
    <Page
      title="Offers"
      lead="Campaigns you can join, those that share your niches first. Each says why it stands where it stands."
    >
      <Form method="get">
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Words"
            name="text"
            defaultValue={text}
            placeholder="Campaign or brand"
            maxLength={MAX_TEXT_LENGTH}
          />
          <NativeSelect
            label="Niche"
            name="niche"
            defaultValue={niche}
            data={[{ value: "", label: "All niches" }, ...niches.map((value) => ({ value, label: nicheLabel(value) }))]}
          />
          <Button type="submit" variant="default">
            Search
          </Button>
          {isFiltered && (
            <Button component={Link} to="/creator/offers" variant="subtle" color="gray">
              Show all
            </Button>
          )}
        </Group>
      </Form>
      {offers.length > 0 ? (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          {offers.map((ranked) => (
            <OfferCard key={ranked.offer.campaignId} ranked={ranked} />
          ))}
        </SimpleGrid>
      ) : (
        <Panel>
          <EmptyState
            icon={<IconGift size={26} />}
            title={isFiltered ? "Nothing matches that" : "No open offers right now"}
            action={
              <Button component={Link} to={isFiltered ? "/creator/offers" : "/creator/profile"} variant="default">
                {isFiltered ? "Show all offers" : "Complete your profile"}
              </Button>
            }
          >
            {isFiltered
              ? "Try another niche or fewer words."
              : "You see every campaign that takes creators and that you are not in yet. Niches and channels on your profile bring fitting ones to the top."}
          </EmptyState>
        </Panel>
      )}
      <Pages page={page} pageSize={OFFERS_PER_PAGE} total={total} />
    </Page>
  );
}
