import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { flagKinds } from "#app/risk/flag.ts";
import { flagWords } from "#app/risk/flag-words.ts";
import type { QueueFilter } from "./queue-filter.ts";

interface Choices {
  readonly brands: readonly { id: string; name: string }[];
  readonly currencies: readonly string[];
}

/** Brand, currency, amount, age and what stops it. A plain GET form: the address is the filter. */
export function QueueFilterForm({ filter, choices }: { filter: QueueFilter; choices: Choices }) {
  return (
    <Form method="get" key={JSON.stringify({ ...filter, leastMinor: null })} preventScrollReset>
      <Group align="flex-end" gap="sm">
        <input type="hidden" name="view" value={filter.view} />
        <NativeSelect
          name="brand"
          label="Brand"
          className="filterField"
          defaultValue={filter.brandId ?? ""}
          data={[
            { label: "All brands", value: "" },
            ...choices.brands.map((brand) => ({ label: brand.name, value: brand.id })),
          ]}
        />
        <NativeSelect
          name="currency"
          label="Currency"
          className="filterField"
          defaultValue={filter.currency ?? ""}
          data={[
            { label: "All", value: "" },
            ...choices.currencies.map((currency) => ({ label: currency, value: currency })),
          ]}
        />
        <TextInput
          name="least"
          label="At least"
          inputMode="decimal"
          placeholder="12.50"
          w={110}
          className="filterField"
          defaultValue={filter.leastText}
          autoComplete="off"
        />
        <TextInput
          name="days"
          label="Sold, days ago or more"
          inputMode="numeric"
          w={160}
          className="filterField"
          defaultValue={filter.olderThanDays ?? ""}
          autoComplete="off"
        />
        <NativeSelect
          name="state"
          label="State"
          className="filterField"
          defaultValue={filter.state}
          data={[
            { label: "Any", value: "any" },
            { label: "Ready to approve", value: "ready" },
            { label: "Blocked", value: "blocked" },
            { label: "Kept waiting by finance", value: "kept" },
          ]}
        />
        <NativeSelect
          name="flag"
          label="Flag"
          className="filterField"
          defaultValue={filter.flag ?? ""}
          data={[
            { label: "With or without", value: "" },
            { label: "Any flag", value: "any" },
            ...flagKinds.map((kind) => ({ label: flagWords[kind].label, value: kind })),
          ]}
        />
        <TextInput
          name="points"
          label="Risk points or more"
          inputMode="numeric"
          w={150}
          className="filterField"
          defaultValue={filter.leastPoints ?? ""}
          autoComplete="off"
        />
        <NativeSelect
          name="order"
          label="Order"
          className="filterField"
          defaultValue={filter.order}
          data={[
            { label: "Longest matured", value: "longest" },
            { label: "Most risk", value: "risk" },
            { label: "Largest amount", value: "amount" },
            { label: "Latest sale", value: "newest" },
          ]}
        />
        <Button type="submit" variant="default">
          Show
        </Button>
      </Group>
    </Form>
  );
}
