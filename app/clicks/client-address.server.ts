import { isIP, isIPv4 } from "node:net";
import ipaddr from "ipaddr.js";

const IPV4_KEPT_BITS = 24;
const IPV6_KEPT_BITS = 48;

/**
 * The address of who asked. `trustedProxyHops` proxies of our own stand in front, each adding one entry at the right of
 * X-Forwarded-For: the entry that the outermost of them wrote is the client; what stands left of it anybody can have made up.
 * With 0 hops the header is ignored.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxyHops: number,
): string {
  const own = socketAddress ?? "";
  if (trustedProxyHops === 0 || forwardedFor === undefined) return own;
  const entries = forwardedFor.split(",");
  const entry = entries[Math.max(0, entries.length - trustedProxyHops)]?.trim() ?? "";
  return isIP(entry) === 0 ? own : entry;
}

/** The address with its last part cut off: IPv4 /24, IPv6 /48, IPv4 written as IPv6 as IPv4. Empty for what is no address. */
export function shortenAddress(address: string): string {
  // Most addresses by far, and without taking them apart.
  if (isIPv4(address)) return `${address.slice(0, address.lastIndexOf("."))}.0/${IPV4_KEPT_BITS}`;
  if (!ipaddr.isValid(address)) return "";
  const parsed = ipaddr.process(address);
  const bits = parsed.kind() === "ipv4" ? IPV4_KEPT_BITS : IPV6_KEPT_BITS;
  const bytes = parsed.toByteArray().map((byte, index) => (index < bits / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}
