import { Anchor, Stack, Text } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import * as recipes from "#app/clicks/pixel-recipes.ts";
import { readPixelStanding } from "#app/clicks/read-pixel-standing.server.ts";
import { CodeBlock } from "#app/ui/code-block.tsx";
import { formatDistance } from "#app/ui/moment.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Status } from "#app/ui/status.tsx";
import { useLive } from "#app/ui/use-live.ts";

export const meta: MetaFunction = () => [{ title: "Pixel · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  return {
    brand,
    origin: services.origin,
    now: services.clock.now(),
    ...(await readPixelStanding(services, brand.id)),
  };
}

export default function PixelPage() {
  const loaded = useLoaderData<typeof loader>();
  const base = `/brands/${loaded.brand.slug}`;
  const { brand, origin, domains, lastVisit, now } = useLive(loaded, `${base}/pixel`);
  return (
    <Page
      title="Pixel"
      lead="A small script for your shop. It remembers, on your own domain, which click brought a shopper, so that an order two weeks later still finds its creator."
      crumbs={[{ label: "Stores", to: `${base}/stores` }]}
      badge={lastVisit ? <Status tone="good">Working</Status> : <Status tone="waiting">No visit yet</Status>}
    >
      <Panel title="Last visit seen">
        <Text>
          {lastVisit
            ? `${capital(formatDistance(lastVisit.at, now))} on ${lastVisit.page}${lastVisit.isOfClick ? ", brought by a click." : ", by somebody no link had brought."}${lastVisit.source === "server" ? " Your own server told it." : ""}`
            : "None yet. Put the snippet into your shop, open a page of it, and this changes within seconds."}
        </Text>
        <Text size="sm" c="dimmed" mt="xs">
          Visits are taken from pages on {domains.join(", ")} and their subdomains alone. Domains are registered under{" "}
          <Anchor component={Link} to={`${base}/settings`} inherit underline="always">
            Settings
          </Anchor>
          .
        </Text>
      </Panel>
      <Panel title="1. Put it on every page" lead="As early as it goes, best in the head. It loads beside your page.">
        <Stack gap="lg">
          <CodeBlock label="Where no consent is needed" code={recipes.pixelSnippet(origin, brand.id, false)} />
          <CodeBlock
            label="Where shoppers are asked first: nothing is kept or sent until they agree"
            code={recipes.pixelSnippet(origin, brand.id, true)}
          />
          <CodeBlock label="What your consent banner calls" code={recipes.consentRecipe} />
          <Text size="sm" c="dimmed">
            Browsers that send Global Privacy Control or Do Not Track are left alone: nothing is kept, nothing is sent.
            The pixel knows no names and no amounts, and we store no address of the visitor.
          </Text>
        </Stack>
      </Panel>
      <Platforms />
      <Panel
        title="3. Safari, for longer than seven days"
        lead="Safari forgets cookies that scripts set after 7 days, and after one day when a known tracker led there. A cookie your own server sets stays its 90 days, and the pixel leaves it as it is."
      >
        <Stack gap="lg">
          <CodeBlock label="WordPress" code={recipes.phpCookieRecipe} />
          <CodeBlock label="Node with Express" code={recipes.nodeCookieRecipe} />
        </Stack>
      </Panel>
      <Panel
        title="Without a pixel"
        lead="Your own server can tell visits as well, by click, code or e-mail. An e-mail is stored as a keyed hash only; send its SHA-256 as email_sha256 and it never leaves your server."
      >
        <CodeBlock label="A visit told by your server" code={recipes.serverVisitRecipe(origin)} />
      </Panel>
    </Page>
  );
}

function Platforms() {
  return (
    <Panel title="2. Let the order carry the click" lead="So that the sale is matched even when no code was used.">
      <Stack gap="lg">
        <Text>
          <strong>Shopify.</strong> Nothing more to do: the pixel keeps the click with the cart, and every order brings
          it along. Paste the snippet into theme.liquid, before the end of the head.
        </Text>
        <Stack gap="xs">
          <Text>
            <strong>WooCommerce.</strong> The pixel puts a hidden field into the checkout. These lines keep it with the
            order:
          </Text>
          <CodeBlock label="WooCommerce" code={recipes.wooCommerceRecipe} />
        </Stack>
        <Stack gap="xs">
          <Text>
            <strong>Stripe.</strong> Links to buy.stripe.com get the click by themselves the moment they are followed.
            For a Checkout your server creates, pass it on:
          </Text>
          <CodeBlock label="Stripe Checkout" code={recipes.stripeRecipe} />
        </Stack>
        <Text>
          <strong>Anything else.</strong> fairshare.clickId() returns the click, or null. Send it with the order as
          click_ids to the API.
        </Text>
      </Stack>
    </Panel>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
