import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sayListening } from "./server-process.ts";

/** The baseline: a redirect that stores nothing, with the headers ours sends and an address as long. */
const server = createServer((_request, response) => {
  response
    .writeHead(302, [
      ...["Location", "https://bench.example/products/tea?fs_click=01920000-0000-7000-8000-000000000000"],
      ...["Cache-Control", "private, no-store", "Referrer-Policy", "strict-origin-when-cross-origin"],
      ...["X-Robots-Tag", "noindex", "Content-Length", "0"],
    ])
    .end();
});
server.listen(0, "127.0.0.1", () => sayListening((server.address() as AddressInfo).port));
process.once("SIGTERM", () => process.exit(0));
