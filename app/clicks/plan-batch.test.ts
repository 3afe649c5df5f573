import { expect, test } from "vitest";
import type { ArrivedClick } from "./arrived-click.ts";
import { planBatch } from "./plan-batch.ts";

const noon = Date.UTC(2026, 5, 1, 12);
const click = (id: string, minutes: number, fields: Partial<ArrivedClick> = {}): ArrivedClick => ({
  ...{ brandId: "lumen-tea", id, linkId: "mara", partnershipId: "p", occurredAt: new Date(noon + minutes * 60_000) },
  ...{ class: "counted", reason: "", placement: "", visitorKey: "v", hourKey: "v", addressPrefix: "", userAgent: "" },
  ...{ refererHost: "" },
  ...fields,
});
const summary = (clicks: ArrivedClick[], max = 100) =>
  planBatch(clicks, max).map(
    (planned) => `${planned.click.id} ${planned.click.class}${planned.claims ? " claims" : ""}`,
  );

test("the first of a visitor's clicks in a batch may count, the others repeat it", () => {
  expect(summary([click("a", 0), click("b", 0), click("c", 59)])).toEqual(["a counted claims", "b repeat", "c repeat"]);
});

test("a click of the next hour waits for the next batch, in which it may count itself", () => {
  expect(summary([click("a", 0), click("b", 60), click("c", 60)])).toEqual(["a counted claims"]);
});

test("other visitors and other links are on their own, and what is no person claims nothing", () => {
  const clicks = [
    click("a", 0),
    click("b", 0, { hourKey: "w" }),
    click("c", 0, { linkId: "tom" }),
    click("d", 0, { class: "bot" }),
  ];
  expect(summary(clicks)).toEqual(["a counted claims", "b counted claims", "c counted claims", "d bot"]);
});

test("a batch has a largest size", () => {
  expect(summary([click("a", 0), click("b", 0), click("c", 0)], 2)).toHaveLength(2);
});
