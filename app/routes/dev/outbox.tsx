import { Anchor, Container, Group, Stack, Text } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireDemo } from "#app/access/guards.server.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Moment } from "#app/ui/moment.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Outbox · Fairshare" }];

/** How many of the newest mails are listed. */
const LISTED_MAILS = 50;

export async function loader(args: LoaderFunctionArgs) {
  const services = requireDemo(args);
  const mails = await services.mailer.outbox(LISTED_MAILS);
  const openId = new URL(args.request.url).searchParams.get("mail");
  return {
    mails: mails.map(({ id, to, subject, sentAt }) => ({ id, to, subject, sentAt: new Date(sentAt) })),
    open: mails.find((mail) => mail.id === openId) ?? null,
  };
}

export default function OutboxPage() {
  const { mails, open } = useLoaderData<typeof loader>();
  return (
    <Container component="main" size="lg" py="xl">
      <Page
        title="Outbox"
        lead="Every mail the demo would have sent. Nothing leaves this machine."
        crumbs={[
          { label: "Start", to: "/" },
          { label: "Clock", to: "/dev/clock" },
        ]}
      >
        {open && (
          <Panel title={open.subject} lead={`To ${open.to}`}>
            {/* A document of its own: it may open links in a new tab and nothing else. */}
            <iframe
              title={`Mail: ${open.subject}`}
              srcDoc={open.html}
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              style={{ width: "100%", height: 560, border: 0, borderRadius: 8, background: "#fff" }}
            />
            <Stack component="details" gap="xs" mt="md">
              <Text component="summary" size="sm">
                As plain text
              </Text>
              <Text component="pre" size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
                {open.text}
              </Text>
            </Stack>
          </Panel>
        )}
        <Panel title="Newest mails" flush>
          <Records
            caption="Mails"
            rows={mails}
            rowKey={(mail) => mail.id}
            empty={
              <EmptyState icon={<IconMail size={26} />} title="No mail yet">
                Invite a member or ask for a new password, and the mail appears here a second later.
              </EmptyState>
            }
            columns={[
              {
                label: "Subject",
                isMain: true,
                cell: (mail) => (
                  <Group gap="xs">
                    <Anchor component={Link} to={`/dev/outbox?mail=${encodeURIComponent(mail.id)}`} inherit>
                      {mail.subject}
                    </Anchor>
                  </Group>
                ),
              },
              { label: "To", cell: (mail) => mail.to },
              { label: "Sent", cell: (mail) => <Moment at={mail.sentAt} /> },
            ]}
          />
        </Panel>
      </Page>
    </Container>
  );
}
