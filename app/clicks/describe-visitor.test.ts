import { describe, expect, test } from "vitest";
import { shortenAddress } from "./client-address.server.ts";
import { describeVisitor } from "./describe-visitor.server.ts";

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const PIXEL = "Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0";
const SAFARI = `${IPHONE} Version/17.0 Mobile/15E148 Safari/604.1`;

const network = (userAgent: string, refererHost = "") => describeVisitor(userAgent, refererHost, "").network;
const device = (userAgent: string) => describeVisitor(userAgent, "", "").device;
const country = (address: string) => describeVisitor("", "", shortenAddress(address)).country;

describe("the network", () => {
  test.each([
    [`${IPHONE} Mobile/15E148 Instagram 300.0.0.29.110 (iPhone14,5; iOS 17_0; en_US)`, "instagram"],
    [`${PIXEL} Chrome/120.0 Mobile Safari/537.36 Instagram 312.0.0 Android [FB_IAB/IG;FBAV/312.0.0;]`, "instagram"],
    [`${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/430.0.0.0;FBDV/iPhone14,5;FBSN/iOS;FBSV/17.0]`, "facebook"],
    [`${PIXEL} Chrome/115.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/420.0.0.0.0;]`, "facebook"],
    [`${IPHONE} Mobile/15E148 musical_ly_31.5.0 JsSdk/2.0 NetType/WIFI BytedanceWebview/d8a21c6`, "tiktok"],
    [`${PIXEL} Chrome/115.0 Mobile Safari/537.36 trill_310503 BytedanceWebview/d8a21c6`, "tiktok"],
    [`${IPHONE} Mobile/15E148 [Pinterest/iOS]`, "pinterest"],
    [`${IPHONE} Mobile/15E148 Twitter for iPhone/10.20`, "x"],
    [`${PIXEL} Chrome/115.0 Mobile Safari/537.36 TwitterAndroid`, "x"],
    [`${PIXEL} Chrome/115.0 Mobile Safari/537.36 VKAndroidApp/8.50`, "vk"],
    [`${PIXEL} Chrome/115.0 Mobile Safari/537.36 Telegram-Android/10.6`, "telegram"],
    [`${IPHONE} Version/17.0 Mobile/15E148 Snapchat/12.0`, "other"],
    [`${IPHONE} Mobile/15E148 [LinkedInApp]/9.29`, "other"],
    [SAFARI, ""],
  ])("of the app that opened %s is %s", (userAgent, expected) => {
    expect(network(userAgent)).toBe(expected);
  });

  test.each([
    ["l.instagram.com", "instagram"],
    ["lm.facebook.com", "facebook"],
    ["t.co", "x"],
    ["www.youtube.com", "youtube"],
    ["www.pinterest.co.uk", "pinterest"],
    ["pinterest.de", "pinterest"],
    ["www.tiktok.com", "tiktok"],
    ["away.vk.com", "vk"],
    ["mara.substack.com", "newsletter"],
    ["out.reddit.com", "other"],
    ["www.google.com", ""],
    ["notinstagram.com", ""],
    ["instagram.com.evil.example", ""],
    ["pinterest.evil.example", ""],
    ["", ""],
  ])("of a visitor from %s is %s", (refererHost, expected) => {
    expect(network(SAFARI, refererHost)).toBe(expected);
  });

  test("is the app's when app and referring site disagree", () => {
    expect(network(`${IPHONE} Mobile/15E148 Instagram 300.0`, "www.youtube.com")).toBe("instagram");
  });
});

describe("the device", () => {
  test.each([
    [SAFARI, "phone"],
    ["Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", "phone"],
    ["Mozilla/5.0 (Android 13; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0", "phone"],
    ["Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Mobile/15E148", "tablet"],
    ["Mozilla/5.0 (Linux; Android 13; SM-X710) AppleWebKit/537.36 Chrome/120.0 Safari/537.36", "tablet"],
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36", "computer"],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15", "computer"],
    ["Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36", "computer"],
    ["Mozilla/5.0 (SMART-TV; Linux; Tizen 7.0) AppleWebKit/537.36 Chrome/94 TV Safari/537.36", "other"],
    ["Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 Version/13.0 Safari/605.1.15", "other"],
    ["curl/8.5.0", "other"],
    ["", "other"],
  ])("%s is a %s", (userAgent, expected) => {
    expect(device(userAgent)).toBe(expected);
  });
});

describe("the country", () => {
  test.each([
    ["8.8.8.8", "US"],
    ["193.99.144.80", "DE"],
    ["2a02:2e0:3fe:1001:302::", "DE"],
    ["::ffff:193.99.144.80", "DE"],
  ])("of %s is %s", (address, expected) => {
    expect(country(address)).toBe(expected);
  });

  test.each(["", "10.0.0.1", "192.168.1.7", "127.0.0.1", "::1", "fe80::1", "203.0.113.7", "no address", "300.1.1.1"])(
    "of %s is not known",
    (address) => {
      expect(country(address)).toBe("");
    },
  );
});
