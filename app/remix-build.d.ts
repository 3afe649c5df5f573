/** The routes as Remix builds them; its Vite plugin makes this module. */
declare module "virtual:remix/server-build" {
  export * from "@remix-run/dev/server-build";
}
