import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { Text } from "@mantine/core";
import { Day } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { TimeLine } from "../ui/time-line.tsx";
import { accountsInWords, movementInWords } from "./money-words.tsx";
import type { SaleExplanation } from "./sale-explanation.ts";

const ICON_SIZE = 16;
const takesBack: ReadonlySet<string> = new Set([
  "commission.reversed", "commission.declined", "commission.clawed-back", "commission.frozen", "payout.returned",
]); // prettier-ignore

/** Every movement of this sale's money, as the books have it. */
export function MovementPanel({ explanation }: { explanation: SaleExplanation }) {
  const { movements, commissions, brand, viewer } = explanation;
  const holdUntilOf = (id: string) => commissions.find((commission) => commission.id === id)?.holdUntil ?? null;
  return (
    <Panel title="Where the money went">
      {movements.length === 0 ? (
        <Text>No money has moved because of this sale{viewer === "creator" ? " on your side" : ""}.</Text>
      ) : (
        <TimeLine
          label="Movements of money in order of time"
          moments={movements.map((movement) => ({
            key: movement.id,
            icon: takesBack.has(movement.eventCode) ? (
              <IconArrowBackUp size={ICON_SIZE} />
            ) : (
              <IconArrowForwardUp size={ICON_SIZE} />
            ),
            title: movementInWords(movement, holdUntilOf(movement.commissionId)),
            when: <Day at={movement.occurredAt} />,
            children: (
              <>
                {movement.sentence}
                <Text component="span" display="block" size="xs" c="dimmed" mt={2}>
                  {accountsInWords(movement, { isCreator: viewer === "creator", brandName: brand.name })}
                </Text>
              </>
            ),
          }))}
        />
      )}
    </Panel>
  );
}
