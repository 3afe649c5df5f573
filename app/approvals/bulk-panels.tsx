import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { formatAmount, formatCount } from "../ui/amount.tsx";
import { Panel } from "../ui/panel.tsx";
import { Amount } from "../ui/amount.tsx";
import { Records } from "../ui/records.tsx";
import type { BulkPreview, LeftOut } from "./bulk-decision.server.ts";
import { DeclineFields } from "./decline-fields.tsx";

const nounOf = (count: number) => (count === 1 ? "commission" : "commissions");

/** What is about to happen, before it does: the totals by currency and brand, and what is left out and why. */
export function BulkPreviewPanels({
  preview,
  backTo,
  errors = {},
}: {
  preview: BulkPreview;
  backTo: string;
  errors?: { readonly reason?: string | undefined; readonly note?: string | undefined };
}) {
  const { kind, commissionIds, sums, brandSums, flaggedCount, leftOut } = preview;
  const count = commissionIds.length;
  const total = sums.map((sum) => formatAmount(sum.minor, sum.currency)).join(" and ");
  const will = kind === "approve" ? "would become payable" : "would be declined";
  return (
    <>
      <Panel title={kind === "approve" ? "Before you approve" : "Before you decline"}>
        <Stack gap="md">
          {count === 0 ? (
            <Text>None of these can be {kind === "approve" ? "approved" : "declined"} now.</Text>
          ) : (
            <Text>
              {formatCount(count)} {nounOf(count)} {will}: <strong className="figure">{total}</strong>.
              {flaggedCount > 0 &&
                ` ${formatCount(flaggedCount)} of them ${flaggedCount === 1 ? "carries" : "carry"} a risk flag.`}
            </Text>
          )}
          <Form method="post">
            {commissionIds.map((id) => (
              <input key={id} type="hidden" name="commission" value={id} />
            ))}
            <Stack gap="md">
              {kind === "decline" && count > 0 && (
                <DeclineFields
                  errors={errors}
                  reasonDescription="Every creator reads it."
                  noteDescription="Required with “Other”. Do not name a buyer."
                />
              )}
              <Group>
                {count > 0 && (
                  <Button type="submit" name="intent" value={kind} {...(kind === "decline" ? { color: "red.9" } : {})}>
                    {kind === "approve" ? "Approve" : "Decline"} {formatCount(count)} {nounOf(count)}
                  </Button>
                )}
                <Button component={Link} to={backTo} variant="default">
                  Back to the queue
                </Button>
              </Group>
            </Stack>
          </Form>
        </Stack>
      </Panel>
      {brandSums.length > 0 && (
        <Panel title="By brand" flush>
          <Records
            caption="Totals by brand and currency"
            rows={brandSums}
            rowKey={(sum) => `${sum.brandName} ${sum.currency}`}
            empty={null}
            columns={[
              { label: "Brand", isMain: true, cell: (sum) => sum.brandName },
              { label: "Commissions", isFigure: true, cell: (sum) => formatCount(sum.count) },
              { label: "Total", isFigure: true, cell: (sum) => <Amount minor={sum.minor} currency={sum.currency} /> },
            ]}
          />
        </Panel>
      )}
      <LeftOutPanel leftOut={leftOut} title="Left out, and why" />
    </>
  );
}

/** Commissions that stay as they are, each with its reason. */
export function LeftOutPanel({ leftOut, title }: { leftOut: readonly LeftOut[]; title: string }) {
  if (leftOut.length === 0) return null;
  return (
    <Panel title={title} flush>
      <Records
        caption={title}
        rows={leftOut}
        rowKey={(row) => row.commissionId}
        empty={null}
        columns={[
          {
            label: "Order",
            isMain: true,
            cell: (row) => (
              <Anchor component={Link} to={`/finance/commissions/${row.commissionId}`} fw={600}>
                {row.orderName}
              </Anchor>
            ),
          },
          { label: "Creator", cell: (row) => row.creatorName },
          { label: "Why", isLong: true, cell: (row) => row.sentence },
        ]}
      />
    </Panel>
  );
}
