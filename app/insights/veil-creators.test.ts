import { describe, expect, it } from "vitest";
import { inThirdPerson, veilOf } from "./veil-creators.ts";

describe("what a creator reads about others", () => {
  it("has no other creator's name, in any case of letters", () => {
    const veil = veilOf(["Mara Lind"], ["Jonas Berg"], []);
    expect(veil("Credited to Jonas Berg: their click came 2 days before the sale.")).toBe(
      "Credited to another creator: their click came 2 days before the sale.",
    );
    expect(veil("JONAS BERG and Mara Lind")).toBe("Another creator and Mara Lind");
  });

  it("keeps the reader's own name where it is part of another's, and the other way round", () => {
    expect(veilOf(["Mara"], ["Mara Lind"], [])("Credited to Mara Lind, not to Mara.")).toBe(
      "Credited to another creator, not to Mara.",
    );
    expect(veilOf(["Mara Lind"], ["Mara"], [])("Credited to Mara Lind, not to Mara.")).toBe(
      "Credited to Mara Lind, not to another creator.",
    );
  });

  it("does not cut into longer words", () => {
    expect(veilOf([], ["Ann"], [])("Announced by Ann.")).toBe("Announced by another creator.");
  });

  it("has no code but their own, not even one a buyer made up", () => {
    const veil = veilOf(["MARA10"], [], ["JONAS5", "buyer@people.example"]);
    expect(veil("Their code JONAS5 was on the order; your code MARA10 too.")).toBe(
      "Their code was on the order; your code MARA10 too.",
    );
    expect(veil("The code buyer@people.example belongs to no creator.")).toBe("The code belongs to no creator.");
  });

  it("speaks of others in the third person", () => {
    expect(inThirdPerson("The purchase that bound this customer to you came 3 days after the sale.")).toBe(
      "The purchase that bound this customer to them came 3 days after the sale.",
    );
    expect(inThirdPerson("Your click came 34 days before the sale.")).toBe("Their click came 34 days before the sale.");
    expect(inThirdPerson("You brought this customer 3 days before the sale.")).toBe(
      "They brought this customer 3 days before the sale.",
    );
  });
});
