import { expect, test } from "vitest";
import { readRedirectUrl } from "../clicks/read-redirect-url.ts";
import { proposePlacement } from "./propose-placement.ts";

const story = { network: "instagram", spot: "story", title: "" } as const;
const none: ReadonlySet<string> = new Set();

test("a placement says network, spot and title in one word that can be read", () => {
  expect(proposePlacement(story, none)).toBe("instagram-story");
  expect(proposePlacement({ ...story, title: "Sunday’s bread!" }, none)).toBe("instagram-story-sunday-s-bread");
  expect(proposePlacement({ network: null, spot: "print", title: "" }, none)).toBe("print");
  expect(proposePlacement({ network: "newsletter", spot: "newsletter", title: "" }, none)).toBe("newsletter");
  expect(proposePlacement({ network: null, spot: "general", title: "" }, none)).toBe("link");
  expect(proposePlacement({ ...story, title: "春の新茶" }, none)).toBe("instagram-story");
});

test("a second of the same kind gets a number, so that clicks stay apart", () => {
  expect(proposePlacement(story, new Set(["instagram-story", "instagram-story-2"]))).toBe("instagram-story-3");
});

test("whatever the title, the word is one that the redirect takes", () => {
  for (const title of ["x".repeat(200), "a ".repeat(100), "---", "Ünï cødé", "<script>"]) {
    const placement = proposePlacement({ ...story, title }, none);
    expect(readRedirectUrl(`/r/mara?p=${placement}`)?.placement).toBe(placement);
  }
});
