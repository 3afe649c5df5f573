import "@fontsource-variable/inter/index.css";
import "@mantine/core/styles.css";
import "./ui/ui.css";
import { Button, ColorSchemeScript, Group, MantineProvider, mantineHtmlProps } from "@mantine/core";
import type { LinksFunction, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteError,
} from "@remix-run/react";
import { useContext, type ReactNode } from "react";
import { NonceContext } from "./ui/nonce.ts";
import { NarrowPage } from "./ui/narrow-page.tsx";
import { readableColours, theme } from "./ui/theme.ts";

export const links: LinksFunction = () => [{ rel: "icon", href: "/favicon.svg", type: "image/svg+xml" }];

export const meta: MetaFunction = () => [
  { title: "Fairshare" },
  { name: "description", content: "Brands and creators, and a reason behind every cent." },
];

/** Public pages say `handle = { withoutScript: true }`: they are complete as HTML and load nothing else. */
function useIsScripted(): boolean {
  return !useMatches().some((match) => (match.handle as { withoutScript?: boolean } | undefined)?.withoutScript);
}

/**
 * Zod tries, as soon as a schema is made, whether it may build functions from text; our content policy refuses and reports that. The
 * setting stands before any module is loaded: `jitless` in https://zod.dev/api, read in zod/v4/core/core.js.
 */
const QUIET_ZOD = "globalThis.__zod_globalConfig={jitless:true}";

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const isScripted = useIsScripted();
  return (
    <html lang="en" {...mantineHtmlProps} {...(isScripted ? {} : { "data-without-script": true })}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {isScripted && (
          <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: QUIET_ZOD }} />
        )}
        {isScripted && <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} suppressHydrationWarning />}
        <Meta />
        <Links />
      </head>
      <body>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={readableColours}
          defaultColorScheme="auto"
          getStyleNonce={() => nonce}
        >
          {children}
        </MantineProvider>
        {isScripted && <ScrollRestoration nonce={nonce} />}
        {isScripted && <Scripts nonce={nonce} />}
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** What each refusal means to a person. Routes may throw a Response with a sentence of their own. */
const refusals: Readonly<Record<number, { readonly title: string; readonly sentence: string }>> = {
  401: { title: "Please sign in", sentence: "This page belongs to somebody. Sign in, and you are taken back here." },
  403: { title: "Not allowed", sentence: "Your role does not allow this. Ask an owner of the brand, or sign in as somebody else." },
  404: { title: "Not found", sentence: "There is nothing at this address, or it is not yours to see. Check the address, or start again from the first page." },
  415: { title: "Not a form", sentence: "Only forms can be sent here, so nothing was done." },
  422: { title: "That cannot be kept", sentence: "Something in it is not as it should be, so nothing was done. Go back and try again." },
  429: { title: "Too fast", sentence: "That was a lot in a short time. Please wait a minute and try again." },
  503: { title: "Back in a moment", sentence: "Our database does not answer right now. Nothing is lost; please try again in a minute." },
}; // prettier-ignore

const mistake = {
  title: "Something went wrong",
  sentence: "That is our mistake, and it has been written down. Nothing you entered was half saved. Please try again.",
};

export function ErrorBoundary() {
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const own = isRouteErrorResponse(error) && typeof error.data === "string" && error.data !== "" ? error.data : null;
  const { title, sentence } = refusals[status] ?? mistake;
  return (
    <NarrowPage title={title} lead={own ?? sentence} foot={`Status ${status}`}>
      <Group gap="sm">
        <Button component="a" href="/">
          Back to the start
        </Button>
        {status === 401 && (
          <Button component="a" href="/sign-in" variant="default">
            Sign in
          </Button>
        )}
      </Group>
    </NarrowPage>
  );
}
