import { describe, expect, test } from "vitest";
import { checkDestination } from "./check-destination.ts";

const rules = { hosts: ["lumentea.example"], allowsLoopback: false };
const verdict = (url: string, given = rules) => {
  const checked = checkDestination(url, given);
  return checked.ok ? checked.url : checked.refusal;
};

describe("a link's destination", () => {
  test("is https on a domain of the brand or below it", () => {
    expect(verdict("https://lumentea.example")).toBe("https://lumentea.example/");
    expect(verdict("https://shop.lumentea.example/tin?x=1#y")).toBe("https://shop.lumentea.example/tin?x=1#y");
    expect(verdict("HTTPS://Shop.LumenTea.example/")).toBe("https://shop.lumentea.example/");
  });

  test.each([
    ["https://evil.example/", "not-a-brand-domain"],
    ["https://notlumentea.example/", "not-a-brand-domain"],
    ["https://lumentea.example.evil.example/", "not-a-brand-domain"],
    ["https://evil.example/?https://lumentea.example/", "not-a-brand-domain"],
    ["https://lumentea.example@evil.example/", "has-credentials"],
    ["https://user:secret@lumentea.example/", "has-credentials"],
    ["http://lumentea.example/", "not-https"],
    ["javascript:alert(1)", "not-an-address"],
    ["//lumentea.example/", "not-an-address"],
    ["\\\\lumentea.example\\x", "not-an-address"],
    ["https://lumentea.example\\@evil.example/", "not-an-address"],
    ["https://lumentea.example/\r\nSet-Cookie: x=1", "not-an-address"],
    ["https://lumen\ttea.example/", "not-an-address"],
    ["", "not-an-address"],
    [`https://lumentea.example/${"x".repeat(2_000)}`, "too-long"],
    ["http://localhost:3000/", "not-https"],
    ["https://localhost/", "not-a-brand-domain"],
  ])("is never %j", (url, refusal) => {
    expect(verdict(url)).toBe(refusal);
  });

  test("may be this machine in the demo", () => {
    const demo = { ...rules, allowsLoopback: true };
    expect(verdict("http://localhost:3000/shop", demo)).toBe("http://localhost:3000/shop");
    expect(verdict("http://127.0.0.1:3000/shop", demo)).toBe("http://127.0.0.1:3000/shop");
    expect(verdict("http://169.254.169.254/", demo)).toBe("not-https");
  });
});
