import { expect, test } from "@playwright/test";
import { addressOf, everyAddress, searchOf } from "./every-address.ts";
import { openAs } from "./inhabited-world.ts";
import { checkAccess, checkShape, watch } from "./watched-page.ts";

// A page is looked at, not told as a story: a recording of it would take longer than the look.
test.use({ trace: "off" });

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 375, height: 812 };
const MAX_SCRIPT_BYTES = 200_000;
/** Complete as HTML: they load no script at all. */
const scriptless = new Set(["/"]);
const refusing = new Map([["/*", 404]]);

for (const { route, who } of everyAddress()) {
  test(`${route} as ${who ?? "a stranger"}`, async ({ browser }) => {
    const context = await openAs(browser, who);
    const page = await context.newPage();
    const watched = await watch(page);
    await page.setViewportSize(DESKTOP);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    const answer = await page.goto(addressOf(route) + searchOf(route), { waitUntil: "load" });
    expect(answer?.status()).toBe(refusing.get(route) ?? 200);
    expect(new URL(page.url()).pathname, "nobody was sent elsewhere").toBe(addressOf(route));
    await checkShape(page, "On a desk it");
    await checkAccess(page, "On a desk, by day, it");
    await page.setViewportSize(PHONE);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await checkShape(page, "On a phone it");
    await checkAccess(page, "On a phone, by night, it");
    if (scriptless.has(route)) expect.soft(await page.locator("script").count(), "scripts").toBe(0);
    expect
      .soft(await watched.scriptBytes(), "bytes of script")
      .toBeLessThan(scriptless.has(route) ? 1 : MAX_SCRIPT_BYTES);
    expect(watched.complaints).toEqual([]);
    await context.close();
  });
}
