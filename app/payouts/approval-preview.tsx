import { Box, Button, Group, Stack, Text } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { formatAmount, formatCount } from "../ui/amount.tsx";
import { Panel } from "../ui/panel.tsx";
import type { ApprovalPreview } from "./review-queue.server.ts";

/** The totals of what is about to be approved, before anything is: a person sees the sum and only then says yes. */
export function ApprovalPreviewPanel({ preview, backTo }: { preview: ApprovalPreview; backTo: string }) {
  const { commissionIds, sums, leftOutCount } = preview;
  const count = commissionIds.length;
  const nouns = count === 1 ? "commission" : "commissions";
  return (
    <Box id="before-you-approve" className="scrollTarget">
      <Panel title="Before you approve">
        <Stack gap="md">
          {count === 0 ? (
            <Text>None of these can be approved now. Tick commissions that are marked ready.</Text>
          ) : (
            <Text>
              {formatCount(count)} {nouns} would become payable:{" "}
              <strong className="figure">
                {sums.map((sum) => formatAmount(sum.minor, sum.currency)).join(" and ")}
              </strong>
              .
              {leftOutCount > 0 &&
                ` ${formatCount(leftOutCount)} of those you ticked cannot be approved now and stay as they are.`}
            </Text>
          )}
          <Group>
            {count > 0 && (
              <Form method="post">
                {commissionIds.map((id) => (
                  <input key={id} type="hidden" name="commission" value={id} />
                ))}
                <Button type="submit" name="intent" value="approve">
                  Approve {formatCount(count)} {nouns}
                </Button>
              </Form>
            )}
            <Button component={Link} to={backTo} variant="default" reloadDocument>
              Back to the list
            </Button>
          </Group>
        </Stack>
      </Panel>
    </Box>
  );
}
