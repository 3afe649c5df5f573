import type { ServerResponse } from "node:http";

/** Neither shared caches nor browsers may keep an answer: the next click must come to us too. */
export const NOT_STORED = "private, no-store";
const RETRY_AFTER_SECONDS = 5;

/** Plain HTML without style or script: it must read well in every app's browser, and nothing in it comes from the request. */
export function sendNotFound(response: ServerResponse): void {
  sendPage(
    response,
    404,
    "This link leads nowhere",
    "We do not know this link. Perhaps a letter is missing: please look at it once more, or ask whoever shared it with you.",
  );
}

/** The click cannot be stored now. Better to ask for a moment's patience than to lose whom the sale belongs to. */
export function sendUnavailable(response: ServerResponse): void {
  response.setHeader("Retry-After", String(RETRY_AFTER_SECONDS));
  sendPage(
    response,
    503,
    "One moment, please",
    "We cannot follow this link right now. Please try again in a few seconds.",
  );
}

export function sendMethodNotAllowed(response: ServerResponse): void {
  response.setHeader("Allow", "GET, HEAD");
  sendPage(
    response,
    405,
    "Links are only followed",
    "This address takes no form and no upload. Please open it as a link.",
  );
}

function sendPage(response: ServerResponse, status: number, title: string, sentence: string): void {
  const page =
    `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head>` +
    `<body><main><h1>${title}</h1><p>${sentence}</p></main></body></html>\n`;
  response.writeHead(status, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(page),
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": NOT_STORED,
  });
  response.end(page);
}
