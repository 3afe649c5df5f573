import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Anchor, Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { inputProps } from "../ui/form-field.ts";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { MAX_MESSAGE_LENGTH } from "./inquiry-form-texts.ts";
import type { PartnerBrand } from "./asked-sale-store.server.ts";
import type { MissingSaleTold } from "./ask-missing-sale.server.ts";

/** The question: which order, and at which brand if they know. */
export function AskForm({
  brands,
  lastResult,
}: {
  brands: readonly PartnerBrand[];
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<{ orderNumber: string; brandId: string }>({ id: "ask", lastResult });
  return (
    <Panel
      title="Which order do you miss?"
      lead="The number stands in the buyer’s confirmation. Ask them for it, and for nothing else."
    >
      <Form method="post" {...getFormProps(form)}>
        <Stack gap="md">
          {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
          <Group align="flex-start" gap="md">
            <TextInput
              label="Order number"
              placeholder="#1001"
              autoComplete="off"
              required
              miw={200}
              {...inputProps(fields.orderNumber)}
            />
            <NativeSelect
              label="Brand"
              {...inputProps(fields.brandId)}
              data={[
                { value: "", label: "Any of my brands" },
                ...brands.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              miw={220}
            />
          </Group>
          <Group>
            <Button type="submit" name="intent" value="ask">
              Look it up
            </Button>
          </Group>
        </Stack>
      </Form>
    </Panel>
  );
}

/** The immediate answer. */
export function ToldPanel({ told: { orderNumber, answer, sentence, ownSaleId } }: { told: MissingSaleTold }) {
  return (
    <Notice kind={answer === "credited-to-you" ? "done" : "note"} title={`Order ${orderNumber}`}>
      <Stack gap={6}>
        <Text size="sm">{sentence}</Text>
        {ownSaleId !== null && (
          <Anchor component={Link} to={`/creator/sales/${ownSaleId}`} size="sm" fw={600}>
            See the sale and what it earns
          </Anchor>
        )}
      </Stack>
    </Notice>
  );
}

/** Asks the brand to look again. */
export function InquiryForm({
  brands,
  orderNumber,
  brandId,
  lastResult,
}: {
  brands: readonly PartnerBrand[];
  orderNumber: string;
  /** Null when the brand is still to be chosen. */
  brandId: string | null;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<{ orderNumber: string; brandId: string; message: string; proofUrl: string }>({
    id: "inquiry",
    lastResult,
    defaultValue: { orderNumber, brandId: brandId ?? "" },
  });
  const known = brands.find(({ id }) => id === brandId);
  return (
    <Panel
      title="Not right? Ask the brand"
      lead={`${known?.name ?? "The brand"} sees your words beside all facts of order ${orderNumber} and has 14 days to answer. You hear by mail.`}
    >
      <Form method="post" {...getFormProps(form)}>
        <Stack gap="md">
          {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
          <input type="hidden" name="orderNumber" value={orderNumber} />
          {known ? (
            <input type="hidden" name="brandId" value={known.id} />
          ) : (
            <NativeSelect
              label="Brand"
              {...inputProps(fields.brandId)}
              data={[
                { value: "", label: "Choose the brand" },
                ...brands.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              required
            />
          )}
          <Textarea
            label="What do you know about this sale?"
            description="When and where you recommended it, and why you think it came from you. Leave the buyer’s name out."
            autosize
            minRows={3}
            maxLength={MAX_MESSAGE_LENGTH}
            required
            {...inputProps(fields.message)}
          />
          <TextInput
            label="Link to a proof"
            description="Optional: a post, a screenshot you keep somewhere. Begins with https://."
            inputMode="url"
            {...inputProps(fields.proofUrl)}
          />
          <Group>
            <Button type="submit" name="intent" value="open-inquiry">
              Send it to the brand
            </Button>
          </Group>
        </Stack>
      </Form>
    </Panel>
  );
}
