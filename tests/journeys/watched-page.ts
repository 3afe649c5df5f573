import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What a page may not do unseen: each line is a sentence about what went wrong. */
export interface Watch {
  readonly complaints: string[];
  /** Bytes of scripts as they travelled. */
  scriptBytes(): Promise<number>;
}

/** Listens for what a person would not see: errors, warnings, refused content, questions a script asks. */
export async function watch(page: Page): Promise<Watch> {
  const complaints: string[] = [];
  const scripts: Promise<number>[] = [];
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const text = message.text();
    // The browser itself reports every answer above 399; the page's own check knows which status is meant.
    if (text.startsWith("Failed to load resource")) return;
    // The sandbox of a mail refuses even what the watcher below puts into every frame.
    if (text.includes("about:srcdoc") && text.includes("sandboxed")) return;
    complaints.push(`Console ${message.type()}: ${text}`);
  });
  page.on("pageerror", (error) => complaints.push(`A script broke: ${error.message}`));
  page.on("dialog", (dialog) => {
    complaints.push(`A script asked: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("response", (response) => {
    const type = response.request().resourceType();
    if (response.status() >= 400 && type !== "document")
      complaints.push(`${response.url()} answered ${response.status()}.`);
    if (type === "script")
      scripts.push(
        response
          .request()
          .sizes()
          .then(
            (sizes) => sizes.responseBodySize,
            () => 0,
          ),
      );
  });
  await page.exposeFunction("reportViolation", (what: string) =>
    complaints.push(`The content policy refused ${what}.`),
  );
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { reportViolation } = window as unknown as { reportViolation: (what: string) => void };
      reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return {
    complaints,
    scriptBytes: async () => (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0),
  };
}

/** How far the page is wider than the screen, and by what. Empty when it fits. */
export async function findOverflow(page: Page): Promise<string> {
  return page.evaluate(async () => {
    // A frame that has just changed its size moves its parts for a moment; where they end is what counts. What moves inside closed
    // details never ends: nobody sees it, and nobody waits for it.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const seen = document.getAnimations().filter(({ effect }) => {
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      return target?.checkVisibility({ contentVisibilityAuto: true }) ?? false;
    });
    await Promise.all(seen.map((animation) => animation.finished.catch(() => undefined)));
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return "";
    const wide = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map(
        (element) =>
          `${element.tagName.toLowerCase()}.${element.className.toString().split(" ").at(0) ?? ""} “${element.textContent.slice(0, 40)}”`,
      );
    return `${document.documentElement.scrollWidth} px wide on ${width}: ${wide.slice(-3).join(", ")}`;
  });
}

/** A title, one heading of the first order, nothing wider than the screen. */
export async function checkShape(page: Page, where: string): Promise<void> {
  expect.soft(await page.title(), `${where} has a title`).not.toBe("");
  expect.soft(await page.locator("h1").count(), `${where} has one heading of the first order`).toBe(1);
  expect.soft(await findOverflow(page), `${where} fits the screen`).toBe("");
}

/**
 * What axe finds against WCAG 2 A and AA. In the page itself: no frame of ours comes from elsewhere, and axe's other way opens a second page
 * for every look at one.
 */
export async function checkAccess(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa"]).setLegacyMode().analyze();
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ""}`).join(" | ")}`,
  );
  expect.soft(found, `${where} is open to everybody`).toEqual([]);
}
