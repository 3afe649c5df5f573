import { Checkbox, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { fillPattern, judgePattern, patternWords } from "../links/code-pattern.ts";
import { inputProps } from "#app/ui/form-field.ts";
import { Panel } from "#app/ui/panel.tsx";
import type { CampaignFields } from "./campaign-sections.tsx";
import { MAX_GRACE_DAYS } from "./code-rules-form-texts.ts";

const exampleCreator = { handle: "mara-bakes", brandName: "Lumen Tea", discountBps: 1000 };
/** Any id will do: the example shows the shape of a code. */
const EXAMPLE_ID = "019a0000-0000-7000-8000-1b2c3d4e5f60";

/** How creators' codes are made and what shops limit. Open after publishing; a new pattern is for codes made from then on. */
export function CodeSection({ fields }: { fields: CampaignFields }) {
  const pattern = typeof fields.codePattern.initialValue === "string" ? fields.codePattern.initialValue : "";
  const isUsable = judgePattern(pattern) === null;
  return (
    <Panel title="Codes" lead="Each creator gets a code of their own. Connected shops keep to these limits.">
      <Stack gap="md">
        <TextInput
          label="How codes are made"
          description={`Words in braces are filled in: ${patternWords.map((word) => `{${word}}`).join(" ")}. Letters that pass for others are never used at random.`}
          autoCapitalize="none"
          spellCheck={false}
          {...inputProps(fields.codePattern)}
        />
        {isUsable && (
          <Text size="xs" c="dimmed" className="longWord">
            {`A creator called mara-bakes with 10 % would get ${fillPattern(pattern, exampleCreator, () => EXAMPLE_ID)}`}
          </Text>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label="Uses of one code in all"
            description="Empty is no limit."
            inputMode="numeric"
            placeholder="500"
            {...inputProps(fields.codeUsageLimit)}
          />
          <TextInput
            label="A replaced code goes on working for"
            description={`And credits its creator as long. 0 to ${MAX_GRACE_DAYS}.`}
            rightSection="days"
            rightSectionWidth={52}
            inputMode="numeric"
            {...inputProps(fields.codeGraceDays)}
          />
        </SimpleGrid>
        <Checkbox
          label="Once per customer"
          description="A customer can use a creator’s code for one order only."
          name={fields.isCodeOncePerCustomer.name}
          id={fields.isCodeOncePerCustomer.id}
          value="on"
          defaultChecked={fields.isCodeOncePerCustomer.initialValue === "on"}
        />
      </Stack>
    </Panel>
  );
}
