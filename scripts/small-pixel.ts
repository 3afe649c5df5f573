import { transformWithEsbuild } from "vite";

/** Browsers from 2020 on read this: optional chaining is the newest thing in it. */
const TARGET = "es2020";

/** The pixel as it is served: without comments and long names, and a word on where it comes from. */
export async function smallPixel(source: string): Promise<string> {
  const { code } = await transformWithEsbuild(source, "pixel.js", { minify: true, target: TARGET });
  return `/* Fairshare pixel: first-party, no names, no amounts */\n${code}`;
}
