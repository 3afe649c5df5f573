import path from "node:path";

/** Where the journeys' server leaves the links with which its staff choose their passwords. */
export const STAFF_LINKS_FILE = path.resolve(".cache/journeys/staff-links.json");

export type StaffLinks = Readonly<Record<"preparer" | "approver" | "admin", string>>;
