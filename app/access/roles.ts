/** owner: everything of the brand, members and keys included. manager: campaigns, stores, partnerships. analyst: reads. */
export const brandRoles = ["owner", "manager", "analyst"] as const;
export type BrandRole = (typeof brandRoles)[number];

/** People of the platform. preparer and approver are finance: nobody approves a batch they prepared. admin: verifies and configures. */
export const staffRoles = ["preparer", "approver", "admin"] as const;
export type StaffRole = (typeof staffRoles)[number];
