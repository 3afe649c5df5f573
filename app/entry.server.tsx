import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import type { RequestContext } from "./platform/request-context.ts";
import { NonceContext } from "./ui/nonce.ts";

const RENDER_TIMEOUT_MS = 5_000;

export const streamTimeout = RENDER_TIMEOUT_MS;

/** Renders a page to HTML. Crawlers get it whole, people get it as it becomes ready. */
export default function renderPage(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { cspNonce, services, requestId }: RequestContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let hasShell = false;
    let responseStatus = status;
    const readyEvent = isbot(request.headers.get("user-agent") ?? "") ? "onAllReady" : "onShellReady";
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={cspNonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={RENDER_TIMEOUT_MS} nonce={cspNonce} />
      </NonceContext.Provider>,
      {
        nonce: cspNonce,
        [readyEvent]() {
          hasShell = true;
          const body = new PassThrough();
          headers.set("Content-Type", "text/html; charset=utf-8");
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: responseStatus }));
          pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          responseStatus = 500;
          if (hasShell) services.log.error({ err: error, requestId }, "page");
        },
      },
    );
    setTimeout(abort, RENDER_TIMEOUT_MS + 1_000).unref();
  });
}

/** A bug: written down with the request's id. Refusals are Responses and never come here. */
export function handleError(error: unknown, { request, context }: { request: Request; context: unknown }): void {
  if (request.signal.aborted) return;
  const { services, requestId } = context as RequestContext;
  services.log.error({ err: error, requestId, path: new URL(request.url).pathname }, "unexpected");
}
