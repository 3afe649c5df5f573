import { readFileSync } from "node:fs";
import { expect, type Browser, type Page } from "@playwright/test";
import { STAFF_LINKS_FILE, type StaffLinks } from "./staff-links.ts";

const PASSWORD = "nine small teapots";

/** A person at a browser of their own. */
export async function openBrowser(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  // The shops of these stories do not exist; their pages answer all the same.
  await context.route("https://*.example/**", (route) => route.fulfill({ contentType: "text/html", body: "<h1>A shop</h1>" }));
  return page;
}

export async function signUpBrand(page: Page, brand: { name: string; host: string; person: string; email: string }): Promise<void> {
  await page.goto("/sign-up/brand");
  await page.getByLabel("Company name").fill(brand.name);
  await page.getByLabel("Website").fill(brand.host);
  await page.getByLabel("Your name").fill(brand.person);
  await page.getByLabel("E-mail").fill(brand.email);
  await page.getByLabel("Password", { exact: false }).first().fill(PASSWORD);
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page).toHaveURL(/\/brands\//);
}

export async function signUpCreator(page: Page, creator: { name: string; handle: string; email: string }): Promise<void> {
  await page.goto("/sign-up/creator");
  await page.getByLabel("Creator name").fill(creator.name);
  await page.getByLabel("Handle").fill(creator.handle);
  await page.getByLabel("Country you live in").selectOption("SE");
  await page.getByLabel("Tea and coffee").check();
  await page.getByLabel("Your name").fill(creator.name);
  await page.getByLabel("E-mail").fill(creator.email);
  await page.getByLabel("Password", { exact: false }).first().fill(PASSWORD);
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page).toHaveURL(/\/creator/);
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: false }).first().fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Staff choose their passwords with the links of their appointment. */
export async function choosePassword(page: Page, who: keyof StaffLinks): Promise<void> {
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
