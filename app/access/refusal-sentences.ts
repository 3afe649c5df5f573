import type { InviteRefusal } from "./invite.server.ts";
import type { MemberRefusal } from "./change-members.server.ts";

/** What each refusal about the people of a team means, as a sentence. */
export const refusalSentences: Readonly<
  Record<InviteRefusal | MemberRefusal | "unknown-invitation" | "last-admin", string>
> = {
  "already-member": "This person has that role already, or is a member with another one: change it in the list.",
  "already-invited": "This person has an open invitation. Take it back first, then send another.",
  "too-many-invitations": "Too many invitations are open. Take some back, or wait for answers.",
  "unknown-member": "This person is not a member any more.",
  "unknown-invitation": "This invitation was answered, taken back, or has run out.",
  "last-owner": "A brand needs an owner. Make somebody else owner first.",
  "last-admin": "The platform needs an admin. Invite another one first.",
};
