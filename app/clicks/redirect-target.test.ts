import { describe, expect, test } from "vitest";
import { MS_PER_DAY } from "../kit/clock.ts";
import { standingOf } from "./link-standing.ts";
import { activeTimeOf, cutAddress, targetOf, writeLocation, type LinkFacts } from "./redirect-target.ts";

const end = new Date("2026-06-30T00:00:00Z");
const link: LinkFacts = {
  ...{ brandId: "b", brandName: "Lumen Tea", website: "https://lumentea.example/", hosts: ["lumentea.example"] },
  ...{ linkId: "l", slug: "mara-lumen-tea", title: "", placement: "", network: null, spot: "general" },
  ...{ destinationUrl: "https://shop.lumentea.example/tin", startsAt: null, expiresAt: null, handsOutCodes: false },
  ...{ partnershipId: "p", partnershipStatus: "active", partnershipEndedAt: null },
  ...{ creatorId: "c", creatorHandle: "mara", creatorName: "Mara who bakes" },
  ...{ campaignName: "First flush week", campaignStatus: "published", campaignEndsAt: null, campaignEndedAt: null },
  ...{ tailDays: 7, disclosure: "#ad", discountBps: 1000, currency: "EUR", utmTemplate: "", fallbackUrl: null },
  ...{ productTitle: null, productImageUrl: null, productPriceMinor: null },
};
const rules = { allowsLoopback: false, origin: "https://fairshare.example" };

describe("the click id in the address", () => {
  const withId = (url: string) => {
    const { beforeId, afterId } = cutAddress(url);
    return `${beforeId}ID${afterId}`;
  };
  test("goes behind what is there and before the fragment", () => {
    expect(withId("https://a.example/")).toBe("https://a.example/?fs_click=ID");
    expect(withId("https://a.example/?x=1&y=%20")).toBe("https://a.example/?x=1&y=%20&fs_click=ID");
    expect(withId("https://a.example/?x=1#top?no=query")).toBe("https://a.example/?x=1&fs_click=ID#top?no=query");
    expect(withId("https://a.example/#top")).toBe("https://a.example/?fs_click=ID#top");
  });
  test("takes the place of one that was copied along", () => {
    expect(withId("https://a.example/?fs_click=old&x=1")).toBe("https://a.example/?x=1&fs_click=ID");
  });
});

const activeUntil = (facts: LinkFacts) => activeTimeOf(facts).activeUntilMs;

describe("a link is active", () => {
  test("for good while nothing ends", () => {
    expect(activeUntil(link)).toBe(Infinity);
    expect(activeUntil({ ...link, partnershipStatus: "paused", campaignStatus: "paused" })).toBe(Infinity);
  });
  test("until the tail after the earliest end", () => {
    const untilTail = end.getTime() + 7 * MS_PER_DAY;
    const later = new Date(end.getTime() + MS_PER_DAY);
    expect(activeUntil({ ...link, campaignStatus: "ended", campaignEndedAt: end })).toBe(untilTail);
    expect(activeUntil({ ...link, campaignEndsAt: end })).toBe(untilTail);
    expect(activeUntil({ ...link, campaignStatus: "ended", campaignEndsAt: end, campaignEndedAt: later })).toBe(
      untilTail,
    );
    expect(activeUntil({ ...link, partnershipStatus: "ended", partnershipEndedAt: end, campaignEndsAt: later })).toBe(
      untilTail,
    );
  });
  test("never, when nobody agreed to it", () => {
    expect(activeUntil({ ...link, partnershipStatus: "declined" })).toBe(-Infinity);
    expect(activeUntil({ ...link, partnershipStatus: "applied" })).toBe(-Infinity);
  });
});

describe("a link of its own time", () => {
  const standing = (facts: LinkFacts, at: Date) => standingOf(activeTimeOf(facts), at.getTime());
  const day = (text: string) => new Date(`2026-06-${text}T00:00:00Z`);
  const timed: LinkFacts = { ...link, startsAt: day("10"), expiresAt: day("20") };
  test("waits for its start, ends at its end, and says which of the two it is", () => {
    expect(standing(timed, new Date(day("10").getTime() - 1))).toBe("not-yet");
    expect(standing(timed, day("10"))).toBe("active");
    expect(standing(timed, new Date(day("20").getTime() - 1))).toBe("active");
    expect(standing(timed, day("20"))).toBe("link-over");
  });
  test("never outlives its campaign's tail, and has no tail of its own", () => {
    const ended: LinkFacts = { ...timed, campaignStatus: "ended", campaignEndedAt: day("05") };
    expect(standing(ended, day("11"))).toBe("active");
    expect(standing(ended, day("12"))).toBe("past-tail");
    expect(standing({ ...link, partnershipStatus: "declined" }, day("12"))).toBe("past-tail");
  });
});

describe("where people go before and after", () => {
  test("is the page the campaign chose, else the brand's website", () => {
    const chosen = targetOf({ ...link, fallbackUrl: "https://lumentea.example/thanks" }, rules);
    expect(chosen?.fallback.beforeId).toBe("https://lumentea.example/thanks?fs_click=");
    expect(targetOf(link, rules)?.fallback.beforeId).toBe("https://lumentea.example/?fs_click=");
  });
  test("is never a page that is no longer the brand's", () => {
    const target = targetOf({ ...link, fallbackUrl: "https://evil.example/" }, rules);
    expect(target?.fallback.beforeId).toBe("https://lumentea.example/?fs_click=");
  });
});

describe("what the brand wants its reports to see", () => {
  const template = "utm_source={network}&utm_campaign={campaign}&utm_content={creator}.{placement}&utm_id={link}";
  const story: LinkFacts = { ...link, utmTemplate: template, network: "instagram", placement: "instagram-story" };
  const located = (facts: LinkFacts, asked: string | null) => {
    const target = targetOf(facts, rules);
    return target && writeLocation(target.destination, "ID", asked ?? target.placement);
  };
  test("goes behind the click id and before the fragment", () => {
    expect(located({ ...story, destinationUrl: "https://lumentea.example/tin?x=%01#order" }, null)).toBe(
      "https://lumentea.example/tin?x=%01&fs_click=ID&utm_source=instagram&utm_campaign=first-flush-week" +
        "&utm_content=mara.instagram-story&utm_id=mara-lumen-tea#order",
    );
  });
  test("names the placement that the click itself brought", () => {
    expect(located(story, "monday")).toContain("&utm_content=mara.monday&");
    expect(located({ ...story, utmTemplate: "utm_source={network}" }, "monday")).toMatch(/ID&utm_source=instagram$/);
  });
  test("says of the general link that it is for anywhere", () => {
    expect(located({ ...link, utmTemplate: "utm_source={network}&utm_content={placement}" }, null)).toMatch(
      /utm_source=any&utm_content=general$/,
    );
  });
  test("is added to the page for latecomers as well", () => {
    expect(targetOf(story, rules)?.fallback.afterId).toContain("utm_source=instagram");
  });
});

test("a link that hands out codes leads to our page first, and the shop's address is kept for it", () => {
  const target = targetOf({ ...link, handsOutCodes: true }, rules);
  expect(target?.destination.beforeId).toBe("https://fairshare.example/codes/mara-lumen-tea?fs_click=");
  expect(targetOf({ ...link, handsOutCodes: true, hosts: [] }, rules)).toBeNull();
});

test("a target outside the brand's domains is never kept, wherever it came from", () => {
  const local = { ...link, destinationUrl: "http://localhost:3000/shop" };
  expect(targetOf({ ...link, hosts: [] }, rules)).toBeNull();
  expect(targetOf(local, { ...rules, allowsLoopback: true })?.destination.beforeId).toBe(
    "http://localhost:3000/shop?fs_click=",
  );
  expect(targetOf(local, rules)?.destination.beforeId).toBe("https://lumentea.example/?fs_click=");
});
