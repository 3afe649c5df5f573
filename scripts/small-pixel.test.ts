import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { smallPixel } from "./small-pixel.ts";

const MAX_GZIP_BYTES = 1_500;

test("the pixel is below 1.5 kB as it travels, loads nothing else and names its global once", async () => {
  const served = await smallPixel(readFileSync("public/pixel.js", "utf8"));
  expect(gzipSync(served).length).toBeLessThan(MAX_GZIP_BYTES);
  expect(served).not.toMatch(/\bimport\b|\brequire\(|\beval\b|innerHTML|document\.write/);
  expect(served.match(/window\.fairshare/g)).toHaveLength(1);
});
