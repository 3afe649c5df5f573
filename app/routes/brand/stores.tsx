import { Anchor, Button, Text } from "@mantine/core";
import { IconBuildingStore } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { listStoresOfBrand, type ShownStore } from "#app/stores/list-stores.server.ts";
import { HealthBadge, HealthLine } from "#app/stores/store-health.tsx";
import { kindWords } from "#app/stores/store-words.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records, type Column } from "#app/ui/records.tsx";

const EMPTY_ICON_SIZE = 26;

export const meta: MetaFunction = () => [{ title: "Stores · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand, role } = await requireBrandMember(args, "analyst");
  return {
    stores: await listStoresOfBrand(services, brand.id),
    canConnect: reachesRole(role, "manager"),
    slug: brand.slug,
    base: `/brands/${brand.slug}/stores`,
    now: services.clock.now(),
  };
}

export default function Stores() {
  const { stores, canConnect, slug, base, now } = useLoaderData<typeof loader>();
  const connect = canConnect && (
    <Button component={Link} to={`${base}/new`}>
      Connect a store
    </Button>
  );
  const columns: Column<ShownStore>[] = [
    {
      label: "Store",
      isMain: true,
      cell: (store) => (
        <Anchor component={Link} to={`${base}/${store.id}`} fw={600}>
          {store.name}
        </Anchor>
      ),
    },
    { label: "Kind", cell: (store) => kindWords[store.kind].label },
    {
      label: "Address",
      cell: (store) =>
        store.address || (
          <Text span c="dimmed">
            –
          </Text>
        ),
    },
    { label: "Health", cell: (store) => <HealthBadge store={store} /> },
    { label: "Lately", cell: (store) => <HealthLine store={store} now={now} /> },
  ];
  return (
    <Page
      title="Stores"
      lead="Where your sales come from. Each order of a connected store is recorded and explained, credited or not."
      actions={
        <>
          <Button component={Link} to={`/brands/${slug}/pixel`} variant="default">
            Install the pixel
          </Button>
          <Button component={Link} to={`${base}/events`} variant="default">
            Events that wait
          </Button>
          {stores.length > 0 && connect}
        </>
      }
    >
      <Panel flush>
        <Records
          caption="Stores"
          columns={columns}
          rows={stores}
          rowKey={(store) => store.id}
          empty={
            <EmptyState icon={<IconBuildingStore size={EMPTY_ICON_SIZE} />} title="No store yet" action={connect}>
              Connect your shop, or upload a file of orders, and every sale finds the creator who caused it.
            </EmptyState>
          }
        />
      </Panel>
    </Page>
  );
}
