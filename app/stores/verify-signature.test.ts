import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isSignedByStripe } from "#app/platform/stripe-signature.server.ts";
import { isBodySignedWith } from "./verify-signature.server.ts";

const body = Buffer.from('{"id": 1001, "total": "10.00"}');
const sign = (secret: string, bytes: Buffer) => createHmac("sha256", secret).update(bytes).digest("base64");

describe("a signed body", () => {
  it("passes with the signature of these very bytes", () => {
    expect(isBodySignedWith("lumen-secret", body, sign("lumen-secret", body))).toBe(true);
  });

  it.each([
    ["one byte of the body differs", Buffer.from('{"id": 1002, "total": "10.00"}'), sign("lumen-secret", body)],
    [
      "the body was parsed and written again",
      Buffer.from(JSON.stringify(JSON.parse(body.toString()))),
      sign("lumen-secret", body),
    ],
    ["the signature is another store's", body, sign("other-secret", body)],
    ["the signature is missing", body, null],
    ["the signature is empty", body, ""],
    ["the signature is shorter", body, sign("lumen-secret", body).slice(0, -1)],
    ["the signature is hexadecimal", body, createHmac("sha256", "lumen-secret").update(body).digest("hex")],
  ])("is refused when %s", (_case, bytes, signature) => {
    expect(isBodySignedWith("lumen-secret", bytes, signature)).toBe(false);
  });
});

describe("a body signed by Stripe", () => {
  const now = new Date("2026-06-01T09:00:00Z");
  const header = (secret: string, bytes: Buffer, ageSeconds = 0) => {
    const signedAt = now.getTime() / 1000 - ageSeconds;
    return `t=${signedAt},v1=${createHmac("sha256", secret).update(`${signedAt}.`).update(bytes).digest("hex")}`;
  };

  it("passes up to 300 seconds after it was signed, by the clock given", () => {
    expect(isSignedByStripe("whsec_lumen", body, header("whsec_lumen", body), now)).toBe(true);
    expect(isSignedByStripe("whsec_lumen", body, header("whsec_lumen", body, 300), now)).toBe(true);
    expect(isSignedByStripe("whsec_lumen", body, header("whsec_lumen", body, 301), now)).toBe(false);
  });

  it("is refused when it claims to come from the future", () => {
    expect(isSignedByStripe("whsec_lumen", body, header("whsec_lumen", body, -301), now)).toBe(false);
  });

  it("passes during a rotation, when one of two signatures is right", () => {
    const right = header("whsec_lumen", body);
    expect(isSignedByStripe("whsec_lumen", body, `${right},v1=${"0".repeat(64)}`, now)).toBe(true);
  });

  it.each([
    ["one byte differs", Buffer.from('{"id": 1002, "total": "10.00"}'), header("whsec_lumen", body)],
    [
      "a byte order mark was put in front",
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]),
      header("whsec_lumen", body),
    ],
    ["the secret is another store's", body, header("whsec_other", body)],
    ["the header is missing", body, null],
    ["the header holds no time", body, `v1=${"0".repeat(64)}`],
    ["the header is nonsense", body, "sha256=abc"],
    ["the body is empty", Buffer.alloc(0), header("whsec_lumen", body)],
  ])("is refused when %s", (_case, bytes, signature) => {
    expect(isSignedByStripe("whsec_lumen", bytes, signature, now)).toBe(false);
  });
});
