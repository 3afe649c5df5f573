import { Anchor, Button } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import { readEventFilter, type EventsShown } from "#app/stores/event-filter.ts";
import { retryEvents } from "#app/stores/retry-events.server.ts";
import { showEvents } from "#app/stores/show-events.server.ts";
import type { WaitingEvent } from "#app/stores/waiting-events-store.server.ts";
import { formatCount } from "#app/ui/amount.tsx";
import { ChoiceBar } from "#app/ui/choice-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { formatDistance } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Events that wait · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand, role } = await requireBrandMember(args, "analyst");
  const { searchParams } = new URL(args.request.url);
  const filter = readEventFilter(searchParams);
  const page = pageNumber(searchParams);
  return {
    ...(await showEvents(services, brand.id, filter, page)),
    ...{ filter, page, isRetried: searchParams.get("done") === "retried", now: services.clock.now() },
    ...{ canRetry: reachesRole(role, "manager"), base: `/brands/${brand.slug}/stores` },
  };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const filter = readEventFilter(new URL(args.request.url).searchParams);
  await retryEvents(services, { brandId: brand.id, userId, filter });
  return redirect(`/brands/${brand.slug}/stores/events?shown=${filter.shown}&done=retried`);
}

const choiceWords: Readonly<Record<EventsShown, string>> = {
  waiting: "Waiting",
  failed: "Failed",
  dismissed: "Dismissed",
};

export default function StoreEvents() {
  const { events, counts, filter, page, isRetried, now, canRetry, base } = useLoaderData<typeof loader>();
  const choices = (["waiting", "failed", "dismissed"] as const).map((value) => ({
    value,
    label: `${choiceWords[value]} (${formatCount(counts[value])})`,
  }));
  const columns: Column<WaitingEvent>[] = [
    {
      label: "Event",
      isMain: true,
      cell: (event) => (
        <Anchor component={Link} to={`${base}/events/${event.id}`} fw={600}>
          {event.topic || "Without a topic"}
        </Anchor>
      ),
    },
    { label: "Store", cell: (event) => event.storeName },
    { label: "Order", cell: (event) => event.externalOrderId ?? "–" },
    { label: "Since", cell: (event) => formatDistance(event.receivedAt, now) },
    { label: "Why", isLong: true, cell: (event) => event.outcome ?? "It is looked at in a moment." },
  ];
  return (
    <Page
      title="Events that wait"
      lead="What your stores sent and could not be counted yet: why, since when, and what can be done. Nothing that arrived is ever lost."
      crumbs={[{ label: "Stores", to: base }]}
      actions={
        canRetry &&
        filter.shown !== "dismissed" &&
        events.length > 0 && (
          <Form method="post">
            <Button type="submit">Try all of them again</Button>
          </Form>
        )
      }
    >
      {isRetried && <Notice kind="done">They are tried again in a moment. Reload the page to see the result.</Notice>}
      <ChoiceBar label="Which events" name="shown" value={filter.shown} choices={choices} />
      <Panel flush>
        <Records
          caption="Events"
          columns={columns}
          rows={events}
          rowKey={(event) => event.id}
          empty={
            <EmptyState icon={<IconInbox />} title={emptyTitles[filter.shown]}>
              Orders, refunds and disputes of your stores are counted as they arrive. See them under Sales.
            </EmptyState>
          }
        />
        <Pages page={page} pageSize={PAGE_SIZE} total={counts[filter.shown]} />
      </Panel>
    </Page>
  );
}

const emptyTitles: Readonly<Record<EventsShown, string>> = {
  waiting: "Nothing waits",
  failed: "Nothing failed",
  dismissed: "Nothing was dismissed",
};
