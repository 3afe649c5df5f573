import "./landing.css";
import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { servicesOf } from "#app/access/guards.server.ts";
import { ExampleExplanation } from "#app/insights/example-explanation.tsx";
import { BrandMark } from "#app/ui/shell.tsx";

export const handle = { withoutScript: true };

const title = "Fairshare: creator campaigns in which every cent explains itself";
const description =
  "Brands post campaigns, niche creators share them, and each sale says who is credited, why, what it pays and when. To both sides, in plain words.";

export function loader(args: LoaderFunctionArgs) {
  return { origin: servicesOf(args).origin };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const origin = data?.origin ?? "";
  return [
    { title },
    { name: "description", content: description },
    { property: "og:type", content: "website" },
    { property: "og:site_name", content: "Fairshare" },
    { property: "og:title", content: title },
    { property: "og:description", content: description },
    { property: "og:url", content: `${origin}/` },
    { property: "og:image", content: `${origin}/share-card.png` },
    { property: "og:image:width", content: "1200" },
    { property: "og:image:height", content: "630" },
    { property: "og:image:alt", content: "Fairshare: every cent explains itself" },
    { name: "twitter:card", content: "summary_large_image" },
    { tagName: "link", rel: "canonical", href: `${origin}/` },
  ];
};

const promises = [
  { title: "Every candidate is heard", text: "Click, code or earlier customer: each one is listed with its verdict, also the ones that lost." },
  { title: "Nothing changes behind your back", text: "A rate cut waits 30 days. Clicks from before the end of a campaign still earn." },
  { title: "You know when money comes", text: "Held, approved, in a batch, at the bank: each stage has its date, and each payout names its sales." },
];

export default function Landing() {
  return (
    <div className="landing">
      <Group component="header" justify="space-between" wrap="nowrap">
        <BrandMark />
        <Anchor href="/sign-in" c="inherit" fw={600} px="sm" py={8}>
          Sign in
        </Anchor>
      </Group>
      <main>
        <div className="landingHero">
          <Stack gap="lg" justify="center">
            <Title order={1} className="landingTitle">
              Every cent explains itself
            </Title>
            <Text className="landingLead" c="dimmed">
              Brands post campaigns. Creators who fit share them. And of every sale both can ask: why is it here? They get a full, true
              answer on one screen.
            </Text>
            <Group gap="sm">
              <Button component="a" href="/sign-up/brand" size="md">
                Post a campaign
              </Button>
              <Button component="a" href="/sign-up/creator" size="md" variant="default">
                Find offers as a creator
              </Button>
            </Group>
          </Stack>
          <ExampleExplanation />
        </div>
        <div className="landingPromises">
          {promises.map((promise) => (
            <section key={promise.title}>
              <Title order={2} fz="1.05rem" mb={4}>
                {promise.title}
              </Title>
              <Text c="dimmed">{promise.text}</Text>
            </section>
          ))}
        </div>
      </main>
      <Group component="footer" justify="space-between" gap="sm">
        <Text size="sm" c="dimmed">
          Fairshare, the marketplace of brands and niche creators
        </Text>
        <Group component="nav" gap="lg" aria-label="Footer">
          <Anchor href="/sign-up/brand" size="sm" c="dimmed">
            For brands
          </Anchor>
          <Anchor href="/sign-up/creator" size="sm" c="dimmed">
            For creators
          </Anchor>
          <Anchor href="/sign-in" size="sm" c="dimmed">
            Sign in
          </Anchor>
        </Group>
      </Group>
    </div>
  );
}
