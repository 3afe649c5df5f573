import { z } from "zod";
import { newPassword } from "./password-rules.ts";
import { brandRoles, staffRoles, type BrandRole, type StaffRole } from "./roles.ts";
import { emailField } from "./sign-in.ts";
import { personNameField } from "./sign-up.ts";

export const INVITATION_DAYS = 7;
/** Open invitations of one team: a brake on a stolen session that would mail the world. */
export const MAX_OPEN_INVITATIONS = 50;

export interface OpenInvitation {
  /** The hash of the link's token: it names the invitation and opens nothing. */
  readonly id: string;
  readonly email: string;
  readonly role: BrandRole | StaffRole;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export const inviteMemberSchema = z.object({ email: emailField, role: z.enum(brandRoles, "Choose a role.") });
export const inviteStaffSchema = z.object({ email: emailField, role: z.enum(staffRoles, "Choose a role.") });
export const revokeInvitationSchema = z.object({ invitationId: z.string().regex(/^[0-9a-f]{64}$/) });

export const acceptAsNewSchema = z.object({ personName: personNameField, password: newPassword });
export const acceptWithPasswordSchema = z.object({ password: z.string({ error: "Enter your password." }) });
