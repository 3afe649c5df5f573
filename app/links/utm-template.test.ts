import { describe, expect, test } from "vitest";
import { fillUtmTemplate, judgeUtmTemplate, MAX_UTM_LENGTH, utmWordOf } from "./utm-template.ts";

const words = {
  network: "instagram",
  placement: "instagram-story",
  campaign: "first-flush-week",
  creator: "mara",
  link: "mara-lumen-tea",
};

describe("a template is checked when it is saved", () => {
  test("pairs with words in braces are fine, and so is none", () => {
    expect(judgeUtmTemplate("")).toBeNull();
    expect(judgeUtmTemplate("utm_source={network}&utm_medium=creator&utm_content={creator}-{placement}")).toBeNull();
  });
  test.each([
    ["utm_source", "not-pairs"],
    ["utm_source=a=b", "not-pairs"],
    ["utm_source={network}&", "not-pairs"],
    ["utm source=x", "bad-name"],
    ["=x", "bad-name"],
    ["utm_source=", "bad-value"],
    ["utm_source=two words", "bad-value"],
    ["utm_source=a%0d%0ab", "bad-value"],
    ["utm_source=x#top", "bad-value"],
    ["utm_source={netwrok}", "unknown-word"],
    ["utm_source=a&utm_source=b", "twice"],
    ["fs_click=mine", "kept-for-clicks"],
    ["FS_CLICK=mine", "kept-for-clicks"],
    [`utm_source=${"x".repeat(MAX_UTM_LENGTH)}`, "too-long"],
    [Array.from({ length: 11 }, (_none, index) => `p${index}=x`).join("&"), "too-many"],
  ])("%s is refused as %s", (template, fault) => {
    expect(judgeUtmTemplate(template)).toBe(fault);
  });
});

describe("a template is filled in", () => {
  test("with the words of the link", () => {
    expect(fillUtmTemplate("utm_source={network}&utm_content={creator}-{placement}", words, "")).toBe(
      "utm_source=instagram&utm_content=mara-instagram-story",
    );
  });
  test("but a parameter the destination already has wins", () => {
    expect(fillUtmTemplate("utm_source={network}&utm_medium=creator", words, "size=tin&utm_source=shop")).toBe(
      "utm_medium=creator",
    );
  });
  test("and no word of anybody can end the parameter it stands in", () => {
    const query = fillUtmTemplate("utm_campaign={campaign}", { ...words, campaign: "a&b=c#d\r\ne" }, "");
    expect(query).toBe("utm_campaign=a%26b%3Dc%23d%0D%0Ae");
  });
});

test("a campaign's name becomes one word of a report, in every script", () => {
  expect(utmWordOf(" First flush: week! ")).toBe("first-flush-week");
  expect(utmWordOf("春の新茶 2026")).toBe("春の新茶-2026");
});
