import { readFileSync } from "node:fs";
import { expect, type Browser, type Page } from "@playwright/test";
import { STAFF_LINKS_FILE, type StaffLinks } from "./staff-links.ts";

export const PASSWORD = "nine small teapots";

/** Chromium without a window calls itself HeadlessChrome, which is rightly counted as a bot; a shopper's browser is one with a window. */
const SHOPPERS_AGENT =
  "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/** A person at a browser of their own. */
export async function openBrowser(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ userAgent: SHOPPERS_AGENT });
  return context.newPage();
}

export async function signUpBrand(
  page: Page,
  brand: { name: string; host: string; person: string; email: string },
): Promise<void> {
  await page.goto("/sign-up/brand");
  await page.getByLabel("Company name").fill(brand.name);
  await page.getByLabel("Website").fill(brand.host);
  await page.getByLabel("Your name").fill(brand.person);
  await page.getByLabel("E-mail").fill(brand.email);
  await page.getByLabel("Password", { exact: false }).first().fill(PASSWORD);
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page).toHaveURL(/\/brands\//);
}

export async function signUpCreator(
  page: Page,
  creator: { name: string; handle: string; email: string },
): Promise<void> {
  await page.goto("/sign-up/creator");
  await page.getByLabel("Creator name").fill(creator.name);
  await page.getByLabel("Handle").fill(creator.handle);
  await page.getByLabel("Country you live in").selectOption("SE");
  await page.getByLabel("Tea and coffee").check();
  await page.getByLabel("Your name").fill(creator.name);
  await page.getByLabel("E-mail").fill(creator.email);
  await page.getByLabel("Password", { exact: false }).first().fill(PASSWORD);
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page).toHaveURL((url) => url.pathname === "/creator");
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: false }).first().fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

const staffEmails = { preparer: "priya@fairshare.example", approver: "arthur@fairshare.example" } as const;

/** A person of finance signs in; the first time with the link of their appointment, which works once. */
export async function enterAsStaff(page: Page, who: keyof typeof staffEmails): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(staffEmails[who]);
  await page.getByLabel("Password", { exact: false }).first().fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const signedIn = await page
    .waitForURL((url) => !url.pathname.startsWith("/sign-in"), { timeout: 3_000 })
    .then(() => true)
    .catch(() => false);
  if (!signedIn) await choosePassword(page, who);
}

/** Staff choose their passwords with the links of their appointment. */
async function choosePassword(page: Page, who: keyof StaffLinks): Promise<void> {
  const links = JSON.parse(readFileSync(STAFF_LINKS_FILE, "utf8")) as StaffLinks;
  await page.goto(links[who]);
  await page.getByLabel("New password", { exact: false }).first().fill(PASSWORD);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(page).not.toHaveURL(/reset-password/);
}

export async function addPayee(page: Page, holder: string, iban: string): Promise<void> {
  await page.goto("/creator/payee");
  await page.getByLabel("Account holder").fill(holder);
  await page.getByLabel("IBAN").fill(iban);
  await page.getByLabel("Your password").fill(PASSWORD);
  await page.getByRole("button", { name: "Save the account" }).click();
  await expect(page.getByRole("status").first()).toBeVisible();
}

/** The demo's clock moves for everybody. Whoever was signed in long ago signs in again. */
export async function moveClock(page: Page, by: string): Promise<void> {
  await page.goto("/dev/clock");
  await page.getByRole("button", { name: by }).click();
  await expect(page.getByText("The clock is ahead")).toBeVisible();
}
