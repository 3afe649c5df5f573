import type { ServerResponse } from "node:http";
import type { LinkCard } from "./link-card.ts";

/**
 * Answers a network that draws a preview with the link's card (the Open Graph protocol, ogp.me; X's card markup). No shop has to be
 * fetched for it. Nothing here runs or loads; the link at the end is for a person whose app was taken for such a network.
 */
export function sendPreviewCard(response: ServerResponse, card: LinkCard, method: string): void {
  const page = writeCardPage(card);
  response.writeHead(200, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(page),
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "private, no-store",
  });
  response.end(method === "HEAD" ? undefined : page);
}

/** The whole page of a card, every text escaped. */
export function writeCardPage(card: LinkCard): string {
  const title = escapeHtml(card.title);
  const description = escapeHtml(card.description);
  const url = escapeHtml(card.canonicalUrl);
  const image = card.imageUrl === null ? "" : escapeHtml(card.imageUrl);
  const properties = [
    ["og:type", "website"],
    ["og:site_name", escapeHtml(card.siteName)],
    ["og:title", title],
    ["og:description", description],
    ["og:url", url],
    ...(image === "" ? [] : [["og:image", image]]),
  ];
  const names = [
    ["description", description],
    ["twitter:card", image === "" ? "summary" : "summary_large_image"],
    ["twitter:title", title],
    ["twitter:description", description],
    ...(image === "" ? [] : [["twitter:image", image]]),
  ];
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>` +
    `<link rel="canonical" href="${url}">` +
    properties.map(([property, content]) => `<meta property="${property}" content="${content}">`).join("") +
    names.map(([name, content]) => `<meta name="${name}" content="${content}">`).join("") +
    `</head><body><main><h1>${title}</h1><p>${description}</p>` +
    `<p><a href="${url}">${url}</a></p></main></body></html>\n`
  );
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? "");
}
