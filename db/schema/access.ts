import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { brandRoles, staffRoles } from "../../app/access/roles.ts";
import { brandId, instant, listed, word } from "./columns.ts";
import { brands } from "./brands.ts";

/** A person who can sign in. The e-mail is stored trimmed and in lower case. */
export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [uniqueIndex("users_email_unique").on(table.email)],
);

/** argon2id hashes, apart from the people so that no list of people ever carries one. */
export const passwordHashes = pgTable("password_hashes", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id),
  hash: text("hash").notNull(),
  changedAt: instant("changed_at").notNull(),
});

/** `id` is the SHA-256 of the session token; the token itself is only in the cookie. */
export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    expiresAt: instant("expires_at").notNull(),
    /** When the password was last given; changing payee details asks again after a while. */
    authenticatedAt: instant("authenticated_at"),
  },
  (table) => [index("sessions_user").on(table.userId)],
);

export const brandMembers = pgTable(
  "brand_members",
  {
    brandId: brandId().references(() => brands.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    role: word("role", brandRoles).notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.userId] }),
    index("brand_members_user").on(table.userId),
    listed("brand_members_role", table.role, brandRoles),
  ],
);

/** Finance and administration of the platform itself. */
export const staffMembers = pgTable(
  "staff_members",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    role: word("role", staffRoles).notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.role] }),
    listed("staff_members_role", table.role, staffRoles),
  ],
);

/** `id` is the SHA-256 of the token in the mail. A null brand invites to the platform's staff. */
export const invitations = pgTable(
  "invitations",
  {
    id: text("id").primaryKey(),
    brandId: uuid("brand_id").references(() => brands.id),
    email: text("email").notNull(),
    role: text("role", { enum: [...brandRoles, ...staffRoles] }).notNull(),
    invitedBy: uuid("invited_by")
      .notNull()
      .references(() => users.id),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    revokedAt: instant("revoked_at"),
  },
  (table) => [index("invitations_brand").on(table.brandId)],
);

/** `id` is the SHA-256 of the token in the mail. */
export const passwordResets = pgTable("password_resets", {
  id: text("id").primaryKey(),
  userId: uuid("user_id")
    .notNull()
    .references(() => users.id),
  createdAt: instant("created_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

/**
 * How often something was tried: sign-ins, reset mails, codes. `key` is a keyed hash, so that the table lists neither people nor
 * addresses. The names of the columns are the rate limiter's.
 */
export const throttleCounters = pgTable(
  "throttle_counters",
  {
    key: text("key").primaryKey(),
    points: integer("points").notNull(),
    /** When the count starts again. */
    expire: instant("expire"),
  },
  (table) => [index("throttle_counters_expire").on(table.expire)],
);

/** Who did what when. Append-only: the application's role may not change or delete a row. */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: uuid("id").primaryKey(),
    /** Null for what belongs to no brand. */
    brandId: uuid("brand_id"),
    /** Null for the system itself. */
    actorUserId: uuid("actor_user_id"),
    /** Object and past verb, such as `campaign.published`. */
    action: text("action").notNull(),
    subjectId: text("subject_id").notNull(),
    detail: jsonb("detail").$type<Record<string, string | number | boolean | null>>().notNull(),
    occurredAt: instant("occurred_at").notNull(),
    /** SHA-256 over all other columns (db/row-hash.server.ts): `npm run verify` names the row when a byte of it was changed. */
    rowHash: text("row_hash").notNull(),
  },
  (table) => [
    index("audit_events_brand").on(table.brandId, table.occurredAt),
    // The chain over them is sealed in the order of their ids.
    index("audit_events_chain").on(table.brandId, table.id),
    index("audit_events_subject").on(table.subjectId),
    foreignKey({ columns: [table.actorUserId], foreignColumns: [users.id] }),
  ],
);
