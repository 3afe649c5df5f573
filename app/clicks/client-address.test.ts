import { expect, test } from "vitest";
import { clientAddress, shortenAddress } from "./client-address.server.ts";

test("an address loses its last part before it is kept", () => {
  expect(shortenAddress("203.0.113.77")).toBe("203.0.113.0/24");
  expect(shortenAddress("::ffff:203.0.113.77")).toBe("203.0.113.0/24");
  expect(shortenAddress("2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff")).toBe("2001:db8:aaaa::/48");
  expect(shortenAddress("unknown")).toBe("");
});

test("X-Forwarded-For is a claim of the sender's unless our own proxy wrote it", () => {
  expect(clientAddress("203.0.113.1", "198.51.100.9", 0)).toBe("203.0.113.1");
  expect(clientAddress("10.0.0.1", "198.51.100.9", 1)).toBe("198.51.100.9");
});

test("what a sender wrote before our proxies is not believed", () => {
  expect(clientAddress("10.0.0.1", "6.6.6.6, 198.51.100.9", 1)).toBe("198.51.100.9");
  expect(clientAddress("10.0.0.1", "6.6.6.6, 198.51.100.9, 10.0.0.2", 2)).toBe("198.51.100.9");
});

test("a forwarded entry that is no address gives way to the connection's own", () => {
  expect(clientAddress("10.0.0.1", "<script>", 1)).toBe("10.0.0.1");
  expect(clientAddress("10.0.0.1", undefined, 1)).toBe("10.0.0.1");
});
