import { readFileSync } from "node:fs";
import { expect, test, type Browser, type Page } from "@playwright/test";
import { openBrowser, signUpBrand, signUpCreator } from "./people.ts";
import { checkAccess, checkShape } from "./watched-page.ts";

const WIDTHS = [1440, 375] as const;
const SLUG = "replayed-teas";

/** Both widths, open to everybody: a page of the journey as it stands. */
async function lookAt(page: Page, where: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await checkShape(page, `${where} at ${width} px`);
    await checkAccess(page, `${where} at ${width} px`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function publishCampaign(brand: Page): Promise<void> {
  await brand.goto(`/brands/${SLUG}/campaigns/new`);
  await brand.locator("input[name=name]").fill("First flush");
  await brand
    .locator("textarea[name=brief]")
    .fill("Ten quiet minutes with a cup of tea, the way you really have them.");
  await brand.locator("input[name=destinationUrl]").fill(`https://${SLUG}.example/tea`);
  await brand.getByLabel("Tea and coffee").check();
  await brand.locator("input[name=newCustomerRate]").fill("10");
  await brand.locator("input[name=holdDays]").fill("30");
  await brand.getByText("Anybody may start").click();
  await brand.getByRole("button", { name: "Save and publish" }).click();
  await expect(brand).toHaveURL(/done=published/);
}

/** A creator who has claimed the offer, with their link and code. */
async function joinIn(
  browser: Browser,
  name: string,
  handle: string,
): Promise<{ link: string; code: string; page: Page }> {
  const page = await openBrowser(browser);
  await signUpCreator(page, { name, handle, email: `${handle}@creators.example` });
  await page.goto("/creator/offers");
  await page.getByRole("link", { name: "First flush" }).first().click();
  await page.getByRole("button", { name: "Claim and get my link" }).click();
  await expect(page).toHaveURL(/\/partnerships\//);
  const valueOf = async (label: string) => {
    const field = page.getByLabel(label, { exact: true }).first();
    return (await field.inputValue().catch(() => null)) ?? (await field.textContent()) ?? "";
  };
  return { link: await valueOf("Your link"), code: await valueOf("Your code"), page };
}

/** A till that reports its sales by the API. */
async function makeKey(brand: Page): Promise<string> {
  await brand.goto(`/brands/${SLUG}/stores/new?kind=api`);
  await brand.getByRole("button", { name: "Connect the store" }).click();
  await expect(brand).toHaveURL(/\/stores\/[0-9a-f-]{36}/);
  await brand.goto(`/brands/${SLUG}/settings`);
  await brand.getByLabel("Name of a new key").fill("Till");
  await brand.getByRole("button", { name: "Make a key" }).click();
  await expect(
    brand
      .getByText(/fs_[A-Za-z0-9_-]{20,}/)
      .or(brand.locator("input[value^='fs_']"))
      .first(),
  ).toBeVisible();
  return /fs_[A-Za-z0-9_-]{20,}/.exec(await brand.content())?.[0] ?? "";
}

test("an owner asks what another rule would change, looks, downloads, applies it and reads why a sale changed hands", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const brand = await openBrowser(browser);
  await signUpBrand(brand, {
    ...{ name: "Replayed teas", host: `${SLUG}.example`, person: "Olive Hart", email: `olive@${SLUG}.example` },
  });
  await publishCampaign(brand);
  const mara = await joinIn(browser, "Mara of replays", "mara-of-replays");
  const nils = await joinIn(browser, "Nils of replays", "nils-of-replays");
  const key = await makeKey(brand);

  // The shopper follows Nils's link and enters Mara's code: the code wins.
  const shopper = await openBrowser(browser);
  const answer = await shopper.request.get(nils.link, { maxRedirects: 0 });
  const clickId = new URL(answer.headers()["location"] ?? "").searchParams.get("fs_click") ?? "";
  const sold = await brand.request.post("/api/v1/sales", {
    headers: { authorization: `Bearer ${key}`, "idempotency-key": "sale 9001" },
    data: {
      ...{ id: "9001", name: "#9001", currency: "EUR", placed_at: new Date().toISOString(), codes: [mara.code] },
      ...{ click_ids: [clickId], lines: [{ id: "1", title: "Sencha", quantity: 1, price: "50.00" }] },
    },
  });
  expect(sold.ok(), await sold.text()).toBe(true);
  await expect(async () => {
    await brand.goto(`/brands/${SLUG}/sales`);
    await brand.getByRole("link", { name: "#9001" }).first().click();
    await expect(brand.getByText("Mara of replays").first()).toBeVisible({ timeout: 500 });
    await expect(brand.getByText("Nils of replays").first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });

  await brand.goto(`/brands/${SLUG}/replays`);
  await expect(brand.getByText("Nothing replayed yet")).toBeVisible();
  await lookAt(brand, "the replays");
  await brand.getByText("The last click wins", { exact: true }).click();
  await brand.getByRole("button", { name: "Work out what would change" }).click();
  await expect(brand).toHaveURL(/\/replays\/[0-9a-f-]{36}/);
  await expect(brand.getByText("Sales that would change").first()).toBeVisible({ timeout: 30_000 });
  const fates = brand.getByRole("table", { name: "Gainers and losers" });
  await expect(fates.getByRole("row", { name: /Nils of replays.*Gains/ })).toContainText("+€5.00");
  await expect(fates.getByRole("row", { name: /Mara of replays.*Loses/ })).toContainText("-€5.00");
  await lookAt(brand, "a what-if");

  const download = brand.waitForEvent("download");
  await brand.getByRole("link", { name: "Download CSV" }).click();
  const file = readFileSync(await (await download).path(), "utf8");
  expect(file).toContain("#9001");
  expect(file).toContain("Mara of replays 100 %");

  await brand.getByRole("link", { name: "Apply it …" }).click();
  await expect(brand.getByText("2 creators are told by mail")).toBeVisible();
  await lookAt(brand, "the second look");
  await brand.getByRole("button", { name: "Apply and post the differences" }).click();
  await expect(brand.getByText("Say why, in a sentence or two").first()).toBeVisible();
  await brand.getByLabel("Why, in your words").fill("We had agreed on the last click with all of you.");
  await brand.getByLabel("I have looked at who gains and who loses.").check();
  await brand.getByRole("button", { name: "Apply and post the differences" }).click();
  await expect(brand.getByText(/Applied on/)).toBeVisible({ timeout: 30_000 });
  await lookAt(brand, "an applied replay");

  await brand.getByRole("link", { name: "#9001" }).click();
  await expect(brand).toHaveURL(/\/sales\//);
  await expect(brand.getByText(/Credited to Nils of replays/).first()).toBeVisible();
  await expect(brand.getByText(/Decided again by replay 1/).first()).toBeVisible();
  await lookAt(brand, "the sale that changed hands");
  await nils.page.goto("/creator/sales");
  await expect(nils.page.getByText("#9001").first()).toBeVisible();
  await nils.page.goto("/dev/outbox");
  await expect(nils.page.getByText("decided sales of", { exact: false }).first()).toBeVisible();
});
