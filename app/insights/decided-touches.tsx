import { Text } from "@mantine/core";
import { TouchLine } from "../attribution/touch-line.tsx";
import type { Network } from "../creators/creator.ts";
import { networkWords } from "../creators/creator-words.ts";
import type { ExplainedTouch, SaleExplanation } from "./sale-explanation.ts";

/** Every touch that the decision looked at, on a time line. */
export function DecidedTouches({ explanation: { decision } }: { explanation: SaleExplanation }) {
  if (decision === null || decision.candidates.length === 0) {
    return (
      <Text>
        No click, code or earlier purchase leads from this order to a creator. It counts in the un-attributed baseline.
      </Text>
    );
  }
  return <TouchLine touches={decision.candidates.map((touch) => ({ ...touch, cameBy: cameByOf(touch) }))} />;
}

/** "Instagram, on a phone": where a click came from. */
function cameByOf({ network, device }: ExplainedTouch): string {
  const words = [
    network === "" ? "" : (networkWords[network as Network] ?? network),
    device === null || device === "other" ? "" : `on a ${device}`,
  ];
  return words.filter((word) => word !== "").join(", ");
}
