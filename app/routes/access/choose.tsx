import { Button, Stack } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { requireSignedIn } from "#app/access/guards.server.ts";
import { listSides } from "#app/access/sides.server.ts";
import { NarrowPage } from "#app/ui/narrow-page.tsx";

export const meta: MetaFunction = () => [{ title: "Choose where to go · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, userId, person } = await requireSignedIn(args);
  const sides = await services.db.inPlatform((tx) => listSides(tx, userId));
  if (sides.length === 1 && sides[0]) throw redirect(sides[0].to);
  return { sides, name: person.name, email: person.email };
}

export default function ChoosePage() {
  const { sides, name, email } = useLoaderData<typeof loader>();
  const lead =
    sides.length > 0
      ? `You are signed in as ${name}. Where would you like to work?`
      : `You are signed in as ${email}, but you belong to no brand and have no creator page yet.`;
  return (
    <NarrowPage title={sides.length > 0 ? "Choose where to go" : "One more step"} lead={lead}>
      <Stack gap="sm">
        {sides.map((side) => (
          <Button
            key={side.to}
            component={Link}
            to={side.to}
            variant="default"
            size="md"
            justify="space-between"
            rightSection={<IconArrowRight size={18} aria-hidden />}
          >
            {side.label}
          </Button>
        ))}
        {sides.length === 0 && (
          <>
            <Button component={Link} to="/sign-up/brand">
              Add a brand
            </Button>
            <Button component={Link} to="/sign-up/creator" variant="default">
              Become a creator
            </Button>
          </>
        )}
        <Form method="post" action="/sign-out">
          <Button type="submit" variant="subtle" color="gray" fullWidth>
            Sign out
          </Button>
        </Form>
      </Stack>
    </NarrowPage>
  );
}
