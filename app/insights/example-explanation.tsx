import { Badge, Group, Paper, Stack, Text } from "@mantine/core";
import { TouchLine, type ShownTouch } from "../attribution/touch-line.tsx";

const touches: readonly ShownTouch[] = [
  {
    kind: "click",
    codeEntered: "",
    occurredAt: new Date("2026-11-03T18:42:00Z"),
    placement: "video",
    cameBy: "YouTube, on a computer",
    creatorName: "Jonas",
    isOwn: false,
    verdict: "outranked",
    sentence: "Another creator’s code was on the order; in this campaign a code wins, then the last click.",
  },
  {
    kind: "click",
    codeEntered: "",
    occurredAt: new Date("2026-11-05T07:15:00Z"),
    placement: "story",
    cameBy: "",
    creatorName: null,
    isOwn: false,
    verdict: "not-counted",
    sentence: "The click was a link preview fetched by an app, not a person, so it earns nothing.",
  },
  {
    kind: "code",
    codeEntered: "MARA10",
    occurredAt: new Date("2026-11-06T09:30:00Z"),
    placement: "",
    cameBy: "",
    creatorName: "Mara",
    isOwn: false,
    verdict: "credited",
    sentence: "Their code MARA10 was on the order and decided this sale.",
  },
];

/** What an answer looks like, with made-up people, for those who have no sale yet. */
export function ExampleExplanation() {
  return (
    <Paper component="section" aria-label="Example of an explanation" p={{ base: "md", sm: "xl" }} shadow="md">
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div>
            <Text fw={650} fz="lg">
              Order #1042
            </Text>
            <Text size="sm" c="dimmed">
              €34.80 at Lumen Tea, 6 Nov 2026
            </Text>
          </div>
          <Badge color="gray">Example</Badge>
        </Group>
        <Text fw={600} className="verdict verdictCredited" pl="md">
          Credited to Mara: their code MARA10 was on the order; in this campaign a code wins.
        </Text>
        <TouchLine touches={touches} />
        <Text size="sm" className="sums" pt="sm">
          <Text span inherit fw={600}>
            €3.48 earned
          </Text>
          <span>10 % of €34.80</span>
          <span>held until 6 Dec 2026</span>
          <span>in the next payout after that</span>
        </Text>
      </Stack>
    </Paper>
  );
}
