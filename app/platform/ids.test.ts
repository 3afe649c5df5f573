import { describe, expect, test } from "vitest";
import { isId } from "#app/kit/ids.ts";
import { newUuid } from "./ids.server.ts";

describe("ids", () => {
  test("are UUIDs of version 7, each later one greater, also within one millisecond", () => {
    const ids = Array.from({ length: 20_000 }, newUuid);
    expect(
      ids.every((id) => isId(id) && /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("carry the time they were made at", () => {
    const beforeMs = Date.now();
    const madeMs = Number.parseInt(newUuid().replaceAll("-", "").slice(0, 12), 16);
    expect(madeMs).toBeGreaterThanOrEqual(beforeMs);
    // 20,000 ids of the test before may have run a few milliseconds ahead.
    expect(madeMs - Date.now()).toBeLessThan(100);
  });
});
