import { formatRate } from "../kit/amount-text.ts";
import { drawableText, fitText, textWidth, type FittedText } from "./fit-text.ts";

/** What stands on a story image. */
export interface StoryFacts {
  /** What the creator must say, word for word. */
  readonly disclosure: string;
  readonly creatorName: string;
  /** Letters of a to z and digits: stands in for a name that the font cannot draw. */
  readonly creatorHandle: string;
  /** The link's title, else the product, else the campaign. */
  readonly headline: string;
  readonly brandName: string;
  /** Such as €18.50; null for none. */
  readonly price: string | null;
  /** Null without one. */
  readonly code: string | null;
  readonly discountBps: number;
  /** As people type it, without `https://`. */
  readonly shownAddress: string;
}

/** The size every network takes for a story. */
export const STORY_WIDTH = 1_080;
export const STORY_HEIGHT = 1_920;
/** Instagram and TikTok lay their own buttons over the top and the bottom. */
const SAFE_TOP = 250;
const MARGIN = 96;
const TEXT_WIDTH = STORY_WIDTH - 2 * MARGIN;
const CARD = { x: 96, y: 970, width: 888, height: 600, radius: 48 };
const QR_EDGE = 416;
const CARD_PADDING = 64;
const CODE_LEFT = CARD.x + CARD_PADDING + QR_EDGE + 56;
const CODE_WIDTH = CARD.x + CARD.width - 48 - CODE_LEFT;

const colours = {
  top: "#0f6b4a",
  bottom: "#053524",
  ink: "#151b21",
  soft: "#5c6772",
  white: "#ffffff",
  tint: "#e9f8f1",
};

/**
 * A story image as SVG: disclosure first, then who recommends what, then QR code and discount code on white. Words that the font cannot
 * draw give way to what it can, so that no empty box is ever posted.
 */
export function layOutStory(facts: StoryFacts, modules: readonly (readonly boolean[])[]): string {
  const name = drawableText(facts.creatorName) || `@${facts.creatorHandle}`;
  const brand = drawableText(facts.brandName);
  const headline = drawableText(facts.headline) || brand || "My pick";
  const disclosure = fitText(drawableText(facts.disclosure) || "Advertisement", TEXT_WIDTH - 72, 2, [44, 38, 32]);
  const parts: string[] = [];
  const pillHeight = disclosure.lines.length * disclosure.fontSize * 1.25 + 40;
  const pillWidth = Math.min(TEXT_WIDTH, widest(disclosure) + 72);
  parts.push(
    `<rect x="${MARGIN}" y="${SAFE_TOP}" width="${pillWidth}" height="${pillHeight}" rx="36" fill="${colours.white}" fill-opacity="0.16"/>`,
    lines(disclosure, MARGIN + 36, SAFE_TOP + 20 + disclosure.fontSize * 0.97, 600, colours.white),
  );
  let y = SAFE_TOP + pillHeight + 84;
  const who = fitText(`${name} recommends`, TEXT_WIDTH, 1, [46, 40, 34]);
  parts.push(lines(who, MARGIN, y, 400, colours.white, 0.85));
  const title = fitTitle(headline);
  y += 40 + title.fontSize;
  parts.push(lines(title, MARGIN, y, 700, colours.white));
  y += (title.lines.length - 1) * title.fontSize * 1.12 + 84;
  const where = [brand && brand !== headline ? `at ${brand}` : "", facts.price ?? ""].filter((word) => word !== "");
  parts.push(lines(fitText(where.join(" · "), TEXT_WIDTH, 1, [46, 40, 34]), MARGIN, y, 600, colours.white, 0.92));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${STORY_WIDTH}" height="${STORY_HEIGHT}" viewBox="0 0 ${STORY_WIDTH} ${STORY_HEIGHT}">` +
    `<defs><linearGradient id="ground" x1="0" y1="0" x2="0.35" y2="1"><stop offset="0" stop-color="${colours.top}"/><stop offset="1" stop-color="${colours.bottom}"/></linearGradient></defs>` +
    `<rect width="${STORY_WIDTH}" height="${STORY_HEIGHT}" fill="url(#ground)"/>` +
    `<circle cx="1010" cy="150" r="420" fill="${colours.white}" fill-opacity="0.05"/>` +
    `<circle cx="60" cy="1800" r="360" fill="${colours.white}" fill-opacity="0.04"/>` +
    parts.join("") +
    `<rect x="${CARD.x}" y="${CARD.y}" width="${CARD.width}" height="${CARD.height}" rx="${CARD.radius}" fill="${colours.white}"/>` +
    drawModules(modules, CARD.x + CARD_PADDING, CARD.y + CARD_PADDING) +
    drawCode(facts) +
    `</svg>`
  );
}

/** Right of the QR code: what the code gives, and the code itself; without one what the scan does. */
function drawCode({ code, discountBps, shownAddress }: StoryFacts): string {
  const offer =
    code === null ? "Scan to see it" : discountBps > 0 ? `${formatRate(discountBps)} off with` : "With my code";
  const parts = [lines(fitText(offer, CODE_WIDTH, 1, [42, 36, 32]), CODE_LEFT, CARD.y + 190, 600, colours.soft)];
  if (code !== null) {
    const oneLine = fitText(code, CODE_WIDTH - 40, 1, [58, 48, 40]);
    const fitted = oneLine.lines[0] === code ? oneLine : fitText(code, CODE_WIDTH - 40, 2, [40, 34, 28]);
    const height = fitted.lines.length * fitted.fontSize * 1.12 + 44;
    parts.push(
      `<rect x="${CODE_LEFT}" y="${CARD.y + 228}" width="${CODE_WIDTH}" height="${height}" rx="20" fill="${colours.tint}"/>`,
      lines(fitted, CODE_LEFT + 20, CARD.y + 250 + fitted.fontSize * 0.86, 700, colours.top),
    );
  }
  const address = fitText(shownAddress, CARD.width - 2 * CARD_PADDING, 1, [30, 27, 24]);
  parts.push(lines(address, CARD.x + CARD_PADDING, CARD.y + CARD.height - 40, 400, colours.soft));
  return parts.join("");
}

/** The card's own white around it is the quiet zone. */
function drawModules(modules: readonly (readonly boolean[])[], left: number, top: number): string {
  const cell = QR_EDGE / modules.length;
  const path = modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return `<path transform="translate(${left} ${top}) scale(${cell})" fill="${colours.ink}" shape-rendering="crispEdges" d="${path.join("")}"/>`;
}

function widest({ lines: texts, fontSize }: FittedText): number {
  return Math.max(...texts.map((text) => textWidth(text, fontSize)));
}

/** Few words stand large; many still end above the card. */
function fitTitle(headline: string): FittedText {
  const large = fitText(headline, TEXT_WIDTH, 2, [108]);
  if (!large.lines.at(-1)?.endsWith("…")) return large;
  const middle = fitText(headline, TEXT_WIDTH, 3, [92, 76]);
  return middle.lines.at(-1)?.endsWith("…") ? fitText(headline, TEXT_WIDTH, 4, [64]) : middle;
}

function lines(
  { lines: texts, fontSize }: FittedText,
  x: number,
  y: number,
  weight: 400 | 600 | 700,
  colour: string,
  opacity = 1,
): string {
  return texts
    .map((text, index) => {
      const at = Math.round(y + index * fontSize * 1.12);
      return `<text x="${x}" y="${at}" font-family="Inter" font-size="${fontSize}" font-weight="${weight}" fill="${colour}" fill-opacity="${opacity}">${escapeXml(text)}</text>`;
    })
    .join("");
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** XML 1.0 has no place for control characters, not even escaped. */
function escapeXml(text: string): string {
  return text.replace(/[\u0000-\u001f]/g, "").replace(/[&<>"']/g, (character) => escapes[character] ?? "");
}
