import { Button, Group, Stack, Text } from "@mantine/core";
import { Form } from "@remix-run/react";
import { Status } from "#app/ui/status.tsx";
import { describeStanding, type CodeStanding } from "./code-standing.ts";

/** How a code stands in each shop, with the button that puts it right where the viewer may. */
export function CodeStandings({
  standings,
  now,
  mayChange = false,
}: {
  standings: readonly CodeStanding[];
  now: Date;
  mayChange?: boolean;
}) {
  return (
    <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: "none" }}>
      {standings.map((standing) => {
        const { tone, word, sentence, remedy } = describeStanding(standing, now);
        return (
          <Group key={standing.storeId} component="li" gap="xs" align="center">
            <Status tone={tone}>{word}</Status>
            <Text size="sm" component="span">
              {sentence}
            </Text>
            {remedy !== null && mayChange && (
              <Form method="post">
                <input type="hidden" name="codeId" value={standing.codeId} />
                <input type="hidden" name="storeId" value={standing.storeId} />
                <Button type="submit" name="intent" value="put-back" variant="default" size="compact-sm">
                  {remedy}
                </Button>
              </Form>
            )}
          </Group>
        );
      })}
    </Stack>
  );
}
