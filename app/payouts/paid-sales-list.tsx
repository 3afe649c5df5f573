import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { Amount, formatCount } from "../ui/amount.tsx";
import { Day } from "../ui/moment.tsx";
import type { ShownLine } from "../statements/read-statement.server.ts";

/** A short list is read at once; a longer one opens when it is asked for. */
const OPEN_UP_TO = 5;

/** The sales behind a payout's line of a statement. Their parts sum to the line. */
export function PaidSalesList({ line }: { line: ShownLine }) {
  const { paidSales, paidSaleCount, currency, payoutId } = line;
  if (payoutId === null) return null;
  const payoutPage = `/creator/payouts/${payoutId}`;
  return (
    <details className="behind" open={paidSaleCount <= OPEN_UP_TO}>
      <summary>
        {paidSaleCount === 1 ? "The sale behind it" : `The ${formatCount(paidSaleCount)} sales behind it`}
      </summary>
      <Stack component="ul" gap={6} m={0} mt={6} p={0}>
        {paidSales.map((sale) => (
          <Group component="li" key={sale.commissionId} justify="space-between" align="baseline" gap="sm" wrap="nowrap">
            <Text size="sm" component="span">
              <Anchor component={Link} to={`/creator/sales/${sale.saleId}`} inherit underline="always">
                order {sale.orderName}
              </Anchor>
              , {line.brandName}, sold <Day at={sale.placedAt} />
            </Text>
            <Amount minor={sale.amountMinor} currency={currency} size="sm" />
          </Group>
        ))}
      </Stack>
      <Text size="sm" mt={6}>
        {paidSaleCount > paidSales.length &&
          `The first ${formatCount(paidSales.length)} of ${formatCount(paidSaleCount)}. `}
        <Anchor component={Link} to={payoutPage} inherit underline="always">
          The whole payout
        </Anchor>
      </Text>
    </details>
  );
}
