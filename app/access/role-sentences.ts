import type { BrandRole, StaffRole } from "./roles.ts";

/** What each role may do, as one sentence. */
export const roleSentences: Readonly<Record<BrandRole | StaffRole, string>> = {
  owner: "Owners do everything, members, domains and API keys included.",
  manager: "Managers run campaigns, stores and partnerships.",
  analyst: "Analysts see everything of the brand and change nothing.",
  preparer: "Preparers review commissions and prepare batches.",
  approver: "Approvers review commissions and approve the batches others prepared.",
  admin: "Admins look after brands, creators and staff.",
};
