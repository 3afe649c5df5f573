import { Button } from "@mantine/core";
import { IconCloudDown } from "@tabler/icons-react";
import { Form } from "@remix-run/react";
import { Panel } from "../ui/panel.tsx";

/** Stripe's records are read without a file. */
export function FetchPanel() {
  return (
    <Panel
      title="Stripe’s own records"
      lead="Every night we read what moved the balance at Stripe until the end of the day before. You need not wait for the night."
    >
      <Form method="post" encType="multipart/form-data">
        <Button
          type="submit"
          name="intent"
          value="fetch-stripe"
          variant="light"
          leftSection={<IconCloudDown size={16} aria-hidden />}
        >
          Fetch from Stripe
        </Button>
      </Form>
    </Panel>
  );
}
