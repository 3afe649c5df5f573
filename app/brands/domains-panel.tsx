import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { inputProps } from "#app/ui/form-field.ts";
import { Day } from "#app/ui/moment.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records } from "#app/ui/records.tsx";
import type { BrandDomain } from "./brand-store.server.ts";

/** The sites that links of this brand may lead to. */
export function DomainsPanel({
  domains,
  lastResult,
}: {
  domains: readonly BrandDomain[];
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<{ host: string }>({
    id: "new-domain",
    lastResult,
    constraint: { host: { required: true } },
  });
  return (
    <Panel title="Domains" lead="Tracked links lead to these sites and their subdomains, and nowhere else." flush>
      <Records
        caption="Domains"
        rows={domains}
        rowKey={(domain) => domain.host}
        empty={null}
        columns={[
          { label: "Site", isMain: true, cell: (domain) => domain.host },
          { label: "Added", cell: (domain) => <Day at={domain.createdAt} /> },
          {
            label: "",
            isFigure: true,
            cell: (domain) =>
              domains.length > 1 && (
                <Form method="post">
                  <input type="hidden" name="host" value={domain.host} />
                  <Button
                    type="submit"
                    name="intent"
                    value="remove-domain"
                    variant="subtle"
                    color="red"
                    size="compact-sm"
                    aria-label={`Remove ${domain.host}`}
                  >
                    Remove
                  </Button>
                </Form>
              ),
          },
        ]}
      />
      <Form method="post" {...getFormProps(form)}>
        <Group align="flex-start" gap="sm" p="lg">
          <TextInput
            label="Another site"
            placeholder="shop.lumentea.example"
            inputMode="url"
            flex={1}
            miw={{ base: "100%", xs: 200 }}
            {...inputProps(fields.host)}
          />
          <Button type="submit" name="intent" value="add-domain" variant="default" mt={{ base: 0, xs: 25 }}>
            Add the site
          </Button>
        </Group>
      </Form>
    </Panel>
  );
}
