import { z } from "zod";
import { brandRoles, staffRoles } from "./roles.ts";

export const changeRoleSchema = z.object({ memberId: z.uuid(), role: z.enum(brandRoles, "Choose a role.") });
export const removeMemberSchema = z.object({ memberId: z.uuid() });
export const removeStaffRoleSchema = z.object({ memberId: z.uuid(), role: z.enum(staffRoles) });
