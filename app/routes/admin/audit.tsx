import { Button, Code, Group, NativeSelect, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { listAuditActions, listAuditEvents } from "#app/access/audit-list-store.server.ts";
import { requireStaff } from "#app/access/guards.server.ts";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Moment } from "#app/ui/moment.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Audit log · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["admin"]);
  const search = new URL(args.request.url).searchParams;
  const page = pageNumber(search);
  return services.db.inPlatform(async (tx) => {
    const actions = await listAuditActions(tx);
    const asked = search.get("action");
    const action = asked !== null && actions.includes(asked) ? asked : null;
    return { page, action, actions, events: await listAuditEvents(tx, { action, page, pageSize: PAGE_SIZE }) };
  });
}

export default function AuditPage() {
  const { page, action, actions, events } = useLoaderData<typeof loader>();
  return (
    <Page title="Audit log" lead="Who did what, and when. The database refuses to change or delete a line of it.">
      <Panel flush>
        <Form method="get">
          <Group align="flex-end" gap="sm" p="lg">
            <NativeSelect
              key={action}
              label="Action"
              name="action"
              defaultValue={action ?? ""}
              data={[{ value: "", label: "Every action" }, ...actions]}
              miw={220}
            />
            <Button type="submit" variant="default">
              Show
            </Button>
          </Group>
        </Form>
        <Records
          caption="Audit events"
          rows={events.rows}
          rowKey={(event) => event.id}
          empty={
            <EmptyState icon={<IconHistory size={26} />} title="Nothing on this page">
              Every sign-in, invitation, change of money and decision leaves a line here.
            </EmptyState>
          }
          columns={[
            { label: "What", isMain: true, cell: (event) => <Code>{event.action}</Code> },
            { label: "When", cell: (event) => <Moment at={event.occurredAt} /> },
            { label: "Who", cell: (event) => event.actorName ?? "the system" },
            { label: "Brand", cell: (event) => event.brandName ?? "–" },
            { label: "Detail", cell: (event) => <Detail detail={event.detail} subjectId={event.subjectId} /> },
          ]}
        />
        <Pages page={page} pageSize={PAGE_SIZE} total={events.total} />
      </Panel>
    </Page>
  );
}

function Detail({
  detail,
  subjectId,
}: {
  detail: Record<string, string | number | boolean | null>;
  subjectId: string;
}) {
  const parts = Object.entries(detail).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`]));
  return (
    <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }} title={`Subject ${subjectId}`}>
      {parts.length > 0 ? parts.join(", ") : `subject ${subjectId.slice(0, 8)}…`}
    </Text>
  );
}
