import { createServer, request as send, type IncomingHttpHeaders } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { RouteConfigEntry } from "@remix-run/route-config";
import { describe, expect, onTestFinished, test } from "vitest";
import { readEnvironment } from "#app/platform/env.server.ts";
import routes from "#app/routes.ts";
import { createApp } from "#app/server.ts";

/** The running app in front of pages that only say that they were reached, and with which nonce. */
async function openApp(settings: Record<string, string> = {}) {
  const app = createApp({ environment: readEnvironment(settings) }, (_request, response) => {
    response.send(`reached with nonce ${response.locals["cspNonce"] as string}`);
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const ask = (method: string, path: string, headers: Record<string, string>) =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
      const sent = send({ host: "127.0.0.1", port, method, path, headers }, (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => (body += chunk.toString()));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      });
      sent.on("error", reject);
      sent.end();
    });
  return { ask, origin: `http://127.0.0.1:${port}` };
}

const COOKIE = "session=the-victims-session";
const someId = "019ac0de-0000-7000-8000-000000000001";

/** Every address of routes.ts, with its parameters filled in. */
function pathsOf(entries: readonly RouteConfigEntry[], parent = ""): string[] {
  return entries.flatMap((entry) => {
    const path = entry.path ? `${parent}/${entry.path.replace(/:\w+\??/g, someId).replace(/\*$/, "rest")}` : parent;
    return [path || "/", ...pathsOf(entry.children ?? [], path)];
  });
}

const paths = [...new Set(pathsOf(routes))];
const isOfMachines = (path: string) => ["/hooks/", "/api/", "/pixel/"].some((start) => path.startsWith(start));
const pages = paths.filter((path) => !isOfMachines(path));

describe("a form sent by another site's page, with the victim's cookie", () => {
  test("the list of addresses is the product's own", () => {
    expect(pages.length).toBeGreaterThan(15);
    expect(pages).toContain("/sign-out");
  });

  test.each(pages)("is refused at %s, as a page and as a resource", async (path) => {
    const { ask } = await openApp();
    for (const address of [path, `${path === "/" ? "/_root" : path}.data`]) {
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        const answer = await ask(method, address, {
          origin: "https://evil.example",
          "sec-fetch-site": "cross-site",
          cookie: COOKIE,
        });
        expect([answer.status, answer.body]).toEqual([403, expect.stringContaining("sent from another site")]);
      }
    }
  });

  test("is refused whatever way the origin is hidden", async () => {
    const { ask, origin } = await openApp();
    const port = origin.split(":").at(-1) ?? "";
    const disguises: Record<string, string>[] = [
      {},
      { origin: "null" },
      { origin: "" },
      { origin: `https://127.0.0.1:${port}` },
      { origin: `${origin}.evil.example` },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "cross-site" },
      { referer: `${origin}/sign-in` },
    ];
    for (const headers of disguises) {
      expect([headers, (await ask("POST", "/sign-out", { ...headers, cookie: COOKIE })).status]).toEqual([
        headers,
        403,
      ]);
    }
  });

  test("is refused behind a proxy by the address that people type", async () => {
    const { ask, origin } = await openApp({ PUBLIC_ORIGIN: "https://fairshare.example" });
    expect((await ask("POST", "/sign-out", { origin })).status).toBe(403);
    expect((await ask("POST", "/sign-out", { origin: "https://fairshare.example" })).status).toBe(200);
  });
});

test("a form of our own page reaches its action", async () => {
  const { ask, origin } = await openApp();
  expect((await ask("POST", "/sign-out", { origin, cookie: COOKIE })).status).toBe(200);
});

test("signed webhooks and calls with a key need no origin", async () => {
  const { ask } = await openApp();
  expect((await ask("POST", `/hooks/shopify/${someId}`, {})).status).toBe(200);
  expect((await ask("POST", "/api/v1/sales", {})).status).toBe(200);
});

test("the pixel is loaded by shops' pages and sends to us from them; nothing else of ours is", async () => {
  const { ask } = await openApp();
  const fromShop = { origin: "https://shop.lumentea.example", "sec-fetch-site": "cross-site" };
  const visit = await ask("POST", "/pixel/visits", fromShop);
  expect([visit.status, visit.headers["cross-origin-resource-policy"]]).toEqual([200, "cross-origin"]);
  expect((await ask("GET", "/pixel.js", {})).headers["cross-origin-resource-policy"]).toBe("cross-origin");
  expect((await ask("GET", "/", {})).headers["cross-origin-resource-policy"]).toBe("same-origin");
});

test("who may send a body and does not say how long it is, is asked to, and nothing waits for it", async () => {
  const { origin } = await openApp();
  const { host, port } = new URL(origin);
  const send = async (line: string, ...headers: string[]) => {
    const socket = connect(Number(port), "127.0.0.1");
    socket.write([line, `Host: ${host}`, `Origin: ${origin}`, "Connection: close", ...headers, "", ""].join("\r\n"));
    return Number((await text(socket)).split(" ")[1]);
  };
  for (const path of ["/sign-out", "/api/v1/sales", `/hooks/shopify/${someId}`]) {
    expect(await send(`POST ${path} HTTP/1.1`)).toBe(411);
    expect(await send(`POST ${path} HTTP/1.1`, "Content-Length: 0")).toBe(200);
    expect(await send(`DELETE ${path} HTTP/1.1`)).toBe(411);
    expect(await send(`GET ${path} HTTP/1.1`)).toBe(200);
  }
});

describe("what every answer carries", () => {
  test("a policy that lets only scripts and styles with this answer's nonce run", async () => {
    const { ask } = await openApp();
    const [first, second] = [await ask("GET", "/", {}), await ask("GET", "/", {})];
    const policyOf = (headers: IncomingHttpHeaders) => String(headers["content-security-policy"]);
    const nonce = /nonce ([A-Za-z0-9+/=]{22,})/.exec(first.body)?.[1] ?? "";
    expect(policyOf(first.headers)).toContain(`script-src 'self' 'nonce-${nonce}'`);
    expect(policyOf(first.headers)).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policyOf(second.headers), "a nonce is used once").not.toContain(nonce);
    const scriptsAndStyles = policyOf(first.headers)
      .split(";")
      .filter((part) => /^\s*(script-src|style-src|default-src)\s/.test(part));
    expect(scriptsAndStyles).toHaveLength(3);
    expect(scriptsAndStyles.join(";")).not.toMatch(/unsafe-inline|unsafe-eval|\*|http:|data:/);
    expect(policyOf(first.headers)).toContain("frame-ancestors 'none'");
    expect(policyOf(first.headers)).toContain("base-uri 'none'");
  });

  test("no sniffing, no framing, no name of the software, and https only where it is https", async () => {
    const plain = await (await openApp()).ask("GET", "/", {});
    expect(plain.headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "SAMEORIGIN" });
    expect(plain.headers["x-powered-by"]).toBeUndefined();
    expect(plain.headers["strict-transport-security"]).toBeUndefined();
    const secure = await (await openApp({ PUBLIC_ORIGIN: "https://fairshare.example" })).ask("GET", "/", {});
    expect(secure.headers["strict-transport-security"]).toMatch(/max-age=/);
  });
});
