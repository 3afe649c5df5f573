import type { CommissionBlock } from "#app/commissions/commission.ts";
import { Button, Stack, Text, Textarea } from "@mantine/core";
import { Form } from "@remix-run/react";
import { formatAmount } from "../ui/amount.tsx";
import { formatDay } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { DecisionKeys } from "./decision-keys.tsx";
import { DeclineFields } from "./decline-fields.tsx";

export interface DecidableCommission {
  readonly status: "held" | "approved" | "declined";
  readonly blockedBy: CommissionBlock | null;
  readonly holdUntil: Date;
  readonly heldMinor: bigint;
  readonly currency: string;
  readonly creatorName: string;
}

interface Errors {
  readonly note?: string | undefined;
  readonly reason?: string | undefined;
}

/** Why a commission cannot be approved now; null when it can. */
function whyNotYet({ holdUntil, blockedBy }: DecidableCommission, now: Date): string | null {
  if (blockedBy === "open-dispute")
    return "The payment is disputed. It can be approved once the bank has decided for the shop.";
  if (blockedBy === "unpaid-order") return "The buyer has not paid yet. It can be approved once they have.";
  if (blockedBy === "no-exchange-rate")
    return "The exchange rate of the sale's day is not known yet. It can be approved once it was loaded.";
  return holdUntil > now ? `The hold runs until ${formatDay(holdUntil)}. It can be approved after that.` : null;
}

/** Approve, keep waiting or decline: what finance can do with one commission. Everything written here is read by the creator. */
export function DecisionForms({
  commission,
  now,
  intent,
  errors,
}: {
  commission: DecidableCommission;
  now: Date;
  intent: string | null;
  errors: Errors;
}) {
  if (commission.status === "declined") return null;
  const obstacle = whyNotYet(commission, now);
  const isHeld = commission.status === "held";
  return (
    <Panel title="Your decision" lead={`What you write is read by ${commission.creatorName}.`}>
      <Stack gap="md">
        {isHeld && obstacle === null && (
          <Form method="post">
            <Button type="submit" name="intent" value="approve" data-decision="approve">
              Approve {formatAmount(commission.heldMinor, commission.currency)}
            </Button>
          </Form>
        )}
        {isHeld && obstacle !== null && <Text>{obstacle}</Text>}
        {isHeld && (
          <details className="fold" open={intent === "hold"} data-decision="hold">
            <summary>Keep it waiting</summary>
            <Form method="post">
              <Stack>
                <Textarea
                  name="note"
                  label="What it waits for"
                  required
                  withAsterisk
                  autosize
                  minRows={2}
                  error={intent === "hold" ? errors.note : undefined}
                />
                <Button type="submit" name="intent" value="hold" variant="default">
                  Keep it waiting
                </Button>
              </Stack>
            </Form>
          </details>
        )}
        <details className="fold" open={intent === "decline"} data-decision="decline">
          <summary>Decline it</summary>
          <Form method="post">
            <Stack>
              {!isHeld && (
                <Text size="sm">
                  It was approved before. Declining takes the money back; what was paid already is netted in the next
                  payout.
                </Text>
              )}
              <DeclineFields errors={intent === "decline" ? errors : {}} noteDescription="Required with “Other”." />
              <Button type="submit" name="intent" value="decline" color="red" variant="light">
                Decline and tell the creator
              </Button>
            </Stack>
          </Form>
        </details>
        <DecisionKeys />
      </Stack>
    </Panel>
  );
}
