import { randomBytes, randomUUID } from "node:crypto";
import type { NextFunction, Request, Response } from "express";
import helmet from "helmet";

/** Requests of these paths come from machines that sign or carry a key, never from a browser with a cookie. */
const MACHINE_PATHS = ["/hooks/", "/api/"];

/**
 * What shops' pages load from us and send to us, which makes both cross-origin by nature. A visit changes nothing that belongs to
 * whoever is signed in here: the cookie of the session is SameSite=Lax, is not sent with it and would not be read. That the page is
 * one of the brand's own is checked where the visit is taken.
 */
const PIXEL_SCRIPT = "/pixel.js";
const PIXEL_PATHS = ["/pixel/"];

/** Gives each response a nonce and each request an id, before anything else looks at them. */
export function identifyRequest(_request: Request, response: Response, next: NextFunction): void {
  response.locals["cspNonce"] = randomBytes(16).toString("base64");
  response.locals["requestId"] = randomUUID();
  response.setHeader("X-Request-Id", response.locals["requestId"] as string);
  next();
}

/**
 * Security headers. Scripts and style elements need the nonce; style attributes are allowed because Mantine sets CSS variables
 * in them, which cannot run anything. Hot reload brings style elements of its own and talks over a socket: development allows both.
 */
export function securityHeaders({
  isHttps,
  isDevelopment,
  stripeOrigin,
}: {
  isHttps: boolean;
  isDevelopment: boolean;
  /** Where a stand-in for Stripe hosts its pages; null for Stripe itself. */
  stripeOrigin: string | null;
}) {
  // A form that leads on to Stripe's own page is stopped by the browser unless its address is named here.
  const stripePages = stripeOrigin ? [stripeOrigin] : ["https://checkout.stripe.com", "https://connect.stripe.com"];
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'", (_request, response) => `'nonce-${(response as Response).locals["cspNonce"]}'`],
        "style-src": isDevelopment
          ? ["'self'", "'unsafe-inline'"]
          : ["'self'", (_request, response) => `'nonce-${(response as Response).locals["cspNonce"]}'`],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:", "https:"],
        "font-src": ["'self'"],
        "connect-src": isDevelopment ? ["'self'", "ws:"] : ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", ...stripePages],
        "frame-ancestors": ["'none'"],
        ...(isHttps ? { "upgrade-insecure-requests": [] } : {}),
      },
    },
    strictTransportSecurity: isHttps,
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
    crossOriginEmbedderPolicy: false,
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    headers(request, response, (error?: unknown) => {
      if (isOfPixel(request.path)) response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
      next(error);
    });
  };
}

function isOfPixel(path: string): boolean {
  return path === PIXEL_SCRIPT || PIXEL_PATHS.some((start) => path.startsWith(start));
}

/** An address that is no address, such as `/%`: said in a sentence instead of a fault of ours. Express knows it by its four arguments. */
export function refuseUnreadableAddress(
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (!(error instanceof URIError)) return next(error);
  response
    .status(400)
    .type("text/plain")
    .send("This address cannot be read. Check it, or start again from the first page.\n");
}

/**
 * Refuses a state-changing request that another site's page made a browser send, cookie and all. A browser names its origin on
 * every POST; what names none must at least be sent by the same site's page. Without a configured origin the address that was
 * asked for is our own: no page can make a browser lie about that.
 */
export function refuseForeignOrigins(publicOrigin: string | undefined) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS") return next();
    if ([...MACHINE_PATHS, ...PIXEL_PATHS].some((path) => request.path.startsWith(path))) return next();
    const origin = request.get("origin");
    const site = request.get("sec-fetch-site");
    const isOwn =
      origin === undefined
        ? site === "same-origin" || site === "none"
        : origin === (publicOrigin ?? `${request.protocol}://${request.get("host")}`);
    if (isOwn) return next();
    response
      .status(403)
      .type("text/plain")
      .send("This form was sent from another site, so nothing was done. Open the page here and send it again.\n");
  };
}

/**
 * Asks for a length where a body may be and none is announced (RFC 9110, 8.6: whoever sends an empty one says `Content-Length: 0`). Such
 * requests come without a stream from our listener, and whoever read it would wait for its end.
 */
export function askForLength(request: Request, response: Response, next: NextFunction): void {
  const { method, headers } = request;
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return next();
  if (headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined) return next();
  response
    .status(411)
    .type("text/plain")
    .send("Nothing was sent, so nothing was done. Send a body, or say Content-Length: 0 when there is none.\n");
}
