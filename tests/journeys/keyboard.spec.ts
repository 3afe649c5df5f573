import { expect, test, type Locator, type Page } from "@playwright/test";
import { TENANTS_PASSWORD } from "#tests/world/tenant-cast.ts";
import { readWorld } from "./inhabited-world.ts";

const MOST_TABS = 120;

/** Tabs on until the element has the focus, and can be seen to have it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeAttached();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(await showsFocus(target), "the focus is visible").toBe(true);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`The keyboard does not reach ${target.toString()}.`);
}

/** Something about it, or beside it where the ticks hide, looks different once the focus has gone; then it has the focus again. */
function showsFocus(target: Locator): Promise<boolean> {
  return target.evaluate(async (element) => {
    const around = [element, element.parentElement, element.nextElementSibling, element.closest("label")].filter(
      (one) => one !== null,
    );
    const look = async () => {
      await Promise.all(around.flatMap((one) => one.getAnimations()).map((animation) => animation.finished));
      const styles = around.map((one) => getComputedStyle(one));
      return styles
        .map(({ outline, borderColor, boxShadow, top }) => [outline, borderColor, boxShadow, top].join())
        .join();
    };
    const withFocus = await look();
    (element as HTMLElement).blur();
    getComputedStyle(element).getPropertyValue("outline");
    const without = await look();
    (element as HTMLElement).focus();
    return withFocus !== without;
  });
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await type(page, page.getByLabel("E-mail"), email);
  await type(page, page.locator("input[name=password]").first(), TENANTS_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/sign-in/);
}

test("a brand posts, a creator claims and finance approves without a mouse", async ({ browser }) => {
  const { lumen, staff } = readWorld().tenants;
  const brand = await (await browser.newContext()).newPage();
  await signIn(brand, lumen.members.owner.email);
  await press(brand, brand.getByRole("link", { name: "Skip to content" }));
  await expect(brand).toHaveURL(/#content/);
  await press(brand, brand.getByRole("link", { name: "Campaigns", exact: true }));
  await press(brand, brand.getByRole("link", { name: /(New|Post a) campaign/ }).first());
  await expect(brand.getByRole("heading", { level: 1 })).toHaveText("New campaign");
  await type(brand, brand.locator("input[name=name]"), "Quiet hands");
  await type(brand, brand.locator("textarea[name=brief]"), "Ten quiet minutes, told without a mouse.");
  await type(brand, brand.locator("input[name=destinationUrl]"), `https://${lumen.cast.host}/quiet`);
  await tabTo(brand, brand.getByLabel("Baking"));
  await brand.keyboard.press("Space");
  await type(brand, brand.locator("input[name=newCustomerRate]"), "12");
  await tabTo(brand, brand.getByRole("radio", { name: /Creators apply/ }));
  await brand.keyboard.press("ArrowDown");
  await press(brand, brand.getByRole("button", { name: "Save and publish" }));
  await expect(brand).toHaveURL(/done=published/);
  await brand.context().close();

  const creator = await (await browser.newContext()).newPage();
  await signIn(creator, lumen.creator.email);
  await press(creator, creator.getByRole("link", { name: "Offers", exact: true }));
  await press(creator, creator.getByRole("link", { name: "Quiet hands" }).first());
  await press(creator, creator.getByRole("button", { name: "Claim and get my link" }));
  await expect(creator).toHaveURL(/\/partnerships\//);
  await creator.context().close();

  const finance = await (await browser.newContext()).newPage();
  await signIn(finance, staff.preparer.email);
  await press(finance, finance.getByRole("button", { name: "Approve all that are ready" }));
  await expect(finance.getByText("would become payable")).toBeVisible();
  await press(finance, finance.getByRole("button", { name: /^Approve \d+ commissions?$/ }));
  await expect(finance.getByText(/payable now/)).toBeVisible();
  await finance.context().close();
});
