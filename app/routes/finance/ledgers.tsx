import { Anchor, Button, Group, TextInput } from "@mantine/core";
import { IconBook } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import { listBrandBooks } from "#app/ledger/brand-books-store.server.ts";
import { formatCount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Ledger · Fairshare" }];

const MAX_NAME_LENGTH = 100;

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const search = new URL(args.request.url).searchParams;
  const page = pageNumber(search);
  const named = (search.get("name") ?? "").trim().slice(0, MAX_NAME_LENGTH);
  const range = { named, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
  return { ...(await services.db.inPlatform((tx) => listBrandBooks(tx, range))), page, named };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

const columns: Column<Row>[] = [
  {
    label: "Brand",
    isMain: true,
    cell: (row) => (
      <Anchor component={Link} to={row.slug} fw={600}>
        {row.name}
      </Anchor>
    ),
  },
  {
    label: "Bookings and actions sealed",
    isFigure: true,
    cell: (row) => (row.sealNumber === null ? "None yet" : formatCount(row.sealNumber)),
  },
];

export default function Ledgers() {
  const { rows, total, page, named } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Ledger"
      lead="Each brand has books of its own, and each of its currencies balances on its own. Open a brand."
    >
      <Form method="get" key={named} preventScrollReset>
        <Group align="flex-end" gap="sm">
          <TextInput
            name="name"
            label="Brand's name has"
            defaultValue={named}
            className="filterField"
            autoComplete="off"
          />
          <Button type="submit" variant="default">
            Show
          </Button>
        </Group>
      </Form>
      <Panel flush>
        <Records
          caption="Brands"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          empty={
            <EmptyState icon={<IconBook />} title="No such brand">
              No brand has this in its name. Try a shorter part of it.
            </EmptyState>
          }
        />
        <Pages page={page} pageSize={PAGE_SIZE} total={total} />
      </Panel>
    </Page>
  );
}
