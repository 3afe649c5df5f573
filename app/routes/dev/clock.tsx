import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { writeCookie } from "#app/access/cookies.server.ts";
import { findSignedIn, requireDemo } from "#app/access/guards.server.ts";
import { startSession } from "#app/access/sessions.server.ts";
import { MS_PER_DAY, MS_PER_HOUR } from "#app/kit/clock.ts";
import { ShiftableClock } from "#app/platform/clock.server.ts";
import { formatMoment } from "#app/ui/moment.tsx";
import { NarrowPage } from "#app/ui/narrow-page.tsx";
import { Notice } from "#app/ui/notice.tsx";

export const meta: MetaFunction = () => [{ title: "Clock · Fairshare" }];

const steps = [
  { word: "hour", label: "One hour later", ms: MS_PER_HOUR },
  { word: "day", label: "One day later", ms: MS_PER_DAY },
  { word: "month", label: "31 days later", ms: 31 * MS_PER_DAY },
];

export function loader(args: LoaderFunctionArgs) {
  const { clock } = requireDemo(args);
  return { now: clock.now(), isAhead: clock instanceof ShiftableClock && clock.offsetMs > 0 };
}

export async function action(args: ActionFunctionArgs) {
  const services = requireDemo(args);
  const asked = (await args.request.formData()).get("by");
  const step = steps.find(({ word }) => word === asked);
  const person = await findSignedIn(args);
  if (step && services.clock instanceof ShiftableClock) services.clock.shift(step.ms);
  if (!person) return redirect("/dev/clock");
  // A month is longer than a session: who moves the clock stays signed in.
  const token = await services.db.inPlatform((tx) => startSession(services, tx, person.userId));
  return redirect("/dev/clock", { headers: { "Set-Cookie": writeCookie(services, "session", token) } });
}

export default function ClockPage() {
  const { now, isAhead } = useLoaderData<typeof loader>();
  return (
    <NarrowPage
      title="Clock"
      lead="Move the demo's time forward to see holds end, terms change and statements appear."
      foot={
        <Group justify="center">
          <Anchor component={Link} to="/choose" inherit>
            Back to your work
          </Anchor>
          <Anchor component={Link} to="/dev/outbox" inherit>
            Outbox
          </Anchor>
        </Group>
      }
    >
      <Stack gap={2}>
        <Text size="sm" c="dimmed">
          It is now
        </Text>
        <Text fw={650} fz="lg" className="figure">
          {formatMoment(now)}
        </Text>
      </Stack>
      <Form method="post">
        <Stack gap="sm">
          {steps.map((step) => (
            <Button key={step.word} type="submit" name="by" value={step.word} variant="default">
              {step.label}
            </Button>
          ))}
        </Stack>
      </Form>
      {isAhead && <Notice kind="note">The clock is ahead. Restart the server to come back to today.</Notice>}
    </NarrowPage>
  );
}
