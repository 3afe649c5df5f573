import type {} from "@remix-run/server-runtime";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { Services } from "./services.server.ts";

/** What the web process gives every loader and action. */
export interface RequestContext {
  readonly services: Services;
  /** For `<script nonce>` and `<style nonce>`. */
  readonly cspNonce: string;
  readonly requestId: string;
  /** The client's address as far as it can be trusted. */
  readonly clientAddress: string;
}

declare module "@remix-run/server-runtime" {
  // Remix looks the type of `context` up under this name.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface AppLoadContext extends RequestContext {}
  // With single fetch, what a loader returns arrives as it is: a Date is a Date and a bigint a bigint.
  interface Future {
    v3_singleFetch: true;
  }
}

export type RouteArgs = LoaderFunctionArgs | ActionFunctionArgs;
