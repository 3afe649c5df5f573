import { expect, test } from "vitest";
import { publicHost } from "./public-host.ts";

test.each([
  ["lumentea.example", "lumentea.example"],
  ["https://www.LumenTea.example/shop?x=1", "lumentea.example"],
  ["shop.lumentea.example", "shop.lumentea.example"],
  ["lumen-tea.myshopify.com", "lumen-tea.myshopify.com"],
  ["münchner-tee.de", "xn--mnchner-tee-thb.de"],
  ["lumentea.co.uk", "lumentea.co.uk"],
])("%j is the public host %j", (text, host) => expect(publicHost(text)).toBe(host));

test.each([
  "localhost",
  "http://127.0.0.1",
  "http://0x7f.1",
  "2130706433",
  "http://[::1]",
  "10.0.0.7",
  "printer.local",
  "wiki.internal",
  "router.lan",
  "myshopify.com",
  "co.uk",
  "com",
  "lumentea.example:8080",
  "https://user:word@lumentea.example",
  "javascript:alert(1)",
  "ftp://lumentea.example",
  "-bad.example",
  "",
  "   ",
])("%j is no public host", (text) => expect(publicHost(text)).toBeNull());
