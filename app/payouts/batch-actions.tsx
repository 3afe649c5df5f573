import { Button, Group, Text } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import type { BatchStatus } from "./payout.ts";

export interface BatchRights {
  readonly mayPrepare: boolean;
  readonly mayApprove: boolean;
  readonly isPreparer: boolean;
}

interface ActionsProps extends BatchRights {
  readonly status: BatchStatus;
  readonly isVoid: boolean;
  /** Payouts the bank has not answered yet. */
  readonly waitingCount: number;
}

/** The buttons this person may press on this batch now, and a sentence when it is somebody else's turn. */
export function BatchActions({ status, isVoid, waitingCount, mayPrepare, mayApprove, isPreparer }: ActionsProps) {
  const isOpen = status === "prepared" || status === "approved";
  return (
    <Form method="post">
      <Group gap="sm">
        {status === "prepared" && !isVoid && mayApprove && !isPreparer && (
          <Button type="submit" name="intent" value="approve">
            Approve
          </Button>
        )}
        {status === "prepared" && isVoid && mayPrepare && (
          <Button type="submit" name="intent" value="reprepare">
            Prepare it again
          </Button>
        )}
        {status === "approved" && (
          <Button type="submit" name="intent" value="send">
            Send
          </Button>
        )}
        {status === "sent" && waitingCount > 0 && (
          <Button type="submit" name="intent" value="settle">
            {waitingCount === 1 ? "The payout arrived" : `All ${waitingCount} arrived`}
          </Button>
        )}
        {isOpen && mayPrepare && (
          <Button type="submit" name="intent" value="cancel" variant="default">
            Cancel batch
          </Button>
        )}
        {status === "cancelled" && mayPrepare && (
          <Button component={Link} to="/finance/batches/new" variant="default">
            Prepare another
          </Button>
        )}
        {status === "prepared" && !isVoid && (isPreparer || !mayApprove) && (
          <Text size="sm" c="dimmed">
            {isPreparer ? "You prepared it; another person approves." : "Waits for an approver."}
          </Text>
        )}
      </Group>
    </Form>
  );
}
