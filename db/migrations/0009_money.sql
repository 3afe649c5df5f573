CREATE TABLE "payout_parcels" (
	"id" text PRIMARY KEY NOT NULL,
	"batch_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"state" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"first_tried_at" timestamp (3) with time zone,
	"last_tried_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"rail_reference" text,
	"problem" text,
	CONSTRAINT "payout_parcels_state" CHECK ("payout_parcels"."state" in ('waiting', 'unknown', 'accepted', 'refused'))
);
--> statement-breakpoint
ALTER TABLE "payee_details" RENAME COLUMN "iban_encrypted" TO "account_encrypted";--> statement-breakpoint
ALTER TABLE "payee_details" RENAME COLUMN "iban_ending" TO "account_ending";--> statement-breakpoint
ALTER TABLE "batches" DROP CONSTRAINT "batches_rail";--> statement-breakpoint
ALTER TABLE "batch_files" DROP CONSTRAINT "batch_files_batch_id_format_pk";--> statement-breakpoint
-- Hand-written: until now every account was an IBAN.
ALTER TABLE "payee_details" ADD COLUMN "kind" text NOT NULL DEFAULT 'iban';--> statement-breakpoint
ALTER TABLE "payee_details" ALTER COLUMN "kind" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "payee_details" ADD COLUMN "currency" text;--> statement-breakpoint
ALTER TABLE "batch_files" ADD COLUMN "part" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "batch_files" ADD CONSTRAINT "batch_files_batch_id_format_part_pk" PRIMARY KEY("batch_id","format","part");--> statement-breakpoint
-- Hand-written: until now everybody was paid what they earned, unconverted.
ALTER TABLE "payouts" ADD COLUMN "paid_currency" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "paid_minor" bigint;--> statement-breakpoint
UPDATE "payouts" SET "paid_currency" = "currency", "paid_minor" = "amount_minor";--> statement-breakpoint
ALTER TABLE "payouts" ALTER COLUMN "paid_currency" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "payouts" ALTER COLUMN "paid_minor" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "rate" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "rate_day" date;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "parcel_id" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "rail_reference" text;--> statement-breakpoint
ALTER TABLE "payout_parcels" ADD CONSTRAINT "payout_parcels_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payout_parcels_batch" ON "payout_parcels" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "payout_parcels_open" ON "payout_parcels" USING btree ("last_tried_at") WHERE state in ('waiting', 'unknown');--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_parcel_id_payout_parcels_id_fk" FOREIGN KEY ("parcel_id") REFERENCES "public"."payout_parcels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payouts_parcel" ON "payouts" USING btree ("parcel_id");--> statement-breakpoint
ALTER TABLE "payee_details" ADD CONSTRAINT "payee_details_kind" CHECK ("payee_details"."kind" in ('iban', 'us-account', 'paypal', 'stripe'));--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_rail" CHECK ("batches"."rail" in ('sepa', 'nacha', 'paypal-file', 'manual', 'stripe', 'paypal'));--> statement-breakpoint
CREATE TABLE "rail_statement_lines" (
	"statement_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"rail" text NOT NULL,
	"line_key" text NOT NULL,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"booked_on" date NOT NULL,
	"reason" text NOT NULL,
	"payout_id" uuid,
	CONSTRAINT "rail_statement_lines_statement_id_position_pk" PRIMARY KEY("statement_id","position"),
	CONSTRAINT "rail_statement_lines_kind" CHECK ("rail_statement_lines"."kind" in ('paid', 'returned', 'rejected'))
);
--> statement-breakpoint
CREATE TABLE "rail_statements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rail" text NOT NULL,
	"format" text NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"period_from" date NOT NULL,
	"period_until" date NOT NULL,
	"new_line_count" integer NOT NULL,
	"line_count" integer NOT NULL,
	"other_count" integer NOT NULL,
	"uploaded_by" uuid,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rail_statements_rail" CHECK ("rail_statements"."rail" in ('sepa', 'nacha', 'paypal-file', 'manual', 'stripe', 'paypal')),
	CONSTRAINT "rail_statements_format" CHECK ("rail_statements"."format" in ('camt.053', 'pain.002', 'csv', 'api'))
);
--> statement-breakpoint
CREATE TABLE "reconciliation_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"finding_key" text NOT NULL,
	"note" text NOT NULL,
	"noted_by" uuid NOT NULL,
	"noted_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rail_statement_lines" ADD CONSTRAINT "rail_statement_lines_statement_id_rail_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."rail_statements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rail_statement_lines" ADD CONSTRAINT "rail_statement_lines_payout_id_payouts_id_fk" FOREIGN KEY ("payout_id") REFERENCES "public"."payouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rail_statements" ADD CONSTRAINT "rail_statements_uploaded_by_users_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_notes" ADD CONSTRAINT "reconciliation_notes_noted_by_users_id_fk" FOREIGN KEY ("noted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "rail_statement_lines_key_unique" ON "rail_statement_lines" USING btree ("rail","line_key");--> statement-breakpoint
CREATE INDEX "rail_statement_lines_payout" ON "rail_statement_lines" USING btree ("payout_id");--> statement-breakpoint
CREATE INDEX "rail_statement_lines_unknown" ON "rail_statement_lines" USING btree ("rail","booked_on");--> statement-breakpoint
CREATE UNIQUE INDEX "rail_statements_unique" ON "rail_statements" USING btree ("rail","sha256");--> statement-breakpoint
CREATE INDEX "reconciliation_notes_finding" ON "reconciliation_notes" USING btree ("finding_key");--> statement-breakpoint
CREATE TABLE "balance_limits" (
	"brand_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"limit_minor" bigint,
	"told_at" timestamp (3) with time zone,
	CONSTRAINT "balance_limits_brand_id_currency_pk" PRIMARY KEY("brand_id","currency")
);
--> statement-breakpoint
CREATE TABLE "stripe_accounts" (
	"creator_id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"can_be_paid" boolean NOT NULL,
	"wanted_by" uuid,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stripe_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"body_encrypted" text NOT NULL,
	"status" text NOT NULL,
	"outcome" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"processed_at" timestamp (3) with time zone,
	CONSTRAINT "stripe_events_status_word" CHECK ("stripe_events"."status" in ('received', 'processed', 'ignored', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "top_ups" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source" text NOT NULL,
	"status" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"session_id" text,
	"payment_id" text,
	"bank_reference" text,
	"confirmed_by" uuid,
	"confirmed_at" timestamp (3) with time zone,
	"received_minor" bigint DEFAULT 0 NOT NULL,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	"disputed_minor" bigint DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "top_ups_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "top_ups_source" CHECK ("top_ups"."source" in ('stripe', 'bank')),
	CONSTRAINT "top_ups_status" CHECK ("top_ups"."status" in ('open', 'waiting', 'received', 'expired', 'declined'))
);
--> statement-breakpoint
ALTER TABLE "balance_limits" ADD CONSTRAINT "balance_limits_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_accounts" ADD CONSTRAINT "stripe_accounts_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_accounts" ADD CONSTRAINT "stripe_accounts_wanted_by_users_id_fk" FOREIGN KEY ("wanted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "top_ups" ADD CONSTRAINT "top_ups_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "top_ups" ADD CONSTRAINT "top_ups_confirmed_by_users_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "top_ups" ADD CONSTRAINT "top_ups_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "stripe_accounts_account_unique" ON "stripe_accounts" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "stripe_events_status" ON "stripe_events" USING btree ("status","received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "top_ups_session_unique" ON "top_ups" USING btree ("session_id");--> statement-breakpoint
CREATE UNIQUE INDEX "top_ups_payment_unique" ON "top_ups" USING btree ("payment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "top_ups_bank_reference_unique" ON "top_ups" USING btree ("brand_id","bank_reference") WHERE status <> 'declined';--> statement-breakpoint
CREATE INDEX "top_ups_recent" ON "top_ups" USING btree ("brand_id","requested_at");--> statement-breakpoint
CREATE INDEX "top_ups_waiting" ON "top_ups" USING btree ("requested_at") WHERE status in ('open', 'waiting');