import { describe, expect, test } from "vitest";
import { cardOf, type CardFacts } from "./link-card.ts";
import { writeCardPage } from "./preview-card.server.ts";

const facts: CardFacts = {
  ...{ title: "", brandName: "Lumen Tea", creatorName: "Mara who bakes", disclosure: "#ad" },
  ...{ discountBps: 1000, currency: "EUR", productTitle: "First flush Darjeeling, 100 g" },
  ...{ productImageUrl: "https://lumentea.example/tin.jpg", productPriceMinor: 1850n },
};
const url = "https://fairshare.example/r/mara-tin";

describe("a preview card", () => {
  test("shows the product with its price, what shoppers save, and the disclosure first", () => {
    expect(cardOf(facts, url)).toEqual({
      title: "First flush Darjeeling, 100 g",
      description: "#ad €18.50 at Lumen Tea. 10 % off with the code of Mara who bakes.",
      imageUrl: "https://lumentea.example/tin.jpg",
      canonicalUrl: url,
      siteName: "Lumen Tea",
    });
  });
  test("takes the creator's own title before the product's", () => {
    const card = cardOf({ ...facts, title: "My breakfast tea" }, url);
    expect(card?.title).toBe("My breakfast tea");
    expect(card?.description).toContain("First flush Darjeeling, 100 g, €18.50 at Lumen Tea.");
  });
  test("is not made for a link that says nothing of its own", () => {
    expect(cardOf({ ...facts, productTitle: null }, url)).toBeNull();
  });
  test("always says who recommends and where, also without price and discount", () => {
    const bare = { ...facts, title: "Tea", productTitle: null, productPriceMinor: null, discountBps: 0 };
    expect(cardOf(bare, url)?.description).toBe("#ad Recommended by Mara who bakes at Lumen Tea.");
  });
});

describe("the page networks read", () => {
  const page = (title: string) => {
    const card = cardOf({ ...facts, title }, url);
    return card ? writeCardPage(card) : "";
  };
  test("carries Open Graph, X's card, the picture and the address", () => {
    const html = page("My breakfast tea");
    expect(html).toContain('<meta property="og:title" content="My breakfast tea">');
    expect(html).toContain('<meta property="og:image" content="https://lumentea.example/tin.jpg">');
    expect(html).toContain('<meta name="twitter:card" content="summary_large_image">');
    expect(html).toContain(`<link rel="canonical" href="${url}">`);
  });
  test("lets no title end its attribute or start an element", () => {
    const html = page(`"><img src=x onerror=alert(1)><script>'`);
    expect(html).not.toContain("<script>");
    expect(html).not.toContain("<img");
    expect(html).toContain("&quot;&gt;&lt;img");
  });
});
