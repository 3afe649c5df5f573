CREATE TABLE "approval_rules" (
	"brand_id" uuid,
	"id" uuid PRIMARY KEY NOT NULL,
	"currency" text NOT NULL,
	"is_on" boolean NOT NULL,
	"below_points" integer NOT NULL,
	"below_minor" bigint NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "risk_flags" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"commission_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"points" integer NOT NULL,
	"sentence" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"cleared_at" timestamp (3) with time zone,
	CONSTRAINT "risk_flags_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "risk_flags_kind" CHECK ("risk_flags"."kind" in ('own-purchase', 'leaked-code', 'many-refunds', 'bot-clicks', 'large-order', 'new-creator'))
);
--> statement-breakpoint
CREATE TABLE "risk_settings" (
	"brand_id" uuid PRIMARY KEY NOT NULL,
	"rotates_leaked_codes" boolean NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"creator_id" uuid NOT NULL,
	"commission_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"message" text NOT NULL,
	"proof_url" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"answer" text,
	"answer_note" text,
	"answered_by" uuid,
	"answered_for" text,
	"answered_at" timestamp (3) with time zone,
	"reminded_at" timestamp (3) with time zone,
	"overdue_told_at" timestamp (3) with time zone,
	CONSTRAINT "appeals_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "appeals_status" CHECK ("appeals"."status" in ('open', 'answered')),
	CONSTRAINT "appeals_answer" CHECK ("appeals"."answer" in ('upheld', 'overturned')),
	CONSTRAINT "appeals_answered_for" CHECK ("appeals"."answered_for" in ('brand', 'finance'))
);
--> statement-breakpoint
CREATE TABLE "closed_books" (
	"is_only_row" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"closed_before" timestamp (3) with time zone,
	CONSTRAINT "closed_books_one_row" CHECK ("closed_books"."is_only_row")
);
--> statement-breakpoint
CREATE TABLE "month_closings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"month" text NOT NULL,
	"status" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"checks" jsonb,
	"checked_at" timestamp (3) with time zone,
	"closed_by" uuid,
	"closed_at" timestamp (3) with time zone,
	"reopen_proposed_by" uuid,
	"reopen_proposed_at" timestamp (3) with time zone,
	"reopen_reason" text,
	"reopened_by" uuid,
	"reopened_at" timestamp (3) with time zone,
	CONSTRAINT "month_closings_status" CHECK ("month_closings"."status" in ('proposed', 'withdrawn', 'closed', 'reopening', 'reopened')),
	CONSTRAINT "month_closings_two_people" CHECK (closed_by is distinct from proposed_by and (reopened_by is null or reopened_by <> reopen_proposed_by))
);
--> statement-breakpoint
CREATE TABLE "statement_seals" (
	"closing_id" uuid NOT NULL,
	"creator_id" uuid NOT NULL,
	"entry_count" integer NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "statement_seals_closing_id_creator_id_pk" PRIMARY KEY("closing_id","creator_id")
);
--> statement-breakpoint
ALTER TABLE "commission_decisions" DROP CONSTRAINT "commission_decisions_kind";--> statement-breakpoint
ALTER TABLE "commission_decisions" ALTER COLUMN "decided_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "commission_decisions" ADD COLUMN "rule_id" uuid;--> statement-breakpoint
ALTER TABLE "commissions" ADD COLUMN "risk_points" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "commissions" ADD COLUMN "risk_assessed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "approval_rules" ADD CONSTRAINT "approval_rules_set_by_users_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_flags" ADD CONSTRAINT "risk_flags_brand_id_commission_id_commissions_brand_id_id_fk" FOREIGN KEY ("brand_id","commission_id") REFERENCES "public"."commissions"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_settings" ADD CONSTRAINT "risk_settings_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_settings" ADD CONSTRAINT "risk_settings_set_by_users_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_answered_by_users_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_brand_id_commission_id_commissions_brand_id_id_fk" FOREIGN KEY ("brand_id","commission_id") REFERENCES "public"."commissions"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_brand_id_decision_id_commission_decisions_brand_id_id_fk" FOREIGN KEY ("brand_id","decision_id") REFERENCES "public"."commission_decisions"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "month_closings" ADD CONSTRAINT "month_closings_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "month_closings" ADD CONSTRAINT "month_closings_closed_by_users_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "month_closings" ADD CONSTRAINT "month_closings_reopen_proposed_by_users_id_fk" FOREIGN KEY ("reopen_proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "month_closings" ADD CONSTRAINT "month_closings_reopened_by_users_id_fk" FOREIGN KEY ("reopened_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_seals" ADD CONSTRAINT "statement_seals_closing_id_month_closings_id_fk" FOREIGN KEY ("closing_id") REFERENCES "public"."month_closings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_seals" ADD CONSTRAINT "statement_seals_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_rules_latest" ON "approval_rules" USING btree ("brand_id","currency","set_at");--> statement-breakpoint
CREATE UNIQUE INDEX "risk_flags_standing_unique" ON "risk_flags" USING btree ("brand_id","commission_id","kind") WHERE cleared_at is null;--> statement-breakpoint
CREATE INDEX "risk_flags_commission" ON "risk_flags" USING btree ("brand_id","commission_id");--> statement-breakpoint
CREATE UNIQUE INDEX "appeals_decision_unique" ON "appeals" USING btree ("brand_id","decision_id");--> statement-breakpoint
CREATE INDEX "appeals_commission" ON "appeals" USING btree ("brand_id","commission_id");--> statement-breakpoint
CREATE INDEX "appeals_due" ON "appeals" USING btree ("brand_id","status","due_at");--> statement-breakpoint
CREATE INDEX "appeals_creator" ON "appeals" USING btree ("creator_id","opened_at");--> statement-breakpoint
CREATE INDEX "appeals_open" ON "appeals" USING btree ("due_at") WHERE status = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "month_closings_standing_unique" ON "month_closings" USING btree ("month") WHERE status in ('proposed', 'closed', 'reopening');--> statement-breakpoint
CREATE INDEX "month_closings_month" ON "month_closings" USING btree ("month");--> statement-breakpoint
ALTER TABLE "commission_decisions" ADD CONSTRAINT "commission_decisions_rule_id_approval_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."approval_rules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "commissions_queue_risk" ON "commissions" USING btree ("status","risk_points");--> statement-breakpoint
CREATE INDEX "commissions_queue_amount" ON "commissions" USING btree ("status","currency","held_minor");--> statement-breakpoint
ALTER TABLE "commission_decisions" ADD CONSTRAINT "commission_decisions_decider" CHECK ((decided_by is null) <> (rule_id is null) and (rule_id is null or kind = 'approve'));--> statement-breakpoint
ALTER TABLE "commission_decisions" ADD CONSTRAINT "commission_decisions_kind" CHECK ("commission_decisions"."kind" in ('approve', 'hold', 'decline', 'reinstate'));--> statement-breakpoint
-- Hand-written from here on.
INSERT INTO "closed_books" ("is_only_row", "closed_before") VALUES (true, null) ON CONFLICT DO NOTHING;
--> statement-breakpoint
-- Of each creator the entries behind the statement of a stretch of time, as one hash: the accounts whose sum is the balance, in the
-- order of the books. Written when a month is closed and recomputed by `npm run verify` (db/checks/closed-statements-stand.sql).
CREATE FUNCTION "statement_hashes"("from_instant" timestamptz, "until_instant" timestamptz)
  RETURNS TABLE ("creator_id" uuid, "entry_count" integer, "sha256" text)
  LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  select split_part(split_part(e.account, '@', 1), ':', 2)::uuid,
    count(*)::integer,
    encode(sha256(convert_to(string_agg(
      concat_ws('|', t.brand_id, t.id, e.position, e.account, e.currency, e.amount_minor, t.event_code, t.sentence,
        to_char(t.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS')),
      E'\n' order by t.recorded_at, t.id, e.position), 'UTF8')), 'hex')
  from public.ledger_transactions t
  join public.ledger_entries e on e.brand_id = t.brand_id and e.transaction_id = t.id
  where t.recorded_at >= from_instant and t.recorded_at < until_instant
    and e.account like 'creator:%' and split_part(e.account, ':', 4) in ('held', 'payable')
  group by 1
$$;
