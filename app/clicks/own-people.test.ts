import { expect, test } from "vitest";
import { createKeys } from "#app/platform/keys.server.ts";
import { isOwnPeople, writeOwnCookie } from "./own-people.server.ts";

const keys = createKeys("00".repeat(32));
const MARA = "0197b0b0-0000-7000-8000-000000000001";
const TOM = "0197b0b0-0000-7000-8000-000000000002";
const LUMEN_TEA = "0197b0b0-0000-7000-8000-00000000000a";
const CASA_LUZ = "0197b0b0-0000-7000-8000-00000000000b";
const link = { brandId: LUMEN_TEA, creatorId: MARA };

/** What a browser sends back of a Set-Cookie, among others. */
const sentBack = (setCookie: string) => `fs_v=abcdefghijklmnop; ${setCookie.split(";")[0]}; theme=dark`;
const cookieOf = (creatorId: string | null, brandIds: string[]) =>
  sentBack(writeOwnCookie(keys, { creatorId, brandIds }, false));

test("Mara at her own link is one of its own people, at Tom's she is a shopper", () => {
  expect(isOwnPeople(cookieOf(MARA, []), link, keys)).toBe(true);
  expect(isOwnPeople(cookieOf(MARA, []), { ...link, creatorId: TOM }, keys)).toBe(false);
});

test("somebody of Lumen Tea is one of its own people, somebody of another brand is not", () => {
  expect(isOwnPeople(cookieOf(null, [CASA_LUZ, LUMEN_TEA]), link, keys)).toBe(true);
  expect(isOwnPeople(cookieOf(null, [CASA_LUZ]), link, keys)).toBe(false);
});

test("a shopper without the cookie, with other cookies or after signing out is nobody's own", () => {
  expect(isOwnPeople(undefined, link, keys)).toBe(false);
  expect(isOwnPeople("fs_v=abcdefghijklmnop", link, keys)).toBe(false);
  expect(isOwnPeople(sentBack(writeOwnCookie(keys, null, false)), link, keys)).toBe(false);
});

test("a cookie somebody made up or changed says nothing", () => {
  const toms = cookieOf(TOM, []);
  expect(isOwnPeople(toms.replace(TOM, MARA), link, keys)).toBe(false);
  expect(isOwnPeople(`fs_own=${MARA}~${"0".repeat(64)}`, link, keys)).toBe(false);
  expect(isOwnPeople(cookieOf(MARA, []), link, createKeys("11".repeat(32)))).toBe(false);
  expect(isOwnPeople(`fs_own=${"a".repeat(5_000)}~${"0".repeat(64)}`, link, keys)).toBe(false);
});

test("the cookie is out of reach of scripts, stays with this host and names nobody", () => {
  const cookie = writeOwnCookie(keys, { creatorId: MARA, brandIds: [] }, true);
  expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  expect(cookie).not.toContain("Domain");
});

test("somebody of a thousand brands still has a cookie that a browser keeps", () => {
  const brandIds = Array.from({ length: 1_000 }, () => CASA_LUZ);
  expect(writeOwnCookie(keys, { creatorId: MARA, brandIds }, true).length).toBeLessThan(4_096);
  expect(isOwnPeople(cookieOf(MARA, brandIds), link, keys)).toBe(true);
});
