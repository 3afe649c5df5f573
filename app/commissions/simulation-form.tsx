import { getFormProps, useForm, type FieldMetadata } from "@conform-to/react";
import { Button, Grid, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { countsProgress, endsRepeats, plainRulebook } from "#app/campaigns/rulebook.ts";
import { inputProps } from "#app/ui/form-field.ts";
import type { SimulationTexts } from "./simulation-texts.ts";
import type { SimulationView } from "./read-simulation.server.ts";

const customers = [
  { value: "new", label: "New to the brand" },
  { value: "returning", label: "Has bought before" },
];

const PRODUCTS = "simulated-products";

/** The invented order, asked by a plain GET: without script it works the same, and its address can be passed on. */
export function SimulationForm({ view: { terms, initial, lastResult, version } }: { view: SimulationView }) {
  const [form, fields] = useForm<SimulationTexts>({ id: "simulation", defaultValue: initial, lastResult });
  const rulebook = terms.rulebook ?? plainRulebook;
  const products = [...new Set(rulebook.rules.flatMap((rule) => rule.products))];
  return (
    <Form method="get" preventScrollReset {...getFormProps(form)}>
      {version !== null && <input type="hidden" name="terms" value={version} />}
      <Stack gap="md">
        <NativeSelect label="The customer" data={customers} maw={320} {...inputProps(fields.customer)} />
        <Stack gap="xs">
          {fields.lines.getFieldList().map((line, index) => (
            <LineFields key={line.key} line={line} index={index} currency={terms.currency} />
          ))}
          <datalist id={PRODUCTS}>
            {products.map((product) => (
              <option key={product} value={product} />
            ))}
          </datalist>
          <Text size="xs" c="dimmed">
            What is paid for the goods, after discount and without tax and shipping. A product goes by its id or SKU;
            without one it is any other product.
          </Text>
        </Stack>
        <StandingFields fields={fields} view={{ terms }} />
        <Group>
          <Button type="submit">See what it earns</Button>
        </Group>
      </Stack>
    </Form>
  );
}

function LineFields({
  line,
  index,
  currency,
}: {
  line: FieldMetadata<SimulationTexts["lines"][number]>;
  index: number;
  currency: string;
}) {
  const { product, quantity, amount } = line.getFieldset();
  const label = (words: string) => (index === 0 ? { label: words } : { "aria-label": `${words}, line ${index + 1}` });
  return (
    <Grid gutter="xs">
      <Grid.Col span={5}>
        <TextInput {...label("Product")} list={PRODUCTS} placeholder="any" {...inputProps(product)} />
      </Grid.Col>
      <Grid.Col span={3}>
        <TextInput {...label("Quantity")} inputMode="numeric" {...inputProps(quantity)} />
      </Grid.Col>
      <Grid.Col span={4}>
        <TextInput {...label(`Paid, ${currency}`)} inputMode="decimal" {...inputProps(amount)} />
      </Grid.Col>
    </Grid>
  );
}

/** Only what these terms look at. */
function StandingFields({
  fields,
  view: { terms },
}: {
  fields: Readonly<Record<keyof SimulationTexts, FieldMetadata>>;
  view: Pick<SimulationView, "terms">;
}) {
  const rulebook = terms.rulebook ?? plainRulebook;
  const { currency } = terms;
  const counts = countsProgress(rulebook);
  const inputs = [
    ...(counts && rulebook.measure === "sales"
      ? [
          <TextInput
            key="sales"
            label={`Sales before it in the ${rulebook.period}`}
            placeholder="0"
            inputMode="numeric"
            {...inputProps(fields.salesBefore)}
          />,
        ]
      : []),
    ...(counts && rulebook.measure === "net"
      ? [
          <TextInput
            key="net"
            label={`Net sold before it in the ${rulebook.period}, ${currency}`}
            placeholder="0"
            inputMode="decimal"
            {...inputProps(fields.netBefore)}
          />,
        ]
      : []),
    ...(rulebook.periodCapMinor === null
      ? []
      : [
          <TextInput
            key="earned"
            label={`Earned before it in the ${rulebook.period}, ${currency}`}
            placeholder="0"
            inputMode="decimal"
            {...inputProps(fields.earnedBefore)}
          />,
        ]),
    ...(rulebook.creatorCapMinor === null
      ? []
      : [
          <TextInput
            key="all"
            label={`Earned before it in the campaign, ${currency}`}
            placeholder="0"
            inputMode="decimal"
            {...inputProps(fields.earnedInAll)}
          />,
        ]),
    ...(endsRepeats(rulebook)
      ? [
          <TextInput
            key="orders"
            label="The customer’s earlier orders"
            placeholder="0"
            inputMode="numeric"
            {...inputProps(fields.ordersBefore)}
          />,
          <TextInput
            key="months"
            label="Months since the first of them"
            placeholder="0"
            inputMode="numeric"
            {...inputProps(fields.monthsSince)}
          />,
        ]
      : []),
  ];
  return inputs.length === 0 ? null : <SimpleGrid cols={{ base: 1, sm: 2 }}>{inputs}</SimpleGrid>;
}
