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
CREATE INDEX "reconciliation_notes_finding" ON "reconciliation_notes" USING btree ("finding_key");