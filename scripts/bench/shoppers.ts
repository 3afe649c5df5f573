import { createHash } from "node:crypto";
import userAgents from "top-user-agents";
import type { LoadRequest } from "./load.ts";

const ADDRESSES_PER_BYTE = 250;

/**
 * The requests of many different shoppers, the same in every run: other addresses, the browsers people use most, and for every second
 * one the cookie of an earlier visit.
 */
export function shoppersOn(slugs: readonly string[], count: number): LoadRequest[] {
  return Array.from({ length: count }, (_, index) => {
    const digest = createHash("sha256").update(`shopper ${index}`).digest();
    const byte = (at: number) => (digest[at] ?? 0) % ADDRESSES_PER_BYTE;
    const agent = userAgents[digest.readUInt16BE(4) % userAgents.length] ?? "";
    const cookie = index % 2 === 0 ? {} : { cookie: `fs_v=${digest.toString("hex").slice(0, 36)}` };
    return {
      path: `/r/${slugs[digest.readUInt32BE(8) % slugs.length] ?? ""}`,
      headers: {
        "user-agent": agent,
        "x-forwarded-for": `${byte(0) + 1}.${byte(1)}.${byte(2)}.${byte(3)}`,
        accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
        "accept-language": "de-DE,de;q=0.9,en;q=0.8",
        ...cookie,
      },
    };
  });
}
