import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { Form } from "@remix-run/react";
import { Panel } from "../ui/panel.tsx";

/** Whether a leaked code is replaced at once. */
export function LeakedCodesPanel({ rotates }: { rotates: boolean }) {
  return (
    <Panel
      title="Leaked codes"
      lead="A code that is used far above its own baseline without a click behind it may stand on a coupon page. Its sales wait for a person; the creator keeps every credit."
    >
      <Form method="post">
        <Stack gap="md">
          <Checkbox
            name="rotates"
            label="Replace a leaked code at once"
            description="The old one goes on working for the campaign’s grace. The creator is told by mail."
            defaultChecked={rotates}
          />
          <Group>
            <Button type="submit" name="intent" value="leaked-codes" variant="default">
              Save
            </Button>
          </Group>
        </Stack>
      </Form>
    </Panel>
  );
}
