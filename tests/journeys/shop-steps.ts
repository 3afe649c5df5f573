import { expect, type Page } from "@playwright/test";
import type { Shop } from "./shops.ts";

/** What of a shop these steps need to know. */
export type StoryShop = Pick<Shop, "kind" | "address" | "secret" | "rate">;

/** The demo's clock is ahead of the machine's once a journey has moved it: shops of the story live by the demo's. */
export async function readClock(page: Page): Promise<Date> {
  const response = await page.request.get("/dev/clock");
  const text = /([0-9]+ [A-Z][a-z]+ [0-9]{4}), ([0-9]{2}:[0-9]{2}) UTC/.exec(await response.text());
  return new Date(`${text?.[1]} ${text?.[2]}:59 UTC`);
}

export async function connectShop(page: Page, slug: string, shop: StoryShop): Promise<string> {
  await page.goto(`/brands/${slug}/stores/new?kind=${shop.kind}`);
  const storeId = new URL(page.url()).searchParams.get("id") ?? "";
  if (shop.address !== "") await page.locator("input[name=address]").fill(shop.address);
  await page.locator("input[name=secret]").fill(shop.secret);
  await page.getByRole("button", { name: "Connect the store" }).click();
  await expect(page).toHaveURL(new RegExp(`/stores/${storeId}`));
  return storeId;
}

export async function publishCampaign(
  page: Page,
  slug: string,
  host: string,
  shop: StoryShop,
  name: string,
): Promise<void> {
  await page.goto(`/brands/${slug}/campaigns/new`);
  await page.locator("input[name=name]").fill(name);
  await page.locator("textarea[name=brief]").fill("Ten quiet minutes with a cup of tea, the way you really have them.");
  await page.locator("input[name=destinationUrl]").fill(`https://${host}/morning?from=fairshare`);
  await page.getByLabel("Tea and coffee").check();
  await page.locator("input[name=newCustomerRate]").fill(shop.rate);
  await page.locator("input[name=holdDays]").fill("30");
  await page.locator("input[name=budget]").fill("500.00");
  await page.getByText("Anybody may start").click();
  await page.getByRole("button", { name: "Save and publish" }).click();
  await expect(page).toHaveURL(/done=published/);
}

export async function claimOffer(page: Page, campaignName: string): Promise<string> {
  await page.goto("/creator/offers");
  await page.getByRole("link", { name: campaignName }).first().click();
  await expect(page).toHaveURL(/\/offers\//);
  await page.getByRole("button", { name: "Claim and get my link" }).click();
  await expect(page).toHaveURL(/\/partnerships\//);
  const link = page.getByLabel("Your link", { exact: true });
  return (await link.inputValue().catch(() => null)) ?? (await link.textContent()) ?? "";
}

/** The job that reads the event runs within a second or so; people reload until then. */
export async function reloadUntil(page: Page, address: string, text: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
}

/** A brand's money arrived at the bank: somebody of finance records it, so that its creators can be paid. */
export async function recordTransfer(finance: Page, brandName: string, amount: string): Promise<void> {
  await finance.goto("/finance/funding");
  await finance.getByLabel("Brand", { exact: true }).selectOption({ label: brandName });
  await finance.getByLabel("Amount").fill(amount);
  await finance.getByLabel("Bank’s reference").fill(`Transfer of ${brandName}`);
  await finance.getByRole("button", { name: "Record it" }).click();
  await expect(finance.getByRole("status").first()).toBeVisible();
}
