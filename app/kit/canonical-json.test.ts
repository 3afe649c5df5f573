import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJsonOf } from "./canonical-json.ts";

/** The same said with the platform's own writer, which hashes of earlier rows were made with. */
const asTheyWereWritten = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === "bigint") return member.toString();
    if (member === null || typeof member !== "object" || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)));
  });

const anything = fc.anything({
  key: fc.oneof(fc.string(), fc.constantFrom("0", "7", "10", "01", "4294967295", "ä", "__proto")),
  values: [fc.string({ unit: "binary" }), fc.bigInt(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.date({ noInvalidDate: true })],
  withNullPrototype: false,
}); // prettier-ignore

describe("a value as canonical JSON", () => {
  it("is written as it always was, whatever it holds", () => {
    const wrapped = fc.tuple(anything, fc.dictionary(fc.string(), anything));
    fc.assert(
      fc.property(wrapped, (value) => canonicalJsonOf(value) === asTheyWereWritten(value)),
      { numRuns: 2_000 },
    );
  });

  it("does not depend on the order in which members were put in", () => {
    expect(canonicalJsonOf({ b: 1n, a: [{ d: null, c: undefined }] })).toBe('{"a":[{"d":null}],"b":"1"}');
    expect(canonicalJsonOf({ a: [{ d: null }], b: 1n })).toBe(canonicalJsonOf({ b: 1n, a: [{ d: null }] }));
  });
});
