import { Group, Pagination, Table, Text, VisuallyHidden } from "@mantine/core";
import { Link, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { formatCount } from "./amount.tsx";

export interface Column<Row> {
  readonly label: string;
  /** Amounts and counts stand at the right. */
  readonly isFigure?: boolean;
  /** The cell that names the row; on a narrow screen it is the card's heading. */
  readonly isMain?: boolean;
  /** A sentence: on a narrow screen it stands under its label instead of beside it. */
  readonly isLong?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

/** A table of records that becomes a list of cards on a narrow screen. `empty` says what to do next, not just that nothing is here. */
export function Records<Row>({
  caption,
  columns,
  rows,
  rowKey,
  empty,
}: {
  /** Read out by screen readers: what the table lists. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  empty: ReactNode;
}) {
  if (rows.length === 0) return <>{empty}</>;
  return (
    <Table className="records" horizontalSpacing="lg" aria-label={caption}>
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th
              key={column.label}
              scope="col"
              ta={column.isFigure ? "right" : "left"}
              c="dimmed"
              fz="sm"
              fw={500}
            >
              {column.label === "" ? <VisuallyHidden>Actions</VisuallyHidden> : column.label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={rowKey(row)}>
            {columns.map((column) => (
              <Table.Td
                key={column.label}
                data-label={column.label}
                {...(column.isMain ? { "data-main": true } : {})}
                {...(column.isLong ? { "data-long": true } : {})}
                ta={column.isFigure ? "right" : "left"}
              >
                {column.cell(row)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Page links under a table; they are plain links, so they work before the script does. `page` counts from 1. */
export function Pages({
  page,
  pageSize,
  total,
  name = "page",
}: {
  page: number;
  pageSize: number;
  total: number;
  /** What the address calls it, where a screen has two lists. */
  name?: string;
}) {
  const location = useLocation();
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
  if (pageCount === 1) return null;
  const addressOf = (target: number) => {
    const search = new URLSearchParams(location.search);
    search.set(name, String(target));
    return `${location.pathname}?${search.toString()}`;
  };
  const first = (page - 1) * pageSize + 1;
  return (
    <Group justify="space-between" px="lg" py="md">
      <Text size="sm" c="dimmed">
        {formatCount(first)}–{formatCount(Math.min(total, page * pageSize))} of {formatCount(total)}
      </Text>
      <Pagination
        total={pageCount}
        value={page}
        size="sm"
        getItemProps={(target) => ({ component: Link, to: addressOf(target), "aria-label": `Page ${target}` })}
        getControlProps={(control) =>
          control === "previous"
            ? { component: Link, to: addressOf(Math.max(1, page - 1)), "aria-label": "Previous page" }
            : control === "next"
              ? { component: Link, to: addressOf(Math.min(pageCount, page + 1)), "aria-label": "Next page" }
              : {}
        }
      />
    </Group>
  );
}
