import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig, type Plugin } from "vite";
import { smallPixel } from "./scripts/small-pixel.ts";
import remixOptions from "./remix.config.js";

/**
 * Makes `app/server.ts`, the web process, the entry of the server build, so that routes and server share one module graph:
 * one database pool, one link cache. Remix itself would only bundle the routes.
 */
function serverEntry(): Plugin {
  return {
    name: "fairshare-server-entry",
    enforce: "post",
    config: (_config, env) =>
      env.isSsrBuild ? { build: { target: "node22", rollupOptions: { input: "./app/server.ts" } } } : undefined,
  };
}

/** What shops load is the pixel without its comments; public/pixel.js itself stays as it is written. */
function pixelWithoutComments(): Plugin {
  return {
    name: "fairshare-pixel",
    apply: "build",
    async writeBundle({ dir }) {
      const built = path.join(dir ?? "", "pixel.js");
      if (existsSync(built)) await writeFile(built, await smallPixel(await readFile(built, "utf8")));
    },
  };
}

export default defineConfig({
  plugins: [remix(remixOptions), serverEntry(), pixelWithoutComments()],
  // Only the server hashes passwords; its WebAssembly twin for browsers is not installed.
  optimizeDeps: {
    include: [
      "@mantine/core",
      "@mantine/hooks",
      "@tabler/icons-react",
      "@conform-to/react",
      "@conform-to/zod/v4",
      "zod",
    ],
    exclude: ["@node-rs/argon2"],
  },
  build: { assetsInlineLimit: 0, sourcemap: false },
});
