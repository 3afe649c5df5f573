/**
 * The Remix options; `vite.config.ts` hands them to the Vite plugin. All six v3 flags are on: the later move to
 * React Router 7 is then a rename. See DECISIONS.md, number 2.
 */
export default {
  appDirectory: "app",
  buildDirectory: "build",
  serverModuleFormat: /** @type {const} */ ("esm"),
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_routeConfig: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
  },
};
