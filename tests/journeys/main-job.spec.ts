import { expect, test, type Browser, type Page } from "@playwright/test";
import { validateXML } from "xmllint-wasm";
import { addPayee, enterAsStaff, moveClock, openBrowser, signIn, signUpBrand, signUpCreator } from "./people.ts";
import { claimOffer, connectShop, publishCampaign, readClock, recordTransfer, reloadUntil } from "./shop-steps.ts";
import { hasFixtures, readFixtureText, shops, type Shop } from "./shops.ts";

test.skip(!hasFixtures, "The recorded payloads of the shops are not here (FAIRSHARE_FIXTURES).");
test.describe.configure({ mode: "serial" });

test("finance people choose their passwords", async ({ browser }) => {
  for (const who of ["preparer", "approver"] as const) {
    const page = await openBrowser(browser);
    await enterAsStaff(page, who);
    await page.context().close();
  }
});

for (const shop of shops) {
  test(`from a campaign to a bank file that names the sale, with ${shop.kind}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const story = await begin(browser, shop);
    await followLinkAndBuy(story);
    await bothSeeWhy(story);
    await refundTakesBackExactly(story);
    await moveClock(story.brand, "31 days later");
    const batchAddress = await preparerBuilds(story);
    await approverReleases(story, batchAddress);
    await statementNamesTheSale(story);
  });
}

interface Story {
  readonly browser: Browser;
  readonly shop: Shop;
  readonly slug: string;
  readonly brand: Page;
  readonly creator: Page;
  readonly creatorEmail: string;
  storeId: string;
  clickId: string;
  linkUrl: string;
}

async function begin(browser: Browser, shop: Shop): Promise<Story> {
  const slug = `journey-${shop.kind}`;
  const host = `${slug}.example`;
  const brand = await openBrowser(browser);
  await signUpBrand(brand, { name: `Journey ${shop.kind}`, host, person: "Olive Hart", email: `olive@${host}` });
  const storeId = await connectShop(brand, slug, shop);
  await publishCampaign(brand, slug, host, shop, `Morning ritual ${shop.kind}`);
  const creator = await openBrowser(browser);
  const creatorEmail = `mara@${shop.kind}.example`;
  await signUpCreator(creator, { name: `Mara of ${shop.kind}`, handle: `mara-${shop.kind}`, email: creatorEmail });
  await addPayee(creator, "Mara Lind", "SE4550000000058398257466");
  const linkUrl = await claimOffer(creator, `Morning ritual ${shop.kind}`);
  return { browser, shop, slug, brand, creator, creatorEmail, storeId, clickId: "", linkUrl };
}

async function followLinkAndBuy(story: Story): Promise<void> {
  const { browser, shop, linkUrl, storeId } = story;
  const shopper = await openBrowser(browser);
  // The shop of this story has no server: what counts is the address that Chromium was led to.
  const landing = shopper.waitForRequest((request) => new URL(request.url()).host.endsWith(".example"));
  await shopper.goto(`${linkUrl}?p=story-monday`).catch(() => null);
  const landed = new URL((await landing).url());
  expect(landed.host).toBe(`journey-${shop.kind}.example`);
  expect(landed.searchParams.get("from")).toBe("fairshare");
  story.clickId = landed.searchParams.get("fs_click") ?? "";
  expect(story.clickId).toMatch(/^[0-9a-f-]{36}$/);
  expect(await shop.sendOrder(shopper.request, storeId, story.clickId, await readClock(shopper))).toBe(200);
  await shopper.context().close();
}

async function openSale(page: Page, list: string, shop: Shop): Promise<void> {
  await reloadUntil(page, list, shop.orderName);
  await page.getByRole("link", { name: shop.orderName }).first().click();
  await expect(page).toHaveURL(/\/sales\//);
}

async function bothSeeWhy({ brand, creator, slug, shop }: Story): Promise<void> {
  await openSale(brand, `/brands/${slug}/sales`, shop);
  // The order came in the same second as the click, which is sorted in a moment after it is on disk; the sale is then settled again.
  await reloadUntil(brand, brand.url(), `Credited to Mara of ${shop.kind}`);
  await expect(brand.getByText("story-monday").first()).toBeVisible();
  await expect(brand.getByText(shop.earned).first()).toBeVisible();
  await openSale(creator, "/creator/sales", shop);
  await expect(creator.getByText(shop.earned).first()).toBeVisible();
  const seen = await creator.content();
  for (const buyer of ["bob.norman@hostmail.com", "Bob Norman", "john.doe@example.com", "example@example.com"]) {
    expect(seen).not.toContain(buyer);
  }
}

async function refundTakesBackExactly({ brand, creator, shop, storeId, clickId }: Story): Promise<void> {
  expect(await shop.sendRefund(brand.request, storeId, clickId, await readClock(brand))).toBe(200);
  for (const side of [creator, brand]) {
    await reloadUntil(side, side.url(), shop.takenBack);
    await expect(side.getByText(shop.left).first()).toBeVisible();
  }
}

async function preparerBuilds({ browser, shop }: Story): Promise<string> {
  const preparer = await openBrowser(browser);
  await signIn(preparer, "priya@fairshare.example");
  await reloadUntil(preparer, "/finance", shop.orderName);
  await preparer.getByRole("button", { name: "Approve all that are ready" }).click();
  await expect(preparer.getByText("would become payable")).toBeVisible();
  await preparer.getByRole("button", { name: /^Approve \d+ commissions?$/ }).click();
  await expect(preparer.getByText(/payable now/)).toBeVisible();
  await recordTransfer(preparer, `Journey ${shop.kind}`, "200.00");
  await preparer.goto("/finance/batches/new?rail=sepa&currency=EUR&cutOff=");
  await expect(preparer.getByText(`Mara of ${shop.kind}`).first()).toBeVisible();
  await preparer.getByRole("button", { name: "Prepare this batch" }).click();
  await expect(preparer).toHaveURL(/\/batches\/[0-9a-f-]{36}/);
  await expect(preparer.getByText("You prepared it; another person approves.")).toBeVisible();
  await expect(preparer.getByRole("button", { name: "Approve", exact: true })).toHaveCount(0);
  const address = new URL(preparer.url()).pathname;
  await preparer.context().close();
  return address;
}

async function approverReleases({ browser, shop }: Story, batchAddress: string): Promise<void> {
  const approver = await openBrowser(browser);
  await signIn(approver, "arthur@fairshare.example");
  await approver.goto(batchAddress);
  await approver.getByRole("button", { name: "Approve", exact: true }).click();
  await approver.getByRole("button", { name: "Send", exact: true }).click();
  await expect(approver.getByText("Bank files")).toBeVisible();
  for (const version of ["pain.001.001.03", "pain.001.001.09"] as const) {
    const response = await approver.request.get(`${batchAddress}/files/${version}`);
    expect(response.status()).toBe(200);
    const contents = await response.text();
    const result = await validateXML({
      xml: { fileName: "payment.xml", contents },
      schema: { fileName: `${version}.xsd`, contents: readFixtureText(`iso20022/${version}.xsd`) },
    });
    expect(result.errors).toEqual([]);
    expect(contents).toContain(`<CtrlSum>${shop.left.slice(1)}</CtrlSum>`);
    expect(contents).toContain("SE4550000000058398257466");
  }
  await approver.getByRole("button", { name: /arrived/ }).click();
  await expect(approver.getByRole("button", { name: /arrived/ })).toHaveCount(0);
  await approver.context().close();
}

async function statementNamesTheSale({ creator, creatorEmail, shop }: Story): Promise<void> {
  await signIn(creator, creatorEmail);
  await creator.goto("/creator/statements");
  const months = creator.locator("main a[href*='/creator/statements/2']");
  await months.last().click();
  await expect(creator.getByText(shop.orderName).first()).toBeVisible();
  await expect(creator.getByText(shop.left).first()).toBeVisible();
  const pdf = await creator.request.get(`${new URL(creator.url()).pathname}/pdf`);
  expect(pdf.headers()["content-type"]).toContain("application/pdf");
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
}
