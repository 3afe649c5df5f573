import { Button, NativeSelect, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { Notice } from "#app/ui/notice.tsx";
import { Panel } from "#app/ui/panel.tsx";
import type { DateStyle, DecimalStyle, FileChoices } from "./file-choices.ts";
import { columnFieldOf } from "./file-form-texts.ts";
import { columnOptions } from "./recognise-file.ts";

const MOST_SHOWN_CHARACTERS = 40;
const NOT_USED = { value: "", label: "Not used" };

const decimalWords: Readonly<Record<DecimalStyle, string>> = {
  each: "Each number tells by itself",
  point: "1,234.50 with a point",
  comma: "1.234,50 with a comma",
  minor: "123450 in cents",
};

const dateWords: Readonly<Record<DateStyle, string>> = {
  "year-first": "2026-04-03 or 03.04.2026",
  "day-first": "03/04/2026 is 3 April",
  "month-first": "04/03/2026 is 3 April",
};

interface FileColumnsProps {
  readonly names: readonly string[];
  readonly firstRows: readonly (readonly string[])[];
  readonly choices: FileChoices;
  readonly problem: string | null;
  readonly isAgain: boolean;
}

/** Says per column of a file what it is, beside its first rows. Works without script. */
export function FileColumnsForm({ names, firstRows, choices, problem, isAgain }: FileColumnsProps) {
  return (
    <Form method="post">
      <Stack gap="lg">
        <Panel title="What each column is" lead="Under each column stand its first values, as they are in the file.">
          <Stack gap="md">
            {problem !== null && <Notice kind="problem">{problem}</Notice>}
            <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="lg">
              {names.map((name, index) => (
                <NativeSelect
                  key={`${index} ${name}`}
                  name={columnFieldOf(index)}
                  label={name || `Column ${index + 1}`}
                  description={examplesOf(firstRows, index)}
                  styles={{ label: { overflowWrap: "anywhere" }, description: { overflowWrap: "anywhere" } }}
                  defaultValue={choices.columns[index] ?? ""}
                  data={[NOT_USED, ...columnOptions]}
                />
              ))}
            </SimpleGrid>
          </Stack>
        </Panel>
        <WritingPanel choices={choices} />
        <Button type="submit" style={{ alignSelf: "flex-start" }}>
          {isAgain ? "Import the orders again" : "Import the orders"}
        </Button>
      </Stack>
    </Form>
  );
}

/** How currencies, dates and amounts are written. */
function WritingPanel({ choices }: { choices: FileChoices }) {
  return (
    <Panel title="How it is written">
      <SimpleGrid cols={{ base: 1, sm: 2 }} maw={720}>
        <TextInput
          name="currency"
          label="Currency"
          description="For rows that name none, such as EUR. Empty when a column names it."
          defaultValue={choices.currency}
          maxLength={3}
        />
        <TextInput
          name="timeZone"
          label="Time zone"
          description="Of dates without one, such as Europe/Berlin."
          defaultValue={choices.timeZone}
          required
        />
        <NativeSelect name="decimals" label="Amounts" defaultValue={choices.decimals} data={optionsOf(decimalWords)} />
        <NativeSelect name="dates" label="Dates" defaultValue={choices.dates} data={optionsOf(dateWords)} />
      </SimpleGrid>
    </Panel>
  );
}

function optionsOf(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

function examplesOf(rows: readonly (readonly string[])[], index: number): string {
  const values = rows.map((row) => row[index]?.trim() ?? "").filter((value) => value !== "");
  if (values.length === 0) return "Empty in the first rows";
  return [...new Set(values)].map((value) => value.slice(0, MOST_SHOWN_CHARACTERS)).join(" · ");
}
