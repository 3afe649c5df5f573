import { createRequire } from "node:module";
import { renderAsync } from "@resvg/resvg-js";
import { qrModules } from "./draw-qr.server.ts";
import { layOutStory, type StoryFacts } from "./lay-out-story.ts";

const { resolve } = createRequire(import.meta.url);
const fontFiles = ["400Regular/Inter_400Regular", "600SemiBold/Inter_600SemiBold", "700Bold/Inter_700Bold"].map(
  (file) => resolve(`@expo-google-fonts/inter/${file}.ttf`),
);

/** Enough for everybody who prepares a post now, and a stop for a script that asks for thousands. */
const MAX_DRAWINGS_AT_ONCE = 2;
const MAX_DRAWINGS_WAITING = 50;

let drawingCount = 0;
const waiting: (() => void)[] = [];

/**
 * The story image as PNG, 1080 × 1920. It is drawn off the main thread, a few at a time. Null when too many wait already: the caller
 * asks to come again. `scanUrl` is what the QR code holds.
 */
export async function drawStory(facts: StoryFacts, scanUrl: string): Promise<Buffer | null> {
  if (waiting.length >= MAX_DRAWINGS_WAITING) return null;
  if (drawingCount >= MAX_DRAWINGS_AT_ONCE) await new Promise<void>((resolveTurn) => waiting.push(resolveTurn));
  drawingCount += 1;
  try {
    const svg = layOutStory(facts, qrModules(scanUrl));
    const image = await renderAsync(svg, {
      font: { fontFiles, loadSystemFonts: false, defaultFontFamily: "Inter" },
    });
    return image.asPng();
  } finally {
    drawingCount -= 1;
    waiting.shift()?.();
  }
}
