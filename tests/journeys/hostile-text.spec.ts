import { randomUUID } from "node:crypto";
import { expect, test, type Browser, type Page } from "@playwright/test";
import { addressOf, everyAddress } from "./every-address.ts";
import { all, BACKWARDS, IMAGE, LINK, LONG, SCRIPT, sendOrder, upTo, WORD } from "./hostile-words.ts";
import { openAs, ownOrigin, readWorld, type Resident } from "./inhabited-world.ts";
import { findOverflow, watch } from "./watched-page.ts";

test.describe.configure({ mode: "serial" });

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 375, height: 812 };
test("hostile text goes in through every form", async ({ browser }) => {
  const { tenants } = readWorld();
  const { lumen, fell } = tenants;
  const brand = await open(browser, "owner");
  const base = `/brands/${lumen.slug}`;

  await brand.goto(`${base}/settings`);
  await brand
    .locator("input[name=name]")
    .first()
    .fill(upTo(80, `${SCRIPT} ${IMAGE} ${WORD}`));
  await brand.getByRole("button", { name: /Save/ }).first().click();
  await expect(brand).toHaveURL(/done=renamed/);
  await post(brand, `${base}/settings`, { intent: "create-key", name: upTo(60, `${IMAGE} ${WORD}`) }, 200);
  await post(brand, `${base}/members`, { intent: "invite", email: `"${SCRIPT}"@evil.example`, role: "analyst" }, 422);

  await brand.goto(`${base}/campaigns/new`);
  await brand.locator("input[name=name]").fill(upTo(100, `${IMAGE} ${SCRIPT} ${WORD}`));
  await brand.locator("textarea[name=brief]").fill(upTo(5_000, `${all} ${LONG}`));
  await brand.locator("input[name=disclosure]").fill(upTo(200, `${SCRIPT} ${BACKWARDS} ${LONG}`));
  await brand.locator("input[name=destinationUrl]").fill(LINK);
  await brand.getByLabel("Baking").check();
  await brand.locator("input[name=newCustomerRate]").fill("10");
  await brand.getByRole("button", { name: "Save and publish" }).click();
  await expect(brand.getByText("Some fields need another look")).toBeVisible();
  await brand.locator("input[name=destinationUrl]").fill(`https://${lumen.cast.host}/?q=${encodeURIComponent(IMAGE)}`);
  await brand.getByRole("button", { name: "Save and publish" }).click();
  await expect(brand).toHaveURL(/done=published/);

  const creator = await open(browser, "creator");
  await creator.goto("/creator/profile");
  await creator.locator("input[name=name]").fill(upTo(80, `${SCRIPT} ${IMAGE} ${WORD}`));
  await creator.locator("textarea[name=bio]").fill(upTo(1_000, `${all} ${LONG}`));
  await creator.getByRole("button", { name: "Save the profile" }).click();
  await expect(creator).toHaveURL(/done=saved/);
  const channel = { intent: "add-channel", network: "blog", followers: "1" };
  await post(creator, "/creator/profile", { ...channel, url: LINK }, 422);
  await post(creator, "/creator/profile", { ...channel, url: `https://evil.example/${IMAGE}/${upTo(400, LONG)}` }, 302);
  const links = `/creator/partnerships/${lumen.partnershipId}/links`;
  const title = upTo(80, `${SCRIPT} ${IMAGE} ${WORD}`);
  await post(creator, `${links}/new`, { intent: "create-link", title, page: LINK }, 422);
  await post(creator, `${links}/${lumen.linkId}/edit`, { intent: "edit-link", title, spot: "post" }, 302);

  const other = await open(browser, "otherCreator");
  await other.goto(`/creator/offers/${lumen.campaigns.applied}`);
  await other.locator("textarea[name=message]").fill(upTo(1_000, `${all} ${LONG}`));
  await other.getByRole("button", { name: "Send the application" }).click();
  await expect(other).toHaveURL(/done=applied/);
  await post(
    brand,
    `${base}/applications`,
    { intent: "decline", partnershipId: lumen.applicationId, note: upTo(500, `${all} ${LONG}`) },
    302,
  );

  const finance = await open(browser, "preparer");
  await post(finance, `/finance/commissions/${fell.commissionId}`, { intent: "hold", note: all }, 409);
  const waiting = await finance.request.get("/finance");
  const commissionId = /\/finance\/commissions\/([0-9a-f-]{36})/.exec(await waiting.text())?.[1] ?? "";
  await post(
    finance,
    `/finance/commissions/${commissionId}`,
    { intent: "hold", note: upTo(500, `${all} ${LONG}`) },
    302,
  );
  const payoutId = tenants.payoutIds[lumen.creatorId] ?? "";
  await post(
    finance,
    `/finance/batches/${tenants.batchId}/payouts/${payoutId}`,
    { intent: "return", reason: upTo(100, `${SCRIPT} ${IMAGE} ${WORD}`) },
    302,
  );
  for (const page of [brand, creator, other, finance]) await page.context().close();
});

test("hostile text comes in from shops and links", async ({ browser, request }) => {
  const { lumen } = readWorld().tenants;
  const creator = await open(browser, "creator");
  await creator.goto(`/creator/partnerships/${lumen.partnershipId}`);
  const code =
    /[A-Z0-9]{4,}/.exec(
      await creator
        .getByLabel("Your code", { exact: true })
        .innerText()
        .catch(() => ""),
    )?.[0] ?? "";
  const link = /\/r\/[a-z0-9-]+/.exec(await creator.content())?.[0] ?? "";
  const answer = await request.get(`${link}?p=${encodeURIComponent(all)}`, {
    maxRedirects: 0,
    headers: {
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
      referer: `https://evil.example/${encodeURIComponent(IMAGE)}`,
    },
  });
  expect(answer.status()).toBe(302);
  const clickId = /fs_click=([0-9a-f-]{36})/.exec(answer.headers()["location"] ?? "")?.[1] ?? "";
  const texts = [all, LONG, `${SCRIPT}\u0000${IMAGE}`, "\ud800 half a letter"];
  for (const [index, text] of texts.entries()) {
    const status = await sendOrder(request, lumen.storeId, `shpss_${lumen.cast.words.secret}`, {
      id: 9_000 + index,
      text,
      code,
      clickId,
    });
    expect(status, "a shop is never told to try for ever").toBe(200);
  }
  await expect(async () => {
    const sales = await creator.request.get("/creator/sales");
    expect(await sales.text()).toContain("onerror=window.hurt");
  }).toPass({ timeout: 20_000 });
  await creator.context().close();
});

test("a zero in a text is refused or left out, never a fault", async ({ browser }) => {
  const { lumen } = readWorld().tenants;
  const zero = "Tea\u0000pot";
  const brand = await open(browser, "owner");
  const base = `/brands/${lumen.slug}`;
  const creator = await open(browser, "creator");
  const finance = await open(browser, "preparer");
  const answers: [string, number][] = [];
  const send = async (page: Page, address: string, form: Record<string, string>) => {
    const response = await page.request.post(address, { form, maxRedirects: 0, headers: { origin: ownOrigin() } });
    answers.push([`${address} ${form["intent"] ?? ""}`, response.status()]);
  };
  await send(brand, `${base}/settings`, { intent: "rename", name: zero });
  await send(brand, `${base}/settings`, { intent: "create-key", name: zero });
  await send(brand, `${base}/campaigns/new`, {
    intent: "save",
    name: zero,
    brief: zero,
    disclosure: zero,
    newCustomerRate: "10",
  });
  await send(brand, `${base}/stores/new`, { storeId: randomUUID(), kind: "csv", name: zero, address: "", secret: "" });
  await send(brand, `${base}/applications`, { intent: "decline", partnershipId: lumen.applicationId, note: zero });
  await send(creator, "/creator/profile", {
    intent: "save-profile",
    name: zero,
    bio: zero,
    country: "DE",
    niches: "baking",
  });
  await send(creator, "/creator/profile", {
    intent: "add-channel",
    network: "blog",
    url: `https://evil.example/${zero}`,
    followers: "1",
  });
  const partnership = `/creator/partnerships/${lumen.partnershipId}`;
  await send(creator, partnership, { intent: "rename-code", code: zero });
  await send(creator, `${partnership}/links/new`, { intent: "create-link", title: zero, page: zero, slug: zero });
  await send(creator, `${partnership}/links/${lumen.linkId}/edit`, { intent: "edit-link", title: zero });
  await send(creator, `${partnership}/links/${lumen.linkId}/edit`, { intent: "rename-link", slug: zero });
  await send(finance, "/sign-in", { email: `${zero}@lumentea.example`, password: zero });
  await send(finance, "/forgot-password", { email: `${zero}@lumentea.example` });
  await send(finance, `/finance/commissions/${lumen.commissionId}`, { intent: "hold", note: zero });
  for (const address of [
    "/creator/offers?text=%00",
    `${base}/sales?text=%00`,
    `${base}/campaigns?text=%00`,
    "/finance?text=%00",
    "/sign-in?to=%00",
    "/brands/%00",
    "/brands/%E0%A4%A",
    "/%",
    "/r/%00",
    "/r/%E0%A4%A",
  ]) {
    const page = address.startsWith("/creator") ? creator : address.startsWith("/finance") ? finance : brand;
    answers.push([address, (await page.request.get(address, { maxRedirects: 0 })).status()]);
  }
  const noForm = await brand.request.post(`${base}/settings`, {
    data: "{}",
    headers: { origin: ownOrigin(), "content-type": "application/json" },
  });
  expect(noForm.status()).toBe(415);
  expect(answers.filter(([, status]) => status >= 500)).toEqual([]);
  for (const page of [brand, creator, finance]) await page.context().close();
});

for (const who of ["owner", "creator", "otherCreator", "preparer", "admin", null] as const) {
  test(`nothing of it runs or breaks a page for ${who ?? "a stranger"}`, async ({ browser }) => {
    // Every page there is, one after another.
    test.slow();
    const page = await open(browser, who);
    const watched = await watch(page);
    await page.setViewportSize(PHONE);
    for (const address of await addressesOf(page, who)) {
      await page.goto(address, { waitUntil: "load" });
      expect.soft(await page.evaluate(() => "hurt" in window), `${address} ran what somebody typed`).toBe(false);
      expect
        .soft(await page.locator(`img[src=x], a[href^="javascript:" i]`).count(), `${address} made an element of it`)
        .toBe(0);
      const mail =
        (await page.locator("iframe").count()) > 0 ? await page.locator("iframe").getAttribute("srcdoc") : "";
      expect.soft(mail, `${address} mails what somebody typed`).not.toMatch(/<script|<img src=x|href="javascript/i);
      expect.soft(await findOverflow(page), `${address} on a phone`).toBe("");
      await page.setViewportSize(DESKTOP);
      expect.soft(await findOverflow(page), `${address} on a desk`).toBe("");
      await page.setViewportSize(PHONE);
    }
    expect(watched.complaints).toEqual([]);
    await page.context().close();
  });
}

/** Every page of somebody's side, and those of the new rows that its lists lead to. */
async function addressesOf(page: Page, who: Resident | null): Promise<string[]> {
  const side = who === "otherCreator" ? "creator" : who;
  const own = everyAddress()
    .filter((address) => address.who === side && !address.route.includes("*"))
    .map(({ route }) => addressOf(route));
  const found = new Set(who === "otherCreator" ? own.filter((address) => !/[0-9a-f]{8}-/.test(address)) : own);
  if (who === null) found.add("/dev/outbox");
  for (const list of [...found].filter((address) =>
    /(campaigns|sales|offers|partnerships|batches|finance|outbox)$/.test(address),
  )) {
    await page.goto(list);
    const links = await page
      .locator("main a[href]")
      .evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute("href") ?? ""));
    links
      .filter((href) => href.startsWith("/") && /[0-9a-f]{8}-|mail=/.test(href))
      .slice(0, 8)
      .forEach((href) => found.add(href));
  }
  return [...found];
}

async function open(browser: Browser, who: Resident | null): Promise<Page> {
  return (await openAs(browser, who)).newPage();
}

/** A form as a browser of the same site sends it, without the browser's own limits on fields. */
async function post(page: Page, address: string, form: Record<string, string>, status: number): Promise<void> {
  const response = await page.request.post(address, { form, maxRedirects: 0, headers: { origin: ownOrigin() } });
  expect(response.status(), `${address} ${JSON.stringify(form).slice(0, 120)}`).toBe(status);
}
