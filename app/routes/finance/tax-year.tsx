import { Button, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { countryName } from "#app/kit/country.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { Dac7Panels } from "#app/tax/dac7-panels.tsx";
import { NecPanels } from "#app/tax/nec-panels.tsx";
import { LISTED_SHOWN } from "#app/tax/page-sizes.ts";
import { readYearlyLists } from "#app/tax/read-yearly-lists.server.ts";
import { DAC7_THRESHOLD_SOURCE } from "#app/tax/reporting-thresholds.ts";
import { readYear } from "#app/tax/tax-year.ts";
import { isYearlyListName } from "#app/tax/yearly-list-names.ts";
import { formatAmount } from "#app/ui/amount.tsx";
import { ChoiceBar } from "#app/ui/choice-bar.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Tax lists of ${data?.year ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const year = readYear(args.params["year"]);
  if (year === null) throw new Response("There are no lists for this year.", { status: 404 });
  const search = new URL(args.request.url).searchParams;
  const asked = search.get("list");
  const page = pageNumber(search);
  const { nec, dac7, missingRates, names } = await readYearlyLists(services, year);
  const shown = <Row extends { readonly creatorId: string }>(rows: readonly Row[]) =>
    rows
      .slice((page - 1) * LISTED_SHOWN, page * LISTED_SHOWN)
      .map((row) => ({ ...row, name: names.get(row.creatorId) ?? "A creator" }));
  const withCountry = <Row extends { readonly residence: string }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, residenceName: countryName(row.residence) }));
  return {
    year,
    page,
    list: isYearlyListName(asked) ? asked : ("1099-nec" as const),
    missingRates,
    refusal: nec.ok ? null : (nec.detail ?? null),
    threshold: nec.ok ? nec.value.threshold : null,
    nec: nec.ok && {
      ...{ listed: shown(nec.value.listed), left: shown(nec.value.left) },
      ...{ listedCount: nec.value.listed.length, leftCount: nec.value.left.length },
    },
    dac7: {
      ...{ listed: withCountry(shown(dac7.listed)), left: withCountry(shown(dac7.left)) },
      ...{ listedCount: dac7.listed.length, leftCount: dac7.left.length },
    },
  };
}

export default function TaxYear() {
  const { year, page, list, missingRates, refusal, threshold, nec, dac7 } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const isNec = list === "1099-nec";
  const canExport = !isNec || (refusal === null && missingRates.length === 0);
  return (
    <Page
      title={`Tax lists of ${year}`}
      lead="As things stand now: a payout that comes back later leaves the year in which it had arrived."
      crumbs={[{ label: "Tax", to: "/finance/tax" }]}
      actions={
        canExport && (
          <Button
            component="a"
            href={`/finance/tax/${year}/${list}`}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            CSV for filing
          </Button>
        )
      }
    >
      <ChoiceBar
        label="Which list"
        name="list"
        value={list}
        choices={[
          { label: "Form 1099-NEC", value: "1099-nec" },
          { label: "DAC7", value: "dac7" },
        ]}
      />
      {search.get("problem") === "rates-missing" && (
        <Notice kind="problem">The list was not written, because exchange rates are missing.</Notice>
      )}
      {isNec && refusal !== null && <Notice kind="problem">{refusal}</Notice>}
      {isNec && missingRates.length > 0 && (
        <Notice kind="problem" title="Exchange rates are missing">
          Payments in these currencies are in no sum below:{" "}
          {missingRates.map(({ currency, day }) => `${currency} on ${day}`).join(", ")}. Load the rates with npm run
          rates.
        </Notice>
      )}
      <Text size="sm" c="dimmed">
        {isNec
          ? threshold && `Reported from ${formatAmount(threshold.thresholdMinor, "USD")}: ${threshold.source}.`
          : `Everybody resident in the European Union who was paid. The only sum below which sellers are left out: ${DAC7_THRESHOLD_SOURCE}.`}{" "}
        The file holds tax numbers{isNec ? "" : " and accounts"}; who takes it is in the audit log.
      </Text>
      {isNec ? nec && <NecPanels {...nec} page={page} /> : <Dac7Panels {...dac7} page={page} />}
    </Page>
  );
}
