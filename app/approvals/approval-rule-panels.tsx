import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Anchor, Button, Checkbox, Group, List, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { IconListCheck } from "@tabler/icons-react";
import { Form, Link } from "@remix-run/react";
import { Amount, formatAmount, formatCount } from "../ui/amount.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { inputProps } from "../ui/form-field.ts";
import { Day } from "../ui/moment.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { Records } from "../ui/records.tsx";
import { Status } from "../ui/status.tsx";
import type { ApprovalRule } from "./approval-rule.ts";
import type { RulePreview } from "./set-approval-rule.server.ts";

type ShownRule = ApprovalRule & { readonly setAt: Date };

/** The rules in force, one per currency. @param isPlatform the default of the platform; else a brand's own. */
export function RulesInForce({ rules, isPlatform }: { rules: readonly ShownRule[]; isPlatform: boolean }) {
  return (
    <Panel title="In force" flush>
      <Records
        caption="Approval rules in force"
        rows={rules}
        rowKey={(rule) => rule.id}
        empty={
          <EmptyState icon={<IconListCheck />} title="A person approves everything">
            {isPlatform
              ? "There is no default rule. Set one below, currency by currency; a brand’s own rule goes before it."
              : "There is no rule of its own here; the platform’s default holds where there is one. Set one below, currency by currency."}
          </EmptyState>
        }
        columns={[
          { label: "Currency", isMain: true, cell: (rule) => rule.currency },
          {
            label: "State",
            cell: (rule) => <Status tone={rule.isOn ? "good" : "stopped"}>{rule.isOn ? "On" : "Off"}</Status>,
          },
          { label: "Risk points below", isFigure: true, cell: (rule) => formatCount(rule.belowPoints) },
          {
            label: "Commission below",
            isFigure: true,
            cell: (rule) => <Amount minor={rule.belowMinor} currency={rule.currency} />,
          },
          { label: "Set", cell: (rule) => <Day at={rule.setAt} /> },
        ]}
      />
    </Panel>
  );
}

/** Sets the rule of one currency. The preview is a button of the same form, so that what is looked at is what is saved. */
export function ApprovalRuleForm({
  currencies,
  lastResult,
}: {
  currencies: readonly string[];
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<{ currency: string; isOn: string; belowPoints: string; belowAmount: string }>({
    id: "rule",
    lastResult,
    defaultValue: { currency: currencies[0] ?? "EUR", isOn: "on", belowPoints: "30", belowAmount: "50.00" },
  });
  return (
    <Panel
      title="Set a rule"
      lead="It approves matured commissions that nothing blocks. It never declines: what does not fit waits for a person. A creator’s own purchase and a leaked code always do."
    >
      <Form method="post" {...getFormProps(form)}>
        <Stack gap="md">
          {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
          <Group align="flex-start" gap="md">
            <NativeSelect
              label="Currency"
              description="One rule each."
              data={[...currencies]}
              {...inputProps(fields.currency)}
            />
            <TextInput
              label="Risk points below"
              description="1 to 100. A new creator has 10."
              inputMode="numeric"
              {...inputProps(fields.belowPoints)}
            />
            <TextInput
              label="Commission below"
              description="In the currency chosen."
              inputMode="decimal"
              {...inputProps(fields.belowAmount)}
            />
          </Group>
          <Checkbox name="isOn" label="On" defaultChecked={fields.isOn.initialValue !== undefined} />
          <Group gap="sm">
            <Button type="submit" name="intent" value="preview" variant="default">
              Preview
            </Button>
            <Button type="submit" name="intent" value="save">
              Save
            </Button>
          </Group>
        </Stack>
      </Form>
    </Panel>
  );
}

const reasons = [
  { key: "large", says: "are too large" },
  { key: "risky", says: "are too risky" },
  { key: "blocked", says: "are not paid, disputed or without an exchange rate" },
  { key: "kept", says: "are kept waiting by finance" },
  { key: "unseen", says: "have not been looked at for risk yet" },
] as const;

/** What a rule would approve now, and why the rest waits for people. */
export function RulePreviewPanel({ preview, linksTo }: { preview: RulePreview; linksTo: string | null }) {
  const { counts, currency, examples, belowPoints, belowMinor } = preview;
  const waiting = reasons.filter(({ key }) => counts[key] > 0);
  return (
    <Panel
      title="What it would approve now"
      lead={`Fewer than ${belowPoints} risk points and less than ${formatAmount(belowMinor, currency)}. Nothing is saved yet.`}
      flush
    >
      <Stack gap="sm" px="lg" pb="md">
        <Text>
          {counts.fitting === 0 ? (
            `None of the matured commissions in ${currency}.`
          ) : (
            <>
              {formatCount(counts.fitting)} {counts.fitting === 1 ? "commission" : "commissions"}:{" "}
              <strong className="figure">{formatAmount(counts.fittingMinor, currency)}</strong>.
            </>
          )}
        </Text>
        {waiting.length > 0 && (
          <>
            <Text>The rest waits for a person:</Text>
            <List size="sm">
              {waiting.map(({ key, says }) => (
                <List.Item key={key}>
                  {formatCount(counts[key])}{" "}
                  {counts[key] === 1 ? says.replace(/^are/, "is").replace(/^have/, "has") : says}
                </List.Item>
              ))}
            </List>
          </>
        )}
      </Stack>
      {examples.length > 0 && (
        <Records
          caption="The first that would be approved"
          rows={examples}
          rowKey={(row) => row.commissionId}
          empty={null}
          columns={[
            {
              label: "Order",
              isMain: true,
              cell: (row) =>
                linksTo === null ? (
                  row.orderName
                ) : (
                  <Anchor component={Link} to={`${linksTo}/${row.commissionId}`} fw={600}>
                    {row.orderName}
                  </Anchor>
                ),
            },
            { label: "Brand", cell: (row) => row.brandName },
            { label: "Creator", cell: (row) => row.creatorName },
            { label: "Risk points", isFigure: true, cell: (row) => formatCount(row.riskPoints) },
            {
              label: "Commission",
              isFigure: true,
              cell: (row) => <Amount minor={row.heldMinor} currency={currency} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}
