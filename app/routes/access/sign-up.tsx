import { Anchor, Button, Stack, Text, Title } from "@mantine/core";
import type { MetaFunction } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { NarrowPage } from "#app/ui/narrow-page.tsx";

export const meta: MetaFunction = () => [{ title: "Create an account · Fairshare" }];

export default function SignUpPage() {
  return (
    <NarrowPage
      title="Create an account"
      lead="Which side are you on? One account can have both later."
      foot={
        <>
          Have an account?{" "}
          <Anchor component={Link} to="/sign-in" inherit underline="always">
            Sign in
          </Anchor>
        </>
      }
    >
      <Stack gap="xs">
        <Title order={2}>I sell products</Title>
        <Text c="dimmed">
          Post a campaign, choose creators, and see for every sale who brought it and what it costs you.
        </Text>
        <Button component={Link} to="/sign-up/brand" mt={4}>
          Sign up as a brand
        </Button>
      </Stack>
      <Stack gap="xs">
        <Title order={2}>I have an audience</Title>
        <Text c="dimmed">
          Find campaigns that fit you, get your link and code, and see the reason behind every cent you earn.
        </Text>
        <Button component={Link} to="/sign-up/creator" variant="default" mt={4}>
          Sign up as a creator
        </Button>
      </Stack>
    </NarrowPage>
  );
}
