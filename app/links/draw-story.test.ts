import { Resvg } from "@resvg/resvg-js";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { drawQrPrint, qrModules } from "./draw-qr.server.ts";
import { drawStory } from "./draw-story.server.ts";
import { drawableText, fitText, textWidth } from "./fit-text.ts";
import { layOutStory, STORY_HEIGHT, STORY_WIDTH, type StoryFacts } from "./lay-out-story.ts";
import { PRINT_DPI, qrPrints } from "./qr-prints.ts";

const url = "https://fairshare.example/r/mara-lumen-tea?q=1";
const facts: StoryFacts = {
  ...{ disclosure: "#ad", creatorName: "Mara who bakes", creatorHandle: "mara-bakes", brandName: "Lumen Tea" },
  ...{ headline: "First flush Darjeeling, 100 g", price: "€18.50", code: "MARA10", discountBps: 1000 },
  shownAddress: "fairshare.example/r/mara-lumen-tea",
};
const WIDTH_AT = 16;
const HEIGHT_AT = 20;

describe("the story image", () => {
  test("is a PNG of the size every network takes", async () => {
    const png = await drawStory(facts, url);
    if (process.env["STORY_SAMPLE"]) writeFileSync(process.env["STORY_SAMPLE"], png ?? "");
    expect(png?.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect([png?.readUInt32BE(WIDTH_AT), png?.readUInt32BE(HEIGHT_AT)]).toEqual([STORY_WIDTH, STORY_HEIGHT]);
  });

  test("says the disclosure word for word, however long", () => {
    const svg = layOutStory({ ...facts, disclosure: "Paid partnership with Lumen Tea & friends" }, qrModules(url));
    const words = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text).join(" ");
    expect(words).toContain("Paid partnership with Lumen Tea &amp; friends");
  });

  test("draws no empty boxes for names in scripts the font does not have", () => {
    const svg = layOutStory(
      { ...facts, creatorName: "春の茶", headline: "新茶 🍵", brandName: "お茶" },
      qrModules(url),
    );
    expect(svg).toContain("@mara-bakes recommends");
    expect(svg).not.toMatch(/[\u3000-\u9fff]/);
    expect(layOutStory({ ...facts, creatorName: "Мара печёт" }, qrModules(url))).toContain("Мара печёт recommends");
    expect(drawableText("Tea 🍵 time")).toBe("Tea time");
  });

  test("lets no text become markup", () => {
    const svg = layOutStory({ ...facts, headline: `<script>alert("1")</script>\u0000` }, qrModules(url));
    expect(svg).not.toContain("<script");
  });

  test("never asks for more than two at once, and answers all who wait", async () => {
    const drawn = await Promise.all(Array.from({ length: 5 }, () => drawStory(facts, url)));
    expect(drawn.every((png) => png !== null)).toBe(true);
  });
});

describe("words of any length", () => {
  const { resolve } = createRequire(import.meta.url);
  const font = { fontFiles: [resolve("@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf")], loadSystemFonts: false };
  const drawnWidth = (text: string) => {
    const element = `<text x="0" y="90" font-family="Inter" font-weight="700" font-size="80">${text}</text>`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="100">${element}</svg>`;
    return new Resvg(svg, { font }).innerBBox()?.width ?? 0;
  };

  test.each([
    "First flush Darjeeling, 100 g",
    "WWWWWWWWWWMMMMMMMMMM",
    "Щедрая Жужжащая Мышь",
    "Αγαπημένο τσάι Ωμέγα",
    "0123456789 €18.50 100 %",
    "mmmm wwww @@@@ ÄÖÜ ß",
  ])("%s is never drawn wider than it was measured", (text) => {
    expect(drawnWidth(text)).toBeLessThanOrEqual(textWidth(text, 80));
  });

  test("are broken into lines, made smaller, and cut at last", () => {
    expect(fitText("Tea", 900, 2, [100, 50])).toEqual({ lines: ["Tea"], fontSize: 100 });
    const long = fitText("Tea ".repeat(100), 900, 2, [100, 50]);
    expect(long.fontSize).toBe(50);
    expect(long.lines).toHaveLength(2);
    expect(long.lines[1]).toMatch(/…$/);
    for (const line of fitText("x".repeat(500), 900, 4, [100, 60]).lines)
      expect(textWidth(line, 60)).toBeLessThanOrEqual(900);
  });
});

describe("a QR code for print", () => {
  test.each(Object.values(qrPrints))("of $edgeMm mm has 300 dpi or more and says so", async (print) => {
    const png = await drawQrPrint(url, print);
    const pixels = png.readUInt32BE(WIDTH_AT);
    expect(pixels).toBeGreaterThanOrEqual((print.edgeMm / 25.4) * PRINT_DPI);
    const at = png.indexOf("pHYs");
    const pixelsPerMetre = png.readUInt32BE(at + 4);
    expect((pixels / pixelsPerMetre) * 1000).toBeCloseTo(print.edgeMm, 1);
    expect(png.readUInt8(at + 12)).toBe(1);
  });
});
