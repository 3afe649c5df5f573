import { expect, test, type Browser, type Page } from "@playwright/test";
import { openAs, readWorld, type Resident } from "./inhabited-world.ts";
import { checkAccess, checkShape, watch, type Watch } from "./watched-page.ts";

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 375, height: 812 };
const REASON = "Your tasting on Sunday led her here, and she told our shop so.";

interface Seat {
  readonly page: Page;
  readonly watched: Watch;
}

async function sitDown(browser: Browser, who: Resident): Promise<Seat> {
  const page = await (await openAs(browser, who)).newPage();
  await page.emulateMedia({ reducedMotion: "reduce" });
  return { page, watched: await watch(page) };
}

/** As everybody sees it: nothing wider than the screen and open to all, on a desk and on a phone, and nothing of the buyer in it. */
async function look({ page }: Seat, what: string): Promise<void> {
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    await checkShape(page, `${what} at ${size.width} px`);
    await checkAccess(page, `${what} at ${size.width} px`);
  }
  const { secret } = readWorld().tenants.lumen.cast.words;
  expect((await page.content()).toLowerCase()).not.toContain(secret.toLowerCase());
}

test("a creator misses a sale, asks, and is credited by the brand with a reason that both can read", async ({
  browser,
}) => {
  const { lumen } = readWorld().tenants;
  const order = `#1002 ${lumen.cast.words.house}`;
  const creator = await sitDown(browser, "creator");
  await creator.page.goto("/creator/missing-sale");
  await look(creator, "The question");
  await creator.page.getByLabel("Order number").fill("no such order");
  await creator.page.getByRole("button", { name: "Look it up" }).click();
  const unknown = creator.page.getByRole("note", { name: "Order no such order" });
  await expect(unknown.getByText("No order with this number is known to us at your brands.")).toBeVisible();
  await creator.page.getByLabel("Order number").fill(order);
  await creator.page.getByRole("button", { name: "Look it up" }).click();
  await expect(creator.page.getByText("Nothing on it leads to you")).toBeVisible();
  await look(creator, "The answer");
  await creator.page.getByLabel("What do you know about this sale?").fill("She bought after my tasting on Sunday.");
  await creator.page.getByLabel("Link to a proof").fill("http://insecure.example");
  await creator.page.getByRole("button", { name: "Send it to the brand" }).click();
  await expect(creator.page.getByText("Give a link beginning with https://")).toBeVisible();
  await creator.page.getByLabel("Link to a proof").fill("https://pictures.example/tasting");
  await creator.page.getByRole("button", { name: "Send it to the brand" }).click();
  await expect(creator.page.getByText("Sent. The brand has 14 days to answer")).toBeVisible();
  await look(creator, "The sent inquiry");

  const brand = await sitDown(browser, "owner");
  await brand.page.goto(`/brands/${lumen.slug}/inquiries`);
  await look(brand, "The inbox");
  await brand.page.getByRole("link", { name: order }).click();
  await expect(brand.page.getByText("She bought after my tasting on Sunday.")).toBeVisible();
  await look(brand, "The inquiry");
  await brand.page.getByLabel("Reason").fill(REASON);
  // A creator of several campaigns, as they are once other journeys were walked: the brand says under which one.
  const campaign = brand.page.getByLabel("Campaign");
  if (await campaign.isVisible()) await campaign.selectOption({ index: 1 });
  await brand.page.getByRole("button", { name: "Credit it to" }).click();
  await expect(brand.page.getByText("Credited. The difference is posted")).toBeVisible();
  await look(brand, "The answered inquiry");
  await brand.page.getByRole("link", { name: /Open the whole explanation/ }).click();
  await expect(brand.page.getByText("its own word goes before every rule").first()).toBeVisible();
  await expect(brand.page.getByText(REASON)).toBeVisible();
  await look(brand, "The explanation for the brand");

  await creator.page.goto("/creator/missing-sale");
  await creator.page.getByRole("link", { name: `See the sale of order ${order}` }).click();
  await expect(creator.page.getByText("the brand says that they brought this sale").first()).toBeVisible();
  await expect(creator.page.getByText(REASON)).toBeVisible();
  await expect(creator.page.getByRole("heading", { name: "What other rules would have said" })).toBeVisible();
  await look(creator, "The explanation for the creator");
  // The one form that was meant to be wrong.
  expect(creator.watched.complaints).toEqual([expect.stringContaining("/creator/missing-sale.data answered 422.")]);
  expect(brand.watched.complaints).toEqual([]);
});
