import { expect, test } from "vitest";
import type { ArrivedClick } from "./arrived-click.ts";
import { usualReasons } from "./classify-click.ts";
import { composeBatch, type JournalLine } from "./journal-line.ts";

const tap: ArrivedClick = {
  brandId: "01920000-0000-7000-8000-000000000001",
  id: "01920000-0000-7000-8000-000000000002",
  linkId: "01920000-0000-7000-8000-000000000003",
  partnershipId: "01920000-0000-7000-8000-000000000004",
  occurredAt: new Date("2026-06-01T09:00:00.000Z"),
  class: "counted",
  reason: usualReasons["counted"] ?? "",
  placement: "instagram-story",
  visitorKey: "a1",
  hourKey: "b2",
  addressPrefix: "192.0.2.0/24",
  userAgent: "Mozilla/5.0",
  refererHost: "",
  network: "instagram",
  country: "DE",
  device: "phone",
  isScan: false,
};

const linesOf = (...clicks: ArrivedClick[]) => JSON.parse(composeBatch(tap.id, clicks).body) as JournalLine[];

test("a line says what the click says, and leaves out what says nothing", () => {
  expect(linesOf(tap)).toEqual([
    {
      ...{ b: tap.brandId, i: tap.id, l: tap.linkId, p: tap.partnershipId, t: 1_780_304_400_000, k: "counted" },
      ...{
        s: "instagram-story",
        v: "a1",
        h: "b2",
        a: "192.0.2.0/24",
        u: "Mozilla/5.0",
        n: "instagram",
        c: "DE",
        d: "phone",
      },
    },
  ]);
  const unknown = { linkId: null, partnershipId: null, class: "unknown", reason: "of its own" } as const;
  const bare = {
    placement: "",
    hourKey: "a1",
    addressPrefix: "",
    userAgent: "",
    network: "",
    country: "",
    isScan: true,
  };
  expect(linesOf({ ...tap, ...unknown, ...bare })).toEqual([
    { b: tap.brandId, i: tap.id, t: 1_780_304_400_000, k: "unknown", r: "of its own", v: "a1", d: "phone", q: 1 },
  ]);
});

test("what a request says of itself comes through whole, whatever it is made of", () => {
  for (const text of ['"},{"b":"x', "back\\slash", "line\nbreak\ttab", "\u2028 \u0000 é 漢字 😀", "\ud800"]) {
    const [line, next] = linesOf({ ...tap, userAgent: text, refererHost: text, placement: text, reason: text }, tap);
    expect([line?.u, line?.f, line?.s, line?.r]).toEqual([text, text, text, text]);
    expect(next?.i).toBe(tap.id);
  }
});

test("a batch ends before a click that came a minute later than its first", () => {
  const later = { ...tap, occurredAt: new Date(tap.occurredAt.getTime() + 60_001) };
  const batch = composeBatch(tap.id, [tap, tap, later, tap]);
  expect([batch.clickCount, (JSON.parse(batch.body) as unknown[]).length, batch.firstAt]).toEqual([
    2,
    2,
    tap.occurredAt,
  ]);
});
