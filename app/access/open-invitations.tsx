import { Button } from "@mantine/core";
import { Form } from "@remix-run/react";
import { Day } from "#app/ui/moment.tsx";
import { Records } from "#app/ui/records.tsx";
import type { OpenInvitation } from "./invitation.ts";

/** The invitations nobody has answered yet, each with a way to take it back. Without any it shows nothing. */
export function OpenInvitations({
  invitations,
  mayRevoke,
}: {
  invitations: readonly OpenInvitation[];
  mayRevoke: boolean;
}) {
  return (
    <Records
      caption="Open invitations"
      rows={invitations}
      rowKey={(invitation) => invitation.id}
      empty={null}
      columns={[
        { label: "E-mail", isMain: true, cell: (invitation) => invitation.email },
        { label: "Role", cell: (invitation) => invitation.role },
        { label: "Open until", cell: (invitation) => <Day at={invitation.expiresAt} /> },
        {
          label: "",
          isFigure: true,
          cell: (invitation) =>
            mayRevoke && (
              <Form method="post">
                <input type="hidden" name="invitationId" value={invitation.id} />
                <Button
                  type="submit"
                  name="intent"
                  value="revoke-invitation"
                  variant="subtle"
                  color="red"
                  size="compact-sm"
                  aria-label={`Take back the invitation of ${invitation.email}`}
                >
                  Take back
                </Button>
              </Form>
            ),
        },
      ]}
    />
  );
}
