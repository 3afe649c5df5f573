import type { ReactNode } from "react";
import { SimpleGrid, Stack, Textarea, TextInput, Title } from "@mantine/core";
import { inputProps } from "#app/ui/form-field.ts";
import { clickReaches, codeTies, customerLimits, touchModels, type PolicyRules } from "../attribution/policy.ts";
import { MAX_BINDING_WINDOW_DAYS, MAX_CLICK_WINDOW_DAYS, MAX_TAIL_DAYS } from "./campaign-draft.ts";
import { MAX_BINDING_ORDERS, type PolicyFieldName } from "./policy-form-texts.ts";
import { PresetChoice, PresetNumber } from "./preset-inputs.tsx";
import { clickReachWords, codeTieWords, customerLimitWords, modelWords } from "./policy-words.ts";
import { PrecedenceField } from "./precedence-field.tsx";
import type { FormField } from "./terms-fields.tsx";

export type PolicyFormFields = Readonly<Record<PolicyFieldName, FormField>>;

/** Everything of a preset that a campaign may have otherwise. */
export function PolicyAdjustments({
  fields,
  preset,
  currency,
}: {
  fields: PolicyFormFields;
  preset: PolicyRules;
  currency: string;
}) {
  return (
    <>
      <Section title="Which touch goes first">
        <PrecedenceField fields={fields} preset={preset.precedence} />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <PresetChoice
            label="Several touches of the deciding kind"
            field={fields.model}
            own={modelWords[preset.model]}
            choices={touchModels.map((model) => [model, modelWords[model]])}
          />
          <PresetNumber
            label="Half-life"
            field={fields.halfLifeDays}
            own={preset.halfLifeDays}
            description="For “the later, the more” only."
          />
          <PresetChoice
            label="Two creators’ codes on one order"
            field={fields.codeTie}
            own={codeTieWords[preset.codeTie]}
            choices={codeTies.map((tie) => [tie, codeTieWords[tie]])}
          />
          <PresetChoice
            label="When a code decides, its owner’s own click"
            field={fields.ownPlacement}
            own={preset.keepsOwnPlacement ? "tells the placement" : "is not looked at"}
            choices={[
              ["kept", "tells the placement"],
              ["dropped", "is not looked at"],
            ]}
          />
          <PresetChoice
            label="Whose clicks count"
            description="A shopper may click on the phone and buy on the laptop. Their orders and visits tell that it was the same one."
            field={fields.clickReach}
            own={clickReachWords[preset.clickReach]}
            choices={clickReaches.map((reach) => [reach, clickReachWords[reach]])}
          />
          <PresetChoice
            label="A click after the checkout began"
            description="Coupon extensions make such clicks. It needs the pixel on the checkout pages."
            field={fields.lateClicks}
            own={preset.areLateClicksWeak ? "earns only when nothing else does" : "counts like any other"}
            choices={[
              ["weak", "earns only when nothing else does"],
              ["full", "counts like any other"],
            ]}
          />
        </SimpleGrid>
      </Section>
      <Section title="For how long">
        <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
          <PresetNumber
            label="Click window"
            field={fields.clickWindowDays}
            own={preset.clickWindowDays}
            description={`Before the sale: 1 to ${MAX_CLICK_WINDOW_DAYS}.`}
          />
          <PresetNumber
            label="Customers stay bound"
            field={fields.bindingWindowDays}
            own={preset.bindingWindowDays}
            description={`To who brought them: 0, which is never, to ${MAX_BINDING_WINDOW_DAYS}.`}
          />
          <PresetNumber
            label="Bound for at most"
            unit="orders"
            field={fields.bindingOrders}
            own="no limit"
            description={`Their next orders: 1 to ${MAX_BINDING_ORDERS}.`}
          />
          <PresetNumber
            label="Clicks after the end"
            field={fields.tailDays}
            own={preset.tailDays}
            description={`Earlier ones go on earning: 0 to ${MAX_TAIL_DAYS}.`}
          />
          <PresetNumber
            label="Codes after the end"
            field={fields.codeTailDays}
            own="as clicks"
            description={`They go on earning: 0 to ${MAX_TAIL_DAYS}.`}
          />
        </SimpleGrid>
      </Section>
      <Section title="Which orders">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <PresetChoice
            label="Customers"
            field={fields.customerLimit}
            own={customerLimitWords[preset.customerLimit]}
            choices={customerLimits.map((limit) => [limit, customerLimitWords[limit]])}
          />
          <TextInput
            label={`Smallest order, ${currency}`}
            description="Net of the goods after discount. Empty is no limit."
            inputMode="decimal"
            {...inputProps(fields.minOrder)}
          />
        </SimpleGrid>
        <Textarea
          label="Excluded products"
          description="Product ids or SKUs as your store writes them, one a line. Their lines earn nothing."
          autosize
          minRows={2}
          {...inputProps(fields.excludedProducts)}
        />
      </Section>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap="sm">
      <Title order={3} fz="md">
        {title}
      </Title>
      {children}
    </Stack>
  );
}
