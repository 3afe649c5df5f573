import { describe, expect, test } from "vitest";
import { MS_PER_DAY } from "../kit/clock.ts";
import { activeUntilMs, cutAddress, targetOf, type LinkFacts } from "./redirect-target.ts";

const end = new Date("2026-06-30T00:00:00Z");
const link: LinkFacts = {
  ...{
    brandId: "b",
    linkId: "l",
    partnershipId: "p",
    placement: "",
    destinationUrl: "https://shop.lumentea.example/tin",
  },
  ...{ website: "https://lumentea.example/", hosts: ["lumentea.example"], partnershipStatus: "active" },
  ...{
    partnershipEndedAt: null,
    campaignStatus: "published",
    campaignEndsAt: null,
    campaignEndedAt: null,
    tailDays: 7,
  },
};

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

describe("a link is active", () => {
  test("for good while nothing ends", () => {
    expect(activeUntilMs(link)).toBe(Infinity);
    expect(activeUntilMs({ ...link, partnershipStatus: "paused", campaignStatus: "paused" })).toBe(Infinity);
  });
  test("until the tail after the earliest end", () => {
    const untilTail = end.getTime() + 7 * MS_PER_DAY;
    const later = new Date(end.getTime() + MS_PER_DAY);
    expect(activeUntilMs({ ...link, campaignStatus: "ended", campaignEndedAt: end })).toBe(untilTail);
    expect(activeUntilMs({ ...link, campaignEndsAt: end })).toBe(untilTail);
    expect(activeUntilMs({ ...link, campaignStatus: "ended", campaignEndsAt: end, campaignEndedAt: later })).toBe(
      untilTail,
    );
    expect(activeUntilMs({ ...link, partnershipStatus: "ended", partnershipEndedAt: end, campaignEndsAt: later })).toBe(
      untilTail,
    );
  });
  test("never, when nobody agreed to it", () => {
    expect(activeUntilMs({ ...link, partnershipStatus: "declined" })).toBe(-Infinity);
    expect(activeUntilMs({ ...link, partnershipStatus: "applied" })).toBe(-Infinity);
  });
});

test("a target outside the brand's domains is never kept, wherever it came from", () => {
  expect(targetOf({ ...link, hosts: [] }, false)).toBeNull();
  expect(targetOf({ ...link, destinationUrl: "http://localhost:3000/shop" }, true)?.destination.beforeId).toBe(
    "http://localhost:3000/shop?fs_click=",
  );
  expect(targetOf({ ...link, destinationUrl: "http://localhost:3000/shop" }, false)?.destination.beforeId).toBe(
    "https://lumentea.example/?fs_click=",
  );
});
