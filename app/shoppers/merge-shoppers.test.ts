import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../kit/clock.ts";
import { groupedBy } from "../kit/grouped.ts";
import {
  mergeShoppers,
  MAX_EMAILS_PER_PERSON_SIGN,
  MAX_SIGHTINGS_PER_SIGN,
  type MergedShoppers,
} from "./merge-shoppers.ts";
import { signKinds, type PartedSign, type Sighting, type SignKind } from "./sign.ts";

const START = new Date("2026-05-01T09:00:00Z");
const LATE = addDays(START, 400);

/** "email:anna visitor:laptop" on a day; an order unless its id begins with "v". */
function seen(id: string, day: number, signs: string): Sighting {
  return {
    id,
    source: id.startsWith("v") ? "visit" : "order",
    seenAt: addDays(START, day),
    signs: signs.split(" ").map((sign) => ({ kind: sign.split(":")[0] as SignKind, key: sign })),
  };
}

/** Who is one shopper with whom, as "1001 1002 | 1003". */
function groupsOf({ shopperOf }: Pick<MergedShoppers, "shopperOf">): string {
  const groups = groupedBy([...shopperOf.keys()].sort(), (id) => shopperOf.get(id) ?? "");
  return [...groups.values()].map((ids) => ids.join(" ")).join(" | ");
}

const merged = (sightings: readonly Sighting[], at = LATE, parted: readonly PartedSign[] = []) =>
  groupsOf(mergeShoppers(sightings, parted, at));

describe("signs that name a person", () => {
  it("join the orders of one e-mail, one phone or one customer of the store, one leading to the next", () => {
    const orders = [
      seen("1001", 0, "email:anna"),
      seen("1002", 1, "email:anna phone:49"),
      seen("1003", 2, "phone:49 customer:7"),
      seen("1004", 3, "customer:7"),
      seen("1005", 4, "email:ben"),
    ];
    expect(merged(orders)).toBe("1001 1002 1003 1004 | 1005");
  });

  it("join nobody when so many e-mails go with them that they are a counter's phone or account", () => {
    const names = Array.from({ length: MAX_EMAILS_PER_PERSON_SIGN + 1 }, (_, index) => `buyer${index}`);
    const orders = names.map((name, index) => seen(`100${index}`, index, `email:${name} phone:shop`));
    expect(merged(orders)).toBe(orders.map(({ id }) => id).join(" | "));
    expect(merged(orders.slice(1))).toBe(
      orders
        .slice(1)
        .map(({ id }) => id)
        .join(" "),
    );
  });

  it("join nobody when they were seen too often to be one shopper's", () => {
    const orders = Array.from({ length: MAX_SIGHTINGS_PER_SIGN + 1 }, (_, index) =>
      seen(`o${index}`, index % 300, "phone:1"),
    );
    expect(new Set(mergeShoppers(orders, [], LATE).shopperOf.values()).size).toBe(orders.length);
  });
});

describe("signs of a browser", () => {
  it("give a visit without a name to the person who used the browser next, else to the one before", () => {
    const shared = [
      seen("v1", 1, "visitor:tablet click:first"),
      seen("1001", 2, "email:anna visitor:tablet"),
      seen("v2", 3, "visitor:tablet click:second"),
      seen("1002", 4, "email:ben visitor:tablet"),
      seen("v3", 5, "visitor:tablet click:third"),
    ];
    expect(merged(shared)).toBe("1001 v1 | 1002 v2 v3");
  });

  it("go by what had been seen up to the sale alone", () => {
    const shared = [
      seen("1001", 2, "email:anna visitor:tablet"),
      seen("v2", 3, "visitor:tablet click:second"),
      seen("1002", 4, "email:ben visitor:tablet"),
    ];
    expect(merged(shared, addDays(START, 3))).toBe("1001 v2");
    expect(merged(shared)).toBe("1001 | 1002 v2");
  });

  it("never join two people who each have an e-mail, and say so", () => {
    const shared = [seen("1001", 0, "email:anna cart:c"), seen("1002", 1, "email:ben cart:c")];
    const { apart } = mergeShoppers(shared, [], LATE);
    expect(merged(shared)).toBe("1001 | 1002");
    expect(apart).toEqual([{ kind: "cart", signKey: "cart:c", earlierId: "1001", laterId: "1002" }]);
  });

  it("join a person without an e-mail to the one with it", () => {
    expect(merged([seen("1001", 0, "phone:49 visitor:laptop"), seen("1002", 3, "email:anna visitor:laptop")])).toBe(
      "1001 1002",
    );
  });

  it("lead over visits that name nobody, but a click that was passed on makes no two people one", () => {
    const path = [
      seen("1001", 0, "phone:49 visitor:laptop"),
      seen("v1", 1, "visitor:laptop click:c"),
      seen("v2", 2, "click:c visitor:phone"),
      seen("v3", 3, "click:d visitor:phone"),
    ];
    expect(merged(path)).toBe("1001 v1 v2 v3");
    expect(merged([...path, seen("1002", 4, "email:anna visitor:phone")])).toBe("1001 v1 | 1002 v2 v3");
  });
});

describe("parting a join", () => {
  const orders = [seen("1001", 0, "email:anna phone:49"), seen("1002", 1, "email:ben phone:49")];

  it("keeps the two apart, and taking it back gives exactly what was before", () => {
    const before = mergeShoppers(orders, [], LATE);
    const parted = mergeShoppers(orders, [{ sightingId: "1002", signKey: "phone:49" }], LATE);
    expect([groupsOf(before), groupsOf(parted)]).toEqual(["1001 1002", "1001 | 1002"]);
    expect(mergeShoppers(orders, [], LATE)).toEqual(before);
  });
});

const sighting: fc.Arbitrary<Omit<Sighting, "id">> = fc
  .record({
    source: fc.constantFrom("order" as const, "visit" as const),
    day: fc.integer({ min: 0, max: 6 }),
    signs: fc.uniqueArray(fc.tuple(fc.constantFrom(...signKinds), fc.integer({ min: 0, max: 2 })), {
      minLength: 1,
      maxLength: 4,
      selector: String,
    }),
  })
  .map(({ source, day, signs }) => ({
    source,
    seenAt: addDays(START, day),
    signs: signs.map(([kind, number]) => ({ kind, key: `${kind}:${number}` })),
  }));
const sightings = fc
  .array(sighting, { maxLength: 9 })
  .map((all) => all.map((one, index): Sighting => ({ ...one, id: `s${index}` })));

describe("for any sightings", () => {
  it("the order in which they arrived does not matter", () => {
    const shuffled = sightings.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(merged(other)).toBe(merged(all));
        expect(mergeShoppers(other, [], LATE).apart).toEqual(mergeShoppers(all, [], LATE).apart);
      }),
      { numRuns: 500 },
    );
  });

  it("merging again, or hearing of a sighting twice, changes nothing", () => {
    fc.assert(
      fc.property(sightings, (all) => {
        expect(merged([...all, ...all])).toBe(merged(all));
      }),
    );
  });

  it("what comes after the sale changes nothing", () => {
    fc.assert(
      fc.property(sightings, fc.integer({ min: 0, max: 6 }), (all, day) => {
        const at = addDays(START, day);
        expect(merged(all, at)).toBe(
          merged(
            all.filter(({ seenAt }) => seenAt <= at),
            at,
          ),
        );
      }),
    );
  });

  it("two e-mails are never joined by the sign of a browser", () => {
    fc.assert(
      fc.property(sightings, (all) => {
        const withoutPhones = all.map((one) => ({
          ...one,
          signs: one.signs.filter(({ kind }) => kind !== "phone" && kind !== "customer"),
        }));
        const single = withoutPhones.filter(({ signs }) => signs.filter(({ kind }) => kind === "email").length < 2);
        const { shopperOf } = mergeShoppers(single, [], LATE);
        const emails = groupedBy(single, ({ id }) => shopperOf.get(id) ?? "");
        for (const ofShopper of emails.values()) {
          const keys = ofShopper.flatMap(({ signs }) => signs.filter(({ kind }) => kind === "email"));
          expect(new Set(keys.map(({ key }) => key)).size).toBeLessThan(2);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("parting a sign gives what there would be without it, and taking it back what was before", () => {
    fc.assert(
      fc.property(sightings, fc.nat(), fc.nat(), (all, which, sign) => {
        fc.pre(all.length > 0);
        const one = all[which % all.length]!;
        const { key } = one.signs[sign % one.signs.length]!;
        const without = all.map((other) =>
          other === one ? { ...one, signs: one.signs.filter((kept) => kept.key !== key) } : other,
        );
        expect(merged(all, LATE, [{ sightingId: one.id, signKey: key }])).toBe(merged(without));
      }),
    );
  });
});
