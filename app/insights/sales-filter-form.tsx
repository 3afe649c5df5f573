import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import type { SalesFilter } from "./sales-filter.ts";

/** Days and, for brands, the order's name, or for creators the campaign. A plain GET form: the address is the filter. */
export function SalesFilterForm({
  filter,
  campaigns,
  actions,
}: {
  filter: SalesFilter;
  /** Given for creators. */
  campaigns?: readonly { id: string; name: string; brandName: string }[];
  actions?: ReactNode;
}) {
  return (
    <Form method="get" key={JSON.stringify(filter)} preventScrollReset>
      <Group align="flex-end" gap="sm">
        {filter.shown !== "all" && <input type="hidden" name="shown" value={filter.shown} />}
        <TextInput type="date" name="first" label="From" defaultValue={filter.first} className="filterField" />
        <TextInput type="date" name="last" label="To" defaultValue={filter.last} className="filterField" />
        {campaigns ? (
          <NativeSelect
            name="campaign"
            label="Campaign"
            defaultValue={filter.campaignId ?? ""}
            className="filterField"
            data={[
              { label: "All campaigns", value: "" },
              ...campaigns.map(({ id, name, brandName }) => ({ label: `${brandName}: ${name}`, value: id })),
            ]}
          />
        ) : (
          <TextInput
            name="order"
            label="Order name begins with"
            placeholder="#1001"
            defaultValue={filter.search}
            className="filterField"
            autoComplete="off"
          />
        )}
        <Button type="submit" variant="default">
          Show
        </Button>
        {actions}
      </Group>
    </Form>
  );
}
