import { expect, test } from "vitest";
import type { ArrivedClick } from "./arrived-click.ts";
import { usualReasons } from "./classify-click.ts";
import { composeBatch, type JournalBody } from "./journal-line.ts";

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

const bodyOf = (...clicks: ArrivedClick[]) => JSON.parse(composeBatch(tap.id, clicks).body) as JournalBody;
const linesOf = (...clicks: ArrivedClick[]) => bodyOf(...clicks).c;

test("a line says what the click says, and leaves out what says nothing", () => {
  expect(linesOf(tap)).toEqual([
    {
      ...{ i: tap.id, g: 0, t: 1_780_304_400_000, k: "counted" },
      ...{
        s: "instagram-story",
        v: "a1",
        h: "b2",
        a: "192.0.2.0/24",
        u: 0,
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
    { i: tap.id, g: 0, t: 1_780_304_400_000, k: "unknown", r: "of its own", v: "a1", d: "phone", q: 1 },
  ]);
});

test("what a request says of itself comes through whole, whatever it is made of", () => {
  for (const text of ['"},{"b":"x', "back\\slash", "line\nbreak\ttab", "\u2028 \u0000 é 漢字 😀", "\ud800"]) {
    const {
      u: agents,
      c: [line, next],
    } = bodyOf({ ...tap, userAgent: text, refererHost: text, placement: text, reason: text }, tap);
    expect([agents[line?.u ?? -1], line?.f, line?.s, line?.r]).toEqual([text, text, text, text]);
    expect(next?.i).toBe(tap.id);
  }
});

test("a batch ends before a click that came a minute later than its first", () => {
  const later = { ...tap, occurredAt: new Date(tap.occurredAt.getTime() + 60_001) };
  const batch = composeBatch(tap.id, [tap, tap, later, tap]);
  expect([batch.clickCount, (JSON.parse(batch.body) as JournalBody).c.length, batch.firstAt]).toEqual([
    2,
    2,
    tap.occurredAt,
  ]);
});

test("links and browsers that many clicks share are written once", () => {
  const other = { ...tap, linkId: "01920000-0000-7000-8000-000000000009", userAgent: "Mozilla/5.0 (iPhone)" };
  const nobodys = { ...tap, linkId: null, partnershipId: null };
  const body = bodyOf(tap, other, tap, nobodys, other);
  expect(body.l).toEqual([
    { b: tap.brandId, l: tap.linkId, p: tap.partnershipId },
    { b: tap.brandId, l: other.linkId, p: tap.partnershipId },
    { b: tap.brandId },
  ]);
  expect(body.u).toEqual(["Mozilla/5.0", "Mozilla/5.0 (iPhone)"]);
  expect(body.c.map(({ g, u }) => [g, u])).toEqual([
    [0, 0],
    [1, 1],
    [0, 0],
    [2, 0],
    [1, 1],
  ]);
});
