import { expect, test, type Browser, type Page } from "@playwright/test";
import { addPayee, enterAsStaff, moveClock, openBrowser, signIn, signUpBrand, signUpCreator } from "./people.ts";
import { claimOffer, connectShop, publishCampaign, readClock, recordTransfer, reloadUntil } from "./shop-steps.ts";
import { sendTeaDispute, sendTeaOrder, sendTeaRefund, teaShop, type TeaSender } from "./tea-webhooks.ts";

test.describe.configure({ mode: "serial" });

const SLUG = "month-end-tea";
const CREATOR = "Nora of the month end";
const CREATOR_EMAIL = "nora@month-end.example";
const REASON = "Her letter to friends shows the code, so it did not leak.";

interface Story {
  readonly browser: Browser;
  readonly brand: Page;
  readonly creator: Page;
  readonly sender: TeaSender;
}

/**
 * Five orders of 400, 300, 200, 500 and 250 euros at 10 %: 4001 is refunded after it was paid, 4002 loses a dispute after that, 4003 wins one
 * before, 4004 is declined and appealed, 4005 is ordinary.
 */
const orders = [
  [4001, "400.00"],
  [4002, "300.00"],
  [4003, "200.00"],
  [4004, "500.00"],
  [4005, "250.00"],
] as const;

test("a month-end, from the review to the closed month", async ({ browser }) => {
  test.setTimeout(420_000);
  const story = await begin(browser);
  const { brand, sender } = story;
  const soldAt = await readClock(brand);
  for (const [number, price] of orders) expect(await sendTeaOrder(sender, number, price, soldAt)).toBe(200);
  for (const [number] of orders) await reloadUntil(brand, `/brands/${SLUG}/sales`, `#${number}`);
  await moveClock(brand, "31 days later");
  await disputeOpensAndIsWon(story);
  await preparerReviews(story);
  await creatorAppeals(story);
  await approverOverturns(story);
  await paysOneReturnedAndOneArrived(story);
  await refundAndLostDisputeAfterPayout(story);
  await moveClock(brand, "31 days later");
  await closesTheMonth(story, soldAt);
});

async function begin(browser: Browser): Promise<Story> {
  // The links of their appointment would be too old once the clock has moved.
  for (const who of ["preparer", "approver"] as const) await asStaff(browser, who, () => Promise.resolve());
  const brand = await openBrowser(browser);
  const host = `${SLUG}.example`;
  await signUpBrand(brand, { name: "Month End Tea", host, person: "Olive Hart", email: `olive@${host}` });
  const storeId = await connectShop(brand, SLUG, teaShop);
  await publishCampaign(brand, SLUG, host, teaShop, "Month-end ritual");
  const creator = await openBrowser(browser);
  await signUpCreator(creator, { name: CREATOR, handle: "nora-month-end", email: CREATOR_EMAIL });
  await addPayee(creator, "Nora Lind", "SE4550000000058398257466");
  const linkUrl = await claimOffer(creator, "Month-end ritual");
  const shopper = await openBrowser(browser);
  const landing = shopper.waitForRequest((request) => new URL(request.url()).host === host);
  await shopper.goto(linkUrl).catch(() => null);
  const clickId = new URL((await landing).url()).searchParams.get("fs_click") ?? "";
  await shopper.context().close();
  return { browser, brand, creator, sender: { request: brand.request, storeId, clickId } };
}

/** Staff work in a browser of their own: whoever was signed in before the clock moved signs in again. */
async function asStaff(
  browser: Browser,
  who: "preparer" | "approver",
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await openBrowser(browser);
  await enterAsStaff(page, who);
  await work(page);
  await page.context().close();
}

async function openCommission(page: Page, order: string): Promise<void> {
  await page.goto("/finance?order=newest");
  await page.getByRole("link", { name: order, exact: true }).click();
  await expect(page).toHaveURL(/\/commissions\//);
}

async function disputeOpensAndIsWon({ browser, brand, sender }: Story): Promise<void> {
  const at = await readClock(brand);
  expect(await sendTeaDispute(sender, 4003, { amount: "200.00", status: "needs_response", at })).toBe(200);
  await asStaff(browser, "preparer", async (page) => {
    await reloadUntil(page, "/finance?state=blocked", "#4003");
    await expect(page.getByText("Disputed", { exact: true }).first()).toBeVisible();
    const later = new Date(at.getTime() + 60_000);
    expect(await sendTeaDispute(sender, 4003, { amount: "200.00", status: "won", at: later })).toBe(200);
    await reloadUntil(page, "/finance?state=ready", "#4003");
  });
}

async function preparerReviews({ browser }: Story): Promise<void> {
  await asStaff(browser, "preparer", async (page) => {
    await openCommission(page, "#4004");
    await page.keyboard.press("d");
    await page.getByRole("radio", { name: "Leaked code" }).check();
    await page.getByRole("button", { name: "Decline and tell the creator" }).click();
    await expect(page.getByText("Declined. The creator was told, with the reason.")).toBeVisible();
    await page.goto("/finance");
    await page.getByRole("checkbox", { name: "Choose order #4005" }).check();
    await page.getByRole("button", { name: "Decline the ticked ones…" }).click();
    await expect(page.getByText("1 commission would be declined: €25.00.")).toBeVisible();
    await page.getByRole("link", { name: "Back to the queue" }).click();
    await page.getByRole("button", { name: "Approve all that are ready…" }).click();
    await expect(page.getByText(/commissions would become payable/)).toBeVisible();
    await page.getByRole("button", { name: /^Approve \d+ commissions$/ }).click();
    await expect(page.getByText(/payable now/)).toBeVisible();
  });
}

/** Earnings list every sale, however long ago it was. */
async function openOwnSale(page: Page, order: string): Promise<void> {
  await page.goto("/creator/earnings");
  await page.getByRole("link", { name: order }).first().click();
  await expect(page).toHaveURL(/\/sales\//);
}

async function creatorAppeals({ creator, brand }: Story): Promise<void> {
  await signIn(creator, CREATOR_EMAIL);
  await openOwnSale(creator, "#4004");
  await creator.getByLabel("Why is the decline wrong?").fill("The code stands in my letter to friends only.");
  await creator.getByLabel("Link to a proof").fill("https://letters.example/june");
  await creator.getByRole("button", { name: "Send the appeal" }).click();
  await expect(creator.getByText("Sent. Everybody who may answer was told")).toBeVisible();
  await brand.goto(`/brands/${SLUG}/appeals`);
  await expect(brand.getByRole("link", { name: "#4004" })).toBeVisible();
}

async function approverOverturns({ browser, creator }: Story): Promise<void> {
  await asStaff(browser, "preparer", async (page) => {
    await page.goto("/finance/appeals");
    await page.getByRole("link", { name: "#4004" }).click();
    await expect(page.getByText("You declined this commission, so another person answers the appeal.")).toBeVisible();
  });
  await asStaff(browser, "approver", async (page) => {
    await page.goto("/finance/appeals");
    await page.getByRole("link", { name: "#4004" }).click();
    await page.getByLabel("Reason").fill(REASON);
    await page.getByRole("button", { name: "Overturn it: €50.00 counts again" }).click();
    await expect(page.getByText("Overturned. The difference is posted")).toBeVisible();
    await openCommission(page, "#4004");
    await page.getByRole("button", { name: "Approve €50.00" }).click();
    await expect(page.getByText("Approved. It is payable now")).toBeVisible();
  });
  await creator.reload();
  await expect(creator.getByText(REASON).first()).toBeVisible();
  await expect(creator.getByText("Overturned", { exact: true })).toBeVisible();
}

/** Returns the batch's address. */
async function prepareAndSend(browser: Browser, amount: string): Promise<string> {
  let address = "";
  await asStaff(browser, "preparer", async (page) => {
    await page.goto("/finance/batches/new?rail=sepa&currency=EUR&cutOff=");
    await expect(page.getByText(CREATOR).first()).toBeVisible();
    await expect(page.getByText(amount).first()).toBeVisible();
    await page.getByRole("button", { name: "Prepare this batch" }).click();
    await expect(page.getByText("You prepared it; another person approves.")).toBeVisible();
    address = new URL(page.url()).pathname;
  });
  await asStaff(browser, "approver", async (page) => {
    await page.goto(address);
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(page.getByText("Bank files")).toBeVisible();
  });
  return address;
}

async function paysOneReturnedAndOneArrived({ browser }: Story): Promise<void> {
  await asStaff(browser, "preparer", (page) => recordTransfer(page, "Month End Tea", "500.00"));
  const first = await prepareAndSend(browser, "€165.00");
  await asStaff(browser, "preparer", async (page) => {
    await page.goto(first);
    await page.getByRole("link", { name: CREATOR }).click();
    await page.getByLabel("The bank’s reason").fill("AC04 closed account");
    await page.getByRole("button", { name: "Record as returned" }).click();
    await expect(page.getByText("Recorded: the money is payable again")).toBeVisible();
    // Others of earlier journeys may be in the batch too.
    await page.goto(first);
    const arrived = page.getByRole("button", { name: /arrived/ });
    if (await arrived.isVisible()) await arrived.click();
  });
  const second = await prepareAndSend(browser, "€165.00");
  await asStaff(browser, "preparer", async (page) => {
    await page.goto(second);
    await expect(page.getByText("Last one returned").first()).toBeVisible();
    await page.getByRole("button", { name: /arrived/ }).click();
    await expect(page.getByText("Recorded: what was on its way has arrived.")).toBeVisible();
  });
}

async function refundAndLostDisputeAfterPayout({ brand, creator, sender }: Story): Promise<void> {
  const at = await readClock(brand);
  expect(await sendTeaRefund(sender, 4001, "400.00", at)).toBe(200);
  expect(await sendTeaDispute(sender, 4002, { amount: "300.00", status: "lost", at })).toBe(200);
  for (const [order, amount] of [
    ["#4001", "€40.00"],
    ["#4002", "€30.00"],
  ] as const) {
    // prettier-ignore
    await openOwnSale(creator, order);
    await reloadUntil(creator, creator.url(), `${amount} was paid out before it was taken back`);
  }
}

async function closesTheMonth({ browser, brand, sender }: Story, soldAt: Date): Promise<void> {
  const month = (await lastMonthOf(brand)).toISOString().slice(0, 7);
  await asStaff(browser, "preparer", async (page) => {
    await page.goto("/finance/months");
    await page.goto(`/finance/months/${month}`);
    await page.getByText("Propose to close it…").click();
    await page.getByRole("button", { name: "Propose to close it", exact: true }).click();
    await expect(page.getByText("You proposed it; another person closes it.")).toBeVisible();
    await reloadUntil(page, `/finance/months/${month}`, /^All \d+ checks of the books hold\.$/);
  });
  await asStaff(browser, "approver", async (page) => {
    await page.goto(`/finance/months/${month}`);
    await page.getByText("Close the month…").click();
    await page.getByRole("button", { name: "Close the month", exact: true }).click();
    await expect(page.getByText("Closed. Every creator’s statement of the month is sealed.")).toBeVisible();
  });
  // An order of the closed months that comes only now.
  expect(await sendTeaOrder(sender, 4006, "100.00", soldAt)).toBe(200);
  const search = new URLSearchParams({ first: soldAt.toISOString().slice(0, 10), last: "2099-12-31" });
  await reloadUntil(brand, `/brands/${SLUG}/sales?${search.toString()}`, "#4006");
  await brand.getByRole("link", { name: "#4006" }).first().click();
  await expect(brand.getByText(/in a month that is closed, so it is booked on/).first()).toBeVisible();
}

/** An instant of the month before the story's last one. */
async function lastMonthOf(page: Page): Promise<Date> {
  const now = await readClock(page);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0));
}
