import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Box, Button, Group, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { ConfirmButton } from "#app/ui/confirm-button.tsx";
import { inputProps } from "#app/ui/form-field.ts";
import { Day } from "#app/ui/moment.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";
import type { ShortDomain } from "./short-domain-store.server.ts";

/** Hosts of the brand's own that its links are shown with. */
export function ShortDomainsPanel({
  shortDomains,
  exampleHost,
  ownHost,
  lastResult,
}: {
  shortDomains: readonly ShortDomain[];
  /** A short domain the brand could take. */
  exampleHost: string;
  /** The host of our own address, which DNS points to. */
  ownHost: string;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<{ host: string }>({
    id: "new-short-domain",
    lastResult,
    constraint: { host: { required: true } },
  });
  return (
    <Panel
      title="Short domains"
      lead={`Links of your creators then read ${exampleHost}/mara instead of ${ownHost}/r/mara.`}
      flush
    >
      <Records
        caption="Short domains"
        rows={shortDomains}
        rowKey={(domain) => domain.host}
        empty={null}
        columns={[
          { label: "Short domain", isMain: true, cell: (domain) => domain.host },
          {
            label: "Status",
            isLong: true,
            cell: (domain) =>
              domain.seenAt ? (
                <Group gap="xs">
                  <Status tone="good">In use</Status>
                  <Text size="sm" c="dimmed">
                    since <Day at={domain.seenAt} />
                  </Text>
                </Group>
              ) : (
                <>
                  <Status tone="waiting">Waiting for DNS</Status>
                  <Text size="sm" c="dimmed">
                    {`Add a CNAME record for ${domain.host} that points to ${ownHost}. Links are shown with it from the first request that comes in.`}
                  </Text>
                </>
              ),
          },
          {
            label: "",
            isFigure: true,
            cell: (domain) => (
              <ConfirmButton
                label="Remove"
                question={`Links that were shared with ${domain.host} stop working. The same links with ${ownHost} go on.`}
                confirmLabel="Remove it"
                intent="remove-short-domain"
                hidden={{ host: domain.host }}
                isDangerous
                isSmall
              />
            ),
          },
        ]}
      />
      <Box p="lg">
        <Form method="post" {...getFormProps(form)}>
          <Group align="flex-start" gap="sm">
            <TextInput
              label="A name under one of your domains"
              placeholder={exampleHost}
              inputMode="url"
              autoCapitalize="none"
              flex={1}
              miw={{ base: "100%", xs: 200 }}
              {...inputProps(fields.host)}
            />
            <Button type="submit" name="intent" value="add-short-domain" variant="default" mt={{ base: 0, xs: 25 }}>
              Add the short domain
            </Button>
          </Group>
        </Form>
      </Box>
    </Panel>
  );
}
