import { Anchor, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { EARNERS_SHOWN } from "#app/tax/page-sizes.ts";
import { readTaxStandings, type TaxStandingRow } from "#app/tax/read-tax.server.ts";
import { standingWords, taxFormNames } from "#app/tax/tax-form-texts.ts";
import { dayIn, yearOf } from "#app/tax/tax-year.ts";
import { countryName } from "#app/kit/country.ts";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Tax · Fairshare" }];

/** Years before this one whose lists are offered. */
const YEARS_OFFERED = 3;
const MAX_NAME_LENGTH = 100;

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const search = new URL(args.request.url).searchParams;
  const page = pageNumber(search);
  const named = (search.get("name") ?? "").trim().slice(0, MAX_NAME_LENGTH);
  const { country, timeZone } = services.taxPayer;
  const thisYear = yearOf(dayIn(timeZone, services.clock.now()));
  return {
    ...(await readTaxStandings(services, named, page)),
    page,
    named,
    timeZone,
    payer: country === null ? null : countryName(country),
    years: Array.from({ length: YEARS_OFFERED }, (_, before) => thisYear - before),
  };
}

const columns: Column<TaxStandingRow>[] = [
  {
    label: "Creator",
    isMain: true,
    cell: (row) => (
      <Anchor component={Link} to={`creators/${row.id}`} fw={600}>
        {row.name}
      </Anchor>
    ),
  },
  {
    label: "Resident for tax in",
    cell: (row) => (row.isDeclared ? row.residence : `${row.residence}, as their profile says`),
  },
  {
    label: "Forms",
    cell: (row) =>
      row.forms.length === 0 ? (
        <Text span c="dimmed">
          None asked
        </Text>
      ) : (
        <Stack gap={4}>
          {row.forms.map(({ kind, standing }) => (
            <Group key={kind} gap={6}>
              <Text size="sm">{taxFormNames[kind]}</Text>
              <Status tone={standingWords[standing].tone}>{standingWords[standing].word}</Status>
            </Group>
          ))}
        </Stack>
      ),
  },
];

export default function FinanceTax() {
  const { rows, total, page, named, years, payer, timeZone } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Tax"
      lead={
        payer === null
          ? "Nobody has said from which country payouts are paid, so no US forms are asked and nothing is withheld."
          : `Country payouts are paid from: ${payer}. A payment counts on the day it arrived, by the clock of ${timeZone.replaceAll("_", " ")}.`
      }
      actions={years.map((year) => (
        <Button key={year} component={Link} to={`/finance/tax/${year}`} variant="default">
          Lists of {year}
        </Button>
      ))}
    >
      <Panel title="Where creators stand" lead="Everybody who earned anything. Tax numbers are never shown here." flush>
        <Form method="get" key={named}>
          <Group align="flex-end" gap="sm" px="lg" pb="md">
            <TextInput name="name" label="Name" defaultValue={named} autoComplete="off" />
            <Button type="submit" variant="default">
              Find
            </Button>
          </Group>
        </Form>
        <Records
          caption="Creators and their tax forms"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          empty={
            <Text p="lg" c="dimmed">
              {named === ""
                ? "Nobody has earned anything yet. Creators appear here with their first commission."
                : "No creator of this name has earned anything. Shorten the name."}
            </Text>
          }
        />
        <Pages page={page} pageSize={EARNERS_SHOWN} total={total} />
      </Panel>
    </Page>
  );
}
