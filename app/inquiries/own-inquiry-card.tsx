import { Anchor, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { formatDay, formatDistance } from "../ui/moment.tsx";
import { Status } from "../ui/status.tsx";
import { inquiryStandingOf } from "./inquiry.ts";
import { inquiryWords } from "./inquiry-words.ts";
import type { listOwnInquiries } from "./inquiry-store.server.ts";

type OwnInquiry = Awaited<ReturnType<typeof listOwnInquiries>>["rows"][number];

/** One of a creator's inquiries: what they were told, what they said, what the brand answered. */
export function OwnInquiryCard({ inquiry, now }: { inquiry: OwnInquiry; now: Date }) {
  const { id, orderNumber, brandName, toldSentence, message, openedAt, dueAt, answer, answerNote, answeredAt } =
    inquiry;
  const { withdrawnAt, withdrawReason, saleId } = inquiry;
  const standing = inquiryStandingOf(inquiry, now);
  const { word, tone } = inquiryWords(standing, answer, withdrawnAt !== null);
  const isOpen = standing === "open" || standing === "overdue";
  return (
    <Paper component="section" p="lg" aria-label={`Inquiry about order ${orderNumber}`}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Stack gap={2}>
            <Title order={3} fz="md">
              Order {orderNumber} at {brandName}
            </Title>
            <Text size="sm" c="dimmed">
              Asked on {formatDay(openedAt)}
              {isOpen && `; the answer is due ${formatDistance(dueAt, now)}, on ${formatDay(dueAt)}`}
            </Text>
          </Stack>
          <Status tone={tone}>{word}</Status>
        </Group>
        <Text size="sm">
          <Text component="span" inherit fw={600}>
            We told you:
          </Text>{" "}
          {toldSentence}
        </Text>
        <Text size="sm" className="prose">
          <Text component="span" inherit fw={600}>
            You wrote:
          </Text>{" "}
          {message}
        </Text>
        {answeredAt && (
          <Text size="sm" className="prose">
            <Text component="span" inherit fw={600}>
              {brandName} answered on {formatDay(answeredAt)}:
            </Text>{" "}
            {answer === "credited" ? "The sale is credited to you. " : "The decision stands. "}“{answerNote}”
          </Text>
        )}
        {withdrawnAt && (
          <Text size="sm" className="prose">
            <Text component="span" inherit fw={600}>
              The credit was taken back on {formatDay(withdrawnAt)}:
            </Text>{" "}
            “{withdrawReason}”
          </Text>
        )}
        {answer === "credited" && saleId !== null && (
          <Anchor component={Link} to={`/creator/sales/${saleId}`} size="sm" fw={600}>
            See the sale of order {orderNumber}
          </Anchor>
        )}
        {isOpen && (
          <Form method="post">
            <input type="hidden" name="inquiryId" value={id} />
            <Button
              type="submit"
              name="intent"
              value="withdraw-inquiry"
              variant="default"
              size="compact-sm"
              aria-label={`Withdraw the inquiry about order ${orderNumber}`}
            >
              Withdraw
            </Button>
          </Form>
        )}
      </Stack>
    </Paper>
  );
}
