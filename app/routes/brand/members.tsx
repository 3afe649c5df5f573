import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeMemberRole, removeMember } from "#app/access/change-members.server.ts";
import { changeRoleSchema, removeMemberSchema } from "#app/access/change-members.ts";
import { malformed, refusedForm } from "#app/access/form-answer.server.ts";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { inviteMemberSchema, revokeInvitationSchema } from "#app/access/invitation.ts";
import { listOpenInvitations } from "#app/access/invitation-store.server.ts";
import { InviteForm } from "#app/access/invite-form.tsx";
import { inviteMember, revokeInvitation } from "#app/access/invite.server.ts";
import { listMembers } from "#app/access/member-store.server.ts";
import { MembersTable } from "#app/access/members-table.tsx";
import { OpenInvitations } from "#app/access/open-invitations.tsx";
import { refusalSentences } from "#app/access/refusal-sentences.ts";
import type { Outcome } from "#app/kit/outcome.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction = () => [{ title: "Members · Fairshare" }];

const confirmations: Readonly<Record<string, string>> = {
  invited: "The invitation is on its way.",
  "taken-back": "The invitation was taken back. Its link does not work any more.",
  changed: "The role was changed. It holds from now on.",
  removed: "The member was removed, and has lost access.",
};

export async function loader(args: LoaderFunctionArgs) {
  const { services, userId, brand, role } = await requireBrandMember(args, "analyst");
  return services.db.inBrand(brand.id, async (tx) => ({
    brand,
    userId,
    isOwner: role === "owner",
    members: await listMembers(tx, brand.id),
    invitations: await listOpenInvitations(tx, brand.id, services.clock.now()),
    confirmation: confirmations[new URL(args.request.url).searchParams.get("done") ?? ""] ?? null,
  }));
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, person, brand } = await requireBrandMember(args, "owner");
  const form = await args.request.formData();
  const here = `/brands/${brand.slug}/members`;
  const answer = (outcome: Outcome<unknown, keyof typeof refusalSentences>, done: string) =>
    outcome.ok
      ? redirect(`${here}?done=${done}`)
      : data({ problem: refusalSentences[outcome.refusal], invite: null }, { status: 409 });
  switch (form.get("intent")) {
    case "invite": {
      const submission = parseWithZod(form, { schema: inviteMemberSchema });
      if (submission.status !== "success")
        return data({ problem: null, invite: malformed(submission).data }, { status: 422 });
      const outcome = await inviteMember(services, { brand, inviter: person, ...submission.value });
      if (outcome.ok) return redirect(`${here}?done=invited`);
      return data(
        { problem: null, invite: refusedForm(submission, refusalSentences[outcome.refusal], "email").data },
        { status: 409 },
      );
    }
    case "revoke-invitation": {
      const submission = parseWithZod(form, { schema: revokeInvitationSchema });
      if (submission.status !== "success") break;
      return answer(await revokeInvitation(services, { brandId: brand.id, userId, ...submission.value }), "taken-back");
    }
    case "change-role": {
      const submission = parseWithZod(form, { schema: changeRoleSchema });
      if (submission.status !== "success") break;
      return answer(await changeMemberRole(services, { brandId: brand.id, userId, ...submission.value }), "changed");
    }
    case "remove": {
      const submission = parseWithZod(form, { schema: removeMemberSchema });
      if (submission.status !== "success") break;
      return answer(await removeMember(services, { brandId: brand.id, userId, ...submission.value }), "removed");
    }
    default:
      break;
  }
  return data({ problem: "This form was not complete. Reload the page and try again.", invite: null }, { status: 422 });
}

export default function MembersPage() {
  const { brand, userId, isOwner, members, invitations, confirmation } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page title="Members" lead={`The people who work with ${brand.name} here, and what each may do.`}>
      {answer?.problem && <Notice kind="problem">{answer.problem}</Notice>}
      {confirmation && !answer && <Notice kind="done">{confirmation}</Notice>}
      <Panel title="People" flush>
        <MembersTable members={members} ownUserId={userId} mayChange={isOwner} />
      </Panel>
      {invitations.length > 0 && (
        <Panel title="Open invitations" flush>
          <OpenInvitations invitations={invitations} mayRevoke={isOwner} />
        </Panel>
      )}
      {isOwner ? (
        <Panel title="Invite somebody" lead="They get a mail with a link that is open for seven days.">
          <InviteForm key={invitations.length} team="brand" lastResult={answer?.invite ?? null} />
        </Panel>
      ) : (
        <Notice kind="note">Only owners invite people and change roles.</Notice>
      )}
    </Page>
  );
}
