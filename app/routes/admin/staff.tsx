import { parseWithZod } from "@conform-to/zod/v4";
import { Button, Stack, Text } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { removeStaffRole } from "#app/access/change-members.server.ts";
import { removeStaffRoleSchema } from "#app/access/change-members.ts";
import { malformed, refusedForm } from "#app/access/form-answer.server.ts";
import { requireStaff } from "#app/access/guards.server.ts";
import { inviteStaffSchema, revokeInvitationSchema } from "#app/access/invitation.ts";
import { listOpenInvitations } from "#app/access/invitation-store.server.ts";
import { InviteForm } from "#app/access/invite-form.tsx";
import { inviteStaff, revokeInvitation } from "#app/access/invite.server.ts";
import { listStaff } from "#app/access/member-store.server.ts";
import { OpenInvitations } from "#app/access/open-invitations.tsx";
import { refusalSentences } from "#app/access/refusal-sentences.ts";
import { Day } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Staff · Fairshare" }];

const confirmations: Readonly<Record<string, string>> = {
  invited: "The invitation is on its way.",
  "taken-back": "The invitation was taken back. Its link does not work any more.",
  removed: "The role was taken away. It is gone from the next request on.",
};

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["admin"]);
  return services.db.inPlatform(async (tx) => ({
    staff: await listStaff(tx),
    invitations: await listOpenInvitations(tx, null, services.clock.now()),
    confirmation: confirmations[new URL(args.request.url).searchParams.get("done") ?? ""] ?? null,
  }));
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, person } = await requireStaff(args, ["admin"]);
  const form = await args.request.formData();
  const refused = (refusal: keyof typeof refusalSentences) =>
    data({ problem: refusalSentences[refusal], invite: null }, { status: 409 });
  switch (form.get("intent")) {
    case "invite": {
      const submission = parseWithZod(form, { schema: inviteStaffSchema });
      if (submission.status !== "success")
        return data({ problem: null, invite: malformed(submission).data }, { status: 422 });
      const outcome = await inviteStaff(services, { inviter: person, ...submission.value });
      if (outcome.ok) return redirect("/admin/staff?done=invited");
      return data(
        { problem: null, invite: refusedForm(submission, refusalSentences[outcome.refusal], "email").data },
        { status: 409 },
      );
    }
    case "revoke-invitation": {
      const submission = parseWithZod(form, { schema: revokeInvitationSchema });
      if (submission.status !== "success") break;
      const outcome = await revokeInvitation(services, { brandId: null, userId, ...submission.value });
      return outcome.ok ? redirect("/admin/staff?done=taken-back") : refused(outcome.refusal);
    }
    case "remove": {
      const submission = parseWithZod(form, { schema: removeStaffRoleSchema });
      if (submission.status !== "success") break;
      const outcome = await removeStaffRole(services, { userId, ...submission.value });
      return outcome.ok ? redirect("/admin/staff?done=removed") : refused(outcome.refusal);
    }
    default:
      break;
  }
  return data({ problem: "This form was not complete. Reload the page and try again.", invite: null }, { status: 422 });
}

export default function StaffPage() {
  const { staff, invitations, confirmation } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Staff"
      lead="Finance and administration of the platform. A person may have several roles; nobody approves a batch they prepared."
    >
      {answer?.problem && <Notice kind="problem">{answer.problem}</Notice>}
      {confirmation && !answer && <Notice kind="done">{confirmation}</Notice>}
      <Panel title="People and roles" flush>
        <Records
          caption="Staff"
          rows={staff}
          rowKey={(member) => `${member.userId} ${member.role}`}
          empty={null}
          columns={[
            {
              label: "Name",
              isMain: true,
              cell: (member) => (
                <Stack gap={0}>
                  <Text inherit>{member.name}</Text>
                  <Text size="sm" c="dimmed" fw={400}>
                    {member.email}
                  </Text>
                </Stack>
              ),
            },
            { label: "Role", cell: (member) => member.role },
            { label: "Since", cell: (member) => <Day at={member.createdAt} /> },
            {
              label: "",
              isFigure: true,
              cell: (member) => (
                <Form method="post">
                  <input type="hidden" name="memberId" value={member.userId} />
                  <input type="hidden" name="role" value={member.role} />
                  <Button
                    type="submit"
                    name="intent"
                    value="remove"
                    variant="subtle"
                    color="red"
                    size="compact-sm"
                    aria-label={`Take the role ${member.role} from ${member.name}`}
                  >
                    Take away
                  </Button>
                </Form>
              ),
            },
          ]}
        />
      </Panel>
      {invitations.length > 0 && (
        <Panel title="Open invitations" flush>
          <OpenInvitations invitations={invitations} mayRevoke />
        </Panel>
      )}
      <Panel title="Invite somebody" lead="They get a mail with a link that is open for seven days.">
        <InviteForm key={invitations.length} team="staff" lastResult={answer?.invite ?? null} />
      </Panel>
    </Page>
  );
}
