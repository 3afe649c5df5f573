import { describe, expect, test } from "vitest";
import { shareAddress, shareChannels, type SharedPost } from "./share-addresses.ts";
import { countForX, judgeCaption, writeCaption, type ShareMaterial } from "./share-texts.ts";

const material: ShareMaterial = {
  ...{ brandName: "Lumen Tea", campaignName: "First flush week", productTitle: null, title: "", disclosure: "#ad" },
  ...{ linkUrl: "https://fairshare.example/r/mara-lumen-tea", code: "MARA10", discountBps: 1000 },
};

describe("a caption", () => {
  test("begins with the disclosure, says what shoppers save and ends with the link", () => {
    expect(writeCaption(material)).toBe(
      "#ad First flush week at Lumen Tea. 10 % off with my code MARA10. https://fairshare.example/r/mara-lumen-tea",
    );
  });
  test("speaks of the product when the link shows one, after the creator's own words", () => {
    const caption = writeCaption({ ...material, productTitle: "Darjeeling, 100 g", title: "My breakfast tea" });
    expect(caption).toContain("#ad My breakfast tea. Darjeeling, 100 g at Lumen Tea.");
  });
  test("promises no discount that the code does not give", () => {
    expect(writeCaption({ ...material, discountBps: 0 })).toContain("My code: MARA10.");
    expect(writeCaption({ ...material, code: null })).not.toContain("code");
    expect(writeCaption({ ...material, discountBps: 1250 })).toContain("12.5 % off");
  });
});

describe("the disclosure in a caption", () => {
  test("is found however it is typed", () => {
    expect(judgeCaption(writeCaption(material), "#ad")).toBeNull();
    expect(judgeCaption("Paid  PARTNERSHIP with Lumen Tea. Lovely.", "Paid partnership with Lumen Tea")).toBeNull();
  });
  test("is missed when it was taken out, and when it stands where people must tap “more”", () => {
    expect(judgeCaption("Lovely tea.", "#ad")).toBe("missing");
    expect(judgeCaption(`${"Lovely tea. ".repeat(12)}#ad`, "#ad")).toBe("late");
  });
});

test("X counts an address as 23 characters, however long it is", () => {
  expect(countForX(`Tea https://fairshare.example/${"a".repeat(300)}`)).toBe(4 + 23);
});

describe("one tap", () => {
  const post: SharedPost = {
    caption: writeCaption(material),
    linkUrl: material.linkUrl,
    title: "First flush week",
    imageUrl: "https://lumentea.example/tin.jpg",
  };
  test.each(shareChannels)("opens %s with the link, and with nothing that could end a parameter early", (channel) => {
    const url = new URL(shareAddress(channel, { ...post, caption: `${post.caption} & more #tea` }));
    expect(url.hash).toBe("");
    expect(decodeURIComponent(url.search)).toContain(material.linkUrl);
    expect(url.search).not.toContain("+");
  });
  test("hands the words over once and the link once", () => {
    const url = new URL(shareAddress("x", post));
    expect(url.searchParams.get("url")).toBe(material.linkUrl);
    expect(url.searchParams.get("text")).toBe("#ad First flush week at Lumen Tea. 10 % off with my code MARA10.");
  });
  test("pins the picture when there is one", () => {
    expect(new URL(shareAddress("pinterest", post)).searchParams.get("media")).toBe(post.imageUrl);
    expect(new URL(shareAddress("pinterest", { ...post, imageUrl: null })).searchParams.has("media")).toBe(false);
  });
});
