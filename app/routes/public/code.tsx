import { Box, Button, Stack, Text } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { isSecure } from "#app/access/cookies.server.ts";
import { servicesOf } from "#app/access/guards.server.ts";
import { handOutCode, readCodePage } from "#app/links/hand-out-code.server.ts";
import { handOutRefusals, readCodeCookie, writeCodeCookie } from "#app/links/hand-out-code.ts";
import { randomToken } from "#app/platform/keys.server.ts";
import { formatRate } from "#app/ui/amount.tsx";
import { NarrowPage } from "#app/ui/narrow-page.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** A shopper on a phone, on the way to the shop: nothing is loaded but the page. */
export const handle = { withoutScript: true };

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page ? `Your code for ${page.brandName}` : "Your code" },
  { name: "robots", content: "noindex" },
];

/** A page that holds one shopper's code is kept by nobody between us and them. */
export const headers = () => ({ "Cache-Control": "private, no-store" });

export async function loader(args: LoaderFunctionArgs) {
  const services = servicesOf(args);
  const page = await readCodePage(services, {
    slug: args.params["slug"] ?? "",
    visitorId: readCodeCookie(args.request.headers.get("cookie")),
    clickId: new URL(args.request.url).searchParams.get("fs_click"),
  });
  if (!page) throw new Response(handOutRefusals["unknown-link"], { status: 404 });
  return page;
}

export async function action(args: ActionFunctionArgs) {
  const services = servicesOf(args);
  const { clientAddress } = args.context;
  const known = readCodeCookie(args.request.headers.get("cookie"));
  const visitorId = known ?? randomToken();
  const outcome = await handOutCode(services, { slug: args.params["slug"] ?? "", visitorId, clientAddress });
  if (!outcome.ok) {
    const status = { "unknown-link": 404, "link-not-active": 410, "too-many": 429, "none-ready": 503 }[outcome.refusal];
    return data({ problem: handOutRefusals[outcome.refusal] }, { status });
  }
  const { pathname, search } = new URL(args.request.url);
  const cookie = writeCodeCookie(visitorId, isSecure(services));
  return redirect(pathname + search, known ? {} : { headers: { "Set-Cookie": cookie } });
}

export default function CodePage() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { brandName, creatorName, discountBps, disclosure, given, isActive, shopUrl } = page;
  const discount = discountBps > 0 ? `${formatRate(discountBps)} off` : "a code of your own";
  return (
    <NarrowPage
      title={given ? "Your code" : `${discount} at ${brandName}`}
      lead={given ? `Type it at the checkout of ${brandName}: ${discount}, once.` : `From ${creatorName}, for you alone.`}
      foot={`${disclosure} · ${creatorName} earns a commission when you buy.`}
    >
      <Stack gap="md">
        {answer && <Notice kind="problem">{answer.problem}</Notice>}
        {given ? (
          <>
            <Box className="shopperCode" tabIndex={0} aria-label="Your code">
              {given.code}
            </Box>
            <Text size="sm" c="dimmed" ta="center">
              {given.usedAt === null
                ? "Tap the code to select it, then copy it. It stays here when you come back."
                : "This code was used for an order. It works once."}
            </Text>
          </>
        ) : (
          isActive && (
            <form method="post">
              <Button type="submit" fullWidth size="md">
                Show my code
              </Button>
            </form>
          )
        )}
        {!isActive && <Notice kind="note">{handOutRefusals["link-not-active"]}</Notice>}
        <Button component="a" href={shopUrl} rel="noreferrer" variant={given || !isActive ? "filled" : "default"} size="md">
          {given ? "Go to the shop" : "Go to the shop without a code"}
        </Button>
      </Stack>
    </NarrowPage>
  );
}
