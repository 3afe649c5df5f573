import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { dismissEvent } from "#app/stores/dismiss-event.server.ts";
import { dismissSchema } from "#app/stores/dismiss-event.ts";
import { MAX_REASON_LENGTH } from "#app/stores/dismiss-form-texts.ts";
import { retryEvent } from "#app/stores/retry-event.server.ts";
import { showEvent } from "#app/stores/show-events.server.ts";
import { inboxWords } from "#app/stores/store-words.ts";
import { formatCount } from "#app/ui/amount.tsx";
import { CodeBlock } from "#app/ui/code-block.tsx";
import { Moment } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction = () => [{ title: "Event · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand, role } = await requireBrandMember(args, "analyst");
  const shown = await showEvent(services, brand.id, args.params["eventId"] ?? "");
  if (!shown.ok) throw new Response("There is no such event in this brand.", { status: 404 });
  const isWaiting = shown.value.event.status === "parked" || shown.value.event.status === "failed";
  return {
    ...shown.value,
    isRetried: new URL(args.request.url).searchParams.get("done") === "retried",
    canAct: isWaiting && reachesRole(role, "manager"),
    base: `/brands/${brand.slug}/stores`,
  };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const shown = await showEvent(services, brand.id, args.params["eventId"] ?? "");
  if (!shown.ok) throw new Response("There is no such event in this brand.", { status: 404 });
  const { id: eventId } = shown.value.event;
  const form = await args.request.formData();
  const list = `/brands/${brand.slug}/stores/events`;
  if (form.get("intent") === "retry") {
    const outcome = await retryEvent(services, { brandId: brand.id, eventId });
    if (outcome.ok) return redirect(`${list}/${eventId}?done=retried`);
    return data({ problem: "This event was processed already." }, { status: 409 });
  }
  const read = dismissSchema.safeParse(Object.fromEntries(form));
  if (!read.success) return data({ problem: read.error.issues[0]?.message ?? "" }, { status: 422 });
  const outcome = await dismissEvent(services, { brandId: brand.id, userId, eventId, ...read.data });
  if (outcome.ok) return redirect(`${list}?shown=dismissed`);
  return data({ problem: "This event waits no more." }, { status: 409 });
}

export default function StoreEventPage() {
  const { event, body, bodyLength, isRetried, canAct, base } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={event.topic || "Event without a topic"}
      lead={`${inboxWords[event.status]}. ${event.outcome ?? "It is looked at in a moment."}`}
      crumbs={[
        { label: "Stores", to: base },
        { label: "Events that wait", to: `${base}/events` },
      ]}
    >
      {isRetried && <Notice kind="done">It is tried again in a moment. Reload the page to see the result.</Notice>}
      {answer && <Notice kind="problem">{answer.problem}</Notice>}
      <Panel title="What arrived">
        <Stack gap="sm">
          <Text>
            From {event.storeName}, <Moment at={event.receivedAt} />
            {event.externalOrderId !== null && `, about order ${event.externalOrderId}`}. Tried{" "}
            {event.attempts === 1 ? "once" : `${formatCount(event.attempts)} times`}.
          </Text>
          {body === null ? (
            <Text c="dimmed">
              Its body of {formatCount(bodyLength)} characters is no JSON, so it is not shown here.
            </Text>
          ) : (
            <CodeBlock label="Body; who bought, texts and secrets are hidden" code={body} />
          )}
        </Stack>
      </Panel>
      {canAct && <WaitingForms />}
    </Page>
  );
}

/** Try again, or say that nothing is to be done. */
function WaitingForms() {
  return (
    <Panel title="What to do">
      <Stack gap="lg" maw={560}>
        <Form method="post">
          <Group gap="sm">
            <Button type="submit" name="intent" value="retry">
              Try it again
            </Button>
            <Text size="sm" c="dimmed">
              After you put right in the shop what it says above.
            </Text>
          </Group>
        </Form>
        <Form method="post">
          <Stack gap="sm">
            <Textarea
              name="reason"
              label="Why nothing is to be done"
              description="It is kept and leaves this list. A refund that waits for its order is still counted when the order comes."
              maxLength={MAX_REASON_LENGTH}
              autosize
              minRows={2}
              required
            />
            <Button type="submit" name="intent" value="dismiss" variant="default" style={{ alignSelf: "flex-start" }}>
              Dismiss it
            </Button>
          </Stack>
        </Form>
      </Stack>
    </Panel>
  );
}
