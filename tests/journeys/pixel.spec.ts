import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, type Page, type Request } from "@playwright/test";
import { openAs, ownOrigin, readWorld } from "./inhabited-world.ts";

/** A shop on an origin of its own: another host and port than ours. Its pages are what `/page` asks for. */
let shop: Server;
let shopOrigin: string;
const cartUpdates: string[] = [];

test.beforeAll(async () => {
  shop = createServer((request, response) => {
    const url = new URL(request.url ?? "", shopOrigin);
    if (url.pathname === "/cart/update.js") {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString()));
      request.on("end", () => {
        cartUpdates.push(body);
        response.end("{}");
      });
      return;
    }
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(shopPage(url.searchParams.get("with") ?? ""));
  });
  await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
  shopOrigin = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
});

test.afterAll(() => shop.close());

function shopPage(extras: string): string {
  const consent = extras.includes("consent") ? 'data-consent="required"' : "";
  const shopify = extras.includes("shopify") ? "<script>window.Shopify = { routes: { root: '/' } };</script>" : "";
  return `<!doctype html><html lang="en"><title>Lumen Tea</title>${shopify}
    <script async src="${ownOrigin()}/pixel.js" data-brand="${readWorld().tenants.lumen.brandId}" ${consent}></script>
    <h1>Sencha</h1>
    <form class="checkout"><button>Buy</button></form>
    <a id="pay" href="https://buy.stripe.com/test_abc">Pay</a>
    <script>document.addEventListener("click", (event) => event.preventDefault());</script>`;
}

const CLICK = "019ac0de-0000-7000-8000-00000000000c";
const isVisit = (request: Request) => request.url() === `${ownOrigin()}/pixel/visits`;
const cookieNames = async (page: Page) =>
  (await page.context().cookies(shopOrigin))
    .map(({ name, value }) => `${name}=${name === "fs_visitor" ? "…" : value}`)
    .sort();
const clickId = (page: Page) =>
  page.evaluate(() => (window as unknown as { fairshare: { clickId(): string | null } }).fairshare.clickId());
const consent = (page: Page, isGranted: boolean) =>
  page.evaluate(
    (granted) => (window as unknown as { fairshare: { consent(granted: boolean): void } }).fairshare.consent(granted),
    isGranted,
  );
const untilLoaded = (page: Page) => page.waitForFunction(() => "fairshare" in window);

/** Opens a page of the shop and tells which visits the browser sent meanwhile, with what we answered. */
async function watchVisits(page: Page): Promise<{ sent: Record<string, unknown>[]; answers: number[] }> {
  const seen: { sent: Record<string, unknown>[]; answers: number[] } = { sent: [], answers: [] };
  page.on("request", (request) => {
    if (isVisit(request)) seen.sent.push(JSON.parse(request.postData() ?? "{}") as Record<string, unknown>);
  });
  page.on("response", (response) => {
    if (isVisit(response.request())) seen.answers.push(response.status());
  });
  return seen;
}

test("a shopper who followed a link is remembered by the shop, told to us, and carried into every checkout", async ({
  browser,
}) => {
  const page = await (await browser.newContext()).newPage();
  const seen = await watchVisits(page);
  await page.goto(`${shopOrigin}/teas/sencha?fs_click=${CLICK}&with=shopify&utm_source=x`);
  await expect.poll(() => seen.answers).toEqual([204]);
  expect(seen.sent).toMatchObject([{ click: CLICK, page: `${shopOrigin}/teas/sencha` }]);
  expect(await clickId(page)).toBe(CLICK);
  expect(await cookieNames(page)).toEqual([`fs_click=${CLICK}`, "fs_visitor=…"]);
  expect(await page.inputValue("form.checkout input[name=fs_click]")).toBe(CLICK);
  await page.click("#pay");
  expect(await page.getAttribute("#pay", "href")).toBe(`https://buy.stripe.com/test_abc?client_reference_id=${CLICK}`);
  await expect
    .poll(() => cartUpdates.map((body) => JSON.parse(body) as unknown))
    .toEqual([{ attributes: { fs_click: CLICK, fs_visitor: expect.stringMatching(/^[0-9a-f]{32}$/) } }]);

  await page.goto(`${shopOrigin}/cart?with=shopify`);
  await untilLoaded(page);
  expect(await clickId(page), "on the next page").toBe(CLICK);
  expect(seen.sent, "one visit a session").toHaveLength(1);
  expect(cartUpdates, "one mark a cart").toHaveLength(1);

  const brand = await openAs(browser, "owner");
  const recipes = await brand.newPage();
  await recipes.goto(`/brands/${readWorld().tenants.lumen.slug}/pixel`);
  await expect(recipes.getByText("on 127.0.0.1/teas/sencha, brought by a click.")).toBeVisible();
});

test("where consent is asked for, nothing is kept or sent before it, and everything is forgotten after it is withdrawn", async ({
  browser,
}) => {
  const page = await (await browser.newContext()).newPage();
  const seen = await watchVisits(page);
  await page.goto(`${shopOrigin}/?fs_click=${CLICK}&with=consent`);
  await untilLoaded(page);
  expect(await cookieNames(page)).toEqual([]);
  expect(await clickId(page)).toBeNull();
  expect(seen.sent).toEqual([]);

  await consent(page, true);
  await expect.poll(() => seen.answers).toEqual([204]);
  expect(await cookieNames(page)).toEqual([`fs_click=${CLICK}`, "fs_consent=1", "fs_visitor=…"]);
  await consent(page, true);
  expect(seen.sent, "asked twice, told once").toHaveLength(1);

  await consent(page, false);
  expect(await cookieNames(page)).toEqual(["fs_consent=0"]);
  expect(await clickId(page)).toBeNull();
  expect(await page.inputValue("form.checkout input[name=fs_click]")).toBe("");
  await page.goto(`${shopOrigin}/?fs_click=${CLICK}`);
  await untilLoaded(page);
  expect(await cookieNames(page), "also where none is asked for").toEqual(["fs_consent=0"]);
  expect(seen.sent).toHaveLength(1);
});

for (const [signal, script] of [
  ["Global Privacy Control", "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })"],
  ["Do Not Track", "Object.defineProperty(navigator, 'doNotTrack', { value: '1' })"],
] as const) {
  test(`a browser that sends ${signal} is left alone, whatever the shop's page says`, async ({ browser }) => {
    const page = await (await browser.newContext()).newPage();
    await page.addInitScript(script);
    const seen = await watchVisits(page);
    await page.goto(`${shopOrigin}/?fs_click=${CLICK}&with=shopify`);
    await untilLoaded(page);
    await consent(page, true);
    expect(await cookieNames(page)).toEqual([]);
    expect(await clickId(page)).toBeNull();
    expect(seen.sent).toEqual([]);
    expect(await page.locator("form.checkout input").count()).toBe(0);
  });
}

test("an id that is none of ours is not taken from the address", async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${shopOrigin}/?fs_click=${encodeURIComponent("x;domain=evil.example")}`);
  await untilLoaded(page);
  expect(await clickId(page)).toBeNull();
  expect(await cookieNames(page)).toEqual(["fs_visitor=…"]);
});
