import type { Network } from "../creators/creator.ts";
import type { AgentKind } from "./classify-click.ts";
import type { DeviceKind } from "./click.ts";
import { countryOfAddress } from "./country-of-address.server.ts";
import { deviceOfAgent } from "./device-of-agent.ts";
import { judgeAgent } from "./judge-agent.server.ts";
import { networkOfAgent, networkOfReferer } from "./network-signs.ts";

/** Where a click came from, as far as the request alone tells. */
export interface VisitorDescription {
  /** Of the app whose browser it is, else of the referring site; empty when neither says. */
  readonly network: Network | "";
  /** ISO 3166-1 alpha-2; empty when unknown. */
  readonly country: string;
  readonly device: DeviceKind;
  readonly agent: AgentKind;
}

/** A table of so many entries takes some ten megabytes. */
const MAX_REMEMBERED = 65_536;

/** The same few hundred agents, sites and addresses make nearly all clicks. Starting over bounds the memory as well as any order. */
function remember<Value>(work: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    const value = work(text);
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(text, value);
    return value;
  };
}

const describeAgent = remember((userAgent) => ({
  network: networkOfAgent(userAgent),
  device: deviceOfAgent(userAgent),
  kind: judgeAgent(userAgent),
}));
const describeReferer = remember(networkOfReferer);
/** By the beginning of the address: registries hand out no smaller pieces, and no whole address stays in memory. */
const describeAddress = remember((prefix) => countryOfAddress(prefix.slice(0, prefix.indexOf("/"))));

/**
 * Describes a visitor without asking anybody: no query, no network. `addressPrefix` is the beginning of the client's address as
 * `shortenAddress` writes it; empty when there is none.
 */
export function describeVisitor(userAgent: string, refererHost: string, addressPrefix: string): VisitorDescription {
  const agent = describeAgent(userAgent);
  return {
    network: agent.network || describeReferer(refererHost),
    country: describeAddress(addressPrefix),
    device: agent.device,
    agent: agent.kind,
  };
}
