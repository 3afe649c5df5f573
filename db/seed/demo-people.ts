import type { BrandRole, StaffRole } from "../../app/access/roles.ts";

/** The password of everybody in the demo world. It exists only where DEMO is on. */
export const DEMO_PASSWORD = "a cup of demo tea";

export interface DemoPerson {
  readonly key: "owner" | "manager" | "analyst" | "mara" | "preparer" | "approver" | "admin";
  readonly name: string;
  readonly email: string;
  /** What the sign-in page says about them. */
  readonly does: string;
  /** Their role at Lumen Tea. */
  readonly brandRole?: BrandRole;
  readonly staffRole?: StaffRole;
}

/** The people the demo's sign-in page offers. Every address ends in .example, which never leaves the machine (RFC 2606). */
export const demoPeople: readonly DemoPerson[] = [
  { key: "owner", name: "Olive Hart", email: "olive@lumentea.example", does: "Owner of Lumen Tea", brandRole: "owner" },
  {
    key: "manager",
    name: "Milo Brandt",
    email: "milo@lumentea.example",
    does: "Manager at Lumen Tea",
    brandRole: "manager",
  },
  {
    key: "analyst",
    name: "Anouk Petit",
    email: "anouk@lumentea.example",
    does: "Analyst at Lumen Tea",
    brandRole: "analyst",
  },
  { key: "mara", name: "Mara Lind", email: "mara@marabakes.example", does: "Creator: Mara who bakes" },
  {
    key: "preparer",
    name: "Priya Nair",
    email: "priya@fairshare.example",
    does: "Finance: prepares batches",
    staffRole: "preparer",
  },
  {
    key: "approver",
    name: "Arthur Bell",
    email: "arthur@fairshare.example",
    does: "Finance: approves batches",
    staffRole: "approver",
  },
  { key: "admin", name: "Ada Novak", email: "ada@fairshare.example", does: "Administration", staffRole: "admin" },
];
