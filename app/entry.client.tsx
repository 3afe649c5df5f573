import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { NonceContext } from "./ui/nonce.ts";

// The attribute is hidden from scripts and style sheets, the property is not: styles that pages add later need it.
const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";

/**
 * Zod tries once whether it may build functions from text; our content policy refuses and reports it. Set by its global, so that pages
 * without a form do not load zod for it: https://zod.dev/api?id=jitless, zod/v4/core/core.js.
 */
const zodSettings = globalThis as { __zod_globalConfig?: { jitless?: boolean } };
Object.assign((zodSettings.__zod_globalConfig ??= {}), { jitless: true });

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <NonceContext.Provider value={nonce}>
        <RemixBrowser />
      </NonceContext.Provider>
    </StrictMode>,
  );
});
