import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig, type Plugin } from "vite";
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

export default defineConfig({
  plugins: [remix(remixOptions), serverEntry()],
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
