import "@fontsource-variable/inter/index.css";
import "@mantine/core/styles.css";
import "@mantine/charts/styles.css";
import "./ui/ui.css";
import { Button, ColorSchemeScript, MantineProvider, mantineHtmlProps } from "@mantine/core";
import type { LinksFunction, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Link,
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
import { theme } from "./ui/theme.ts";

export const links: LinksFunction = () => [{ rel: "icon", href: "/favicon.svg", type: "image/svg+xml" }];

export const meta: MetaFunction = () => [
  { title: "Fairshare" },
  { name: "description", content: "Brands and creators, and a reason behind every cent." },
];

/** Public pages say `handle = { withoutScript: true }`: they are complete as HTML and load nothing else. */
function useIsScripted(): boolean {
  return !useMatches().some((match) => (match.handle as { withoutScript?: boolean } | undefined)?.withoutScript);
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const isScripted = useIsScripted();
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {isScripted && <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} suppressHydrationWarning />}
        <Meta />
        <Links />
      </head>
      <body>
        <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
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
const sentences: Readonly<Record<number, string>> = {
  401: "Please sign in first.",
  403: "Your role does not allow this. Ask an owner of the brand, or sign in as somebody else.",
  404: "There is nothing at this address, or it is not yours to see.",
  429: "That was a lot in a short time. Please wait a minute and try again.",
};

export function ErrorBoundary() {
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const own = isRouteErrorResponse(error) && typeof error.data === "string" && error.data !== "" ? error.data : null;
  return (
    <NarrowPage
      title={status === 404 ? "Not found" : status === 403 ? "Not allowed" : "Something went wrong"}
      lead={own ?? sentences[status] ?? "That is our mistake, and it has been written down. Please try again."}
    >
      <Button component={Link} to="/">
        Back to the start
      </Button>
    </NarrowPage>
  );
}
