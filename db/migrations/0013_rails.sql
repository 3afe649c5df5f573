CREATE TABLE "payout_take_backs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"payout_id" uuid NOT NULL,
	"status" text NOT NULL,
	"reason" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp (3) with time zone,
	"withdrawn_by" uuid,
	"first_tried_at" timestamp (3) with time zone,
	"last_tried_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"problem" text,
	CONSTRAINT "payout_take_backs_status" CHECK ("payout_take_backs"."status" in ('asked', 'confirmed', 'taken-back', 'refused', 'withdrawn')),
	CONSTRAINT "payout_take_backs_two_people" CHECK (confirmed_by <> asked_by),
	CONSTRAINT "payout_take_backs_confirmed" CHECK (status not in ('confirmed', 'taken-back', 'refused') or (confirmed_by is not null and confirmed_at is not null))
);
--> statement-breakpoint
CREATE TABLE "paypal_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"body_encrypted" text NOT NULL,
	"status" text NOT NULL,
	"outcome" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"processed_at" timestamp (3) with time zone,
	CONSTRAINT "paypal_events_status" CHECK ("paypal_events"."status" in ('received', 'processed', 'ignored', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "rail_statement_lines" DROP CONSTRAINT "rail_statement_lines_kind";--> statement-breakpoint
ALTER TABLE "rail_statement_lines" ADD COLUMN "fee_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rail_statement_lines" ADD COLUMN "booking_reference" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "payout_take_backs" ADD CONSTRAINT "payout_take_backs_payout_id_payouts_id_fk" FOREIGN KEY ("payout_id") REFERENCES "public"."payouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_take_backs" ADD CONSTRAINT "payout_take_backs_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_take_backs" ADD CONSTRAINT "payout_take_backs_confirmed_by_users_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_take_backs" ADD CONSTRAINT "payout_take_backs_withdrawn_by_users_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payout_take_backs_open_unique" ON "payout_take_backs" USING btree ("payout_id") WHERE status in ('asked', 'confirmed');--> statement-breakpoint
CREATE UNIQUE INDEX "payout_take_backs_done_unique" ON "payout_take_backs" USING btree ("payout_id") WHERE status = 'taken-back';--> statement-breakpoint
CREATE INDEX "payout_take_backs_payout" ON "payout_take_backs" USING btree ("payout_id","asked_at");--> statement-breakpoint
CREATE INDEX "payout_take_backs_unanswered" ON "payout_take_backs" USING btree ("last_tried_at") WHERE status = 'confirmed';--> statement-breakpoint
CREATE INDEX "paypal_events_open" ON "paypal_events" USING btree ("received_at") WHERE status in ('received', 'failed');--> statement-breakpoint
CREATE INDEX "rail_statement_lines_reference" ON "rail_statement_lines" USING btree ("rail","reference");--> statement-breakpoint
ALTER TABLE "rail_statement_lines" ADD CONSTRAINT "rail_statement_lines_kind" CHECK ("rail_statement_lines"."kind" in ('paid', 'returned', 'rejected', 'received', 'refunded', 'disputed', 'fee', 'own', 'other'));--> statement-breakpoint
-- Stripe's name of a transfer stood with the call alone; a call to Stripe carries one payout, and its statement names the transfer.
UPDATE "payouts" SET "rail_reference" = parcel."rail_reference" FROM "payout_parcels" parcel, "batches" batch
  WHERE parcel."id" = "payouts"."parcel_id" AND batch."id" = "payouts"."batch_id" AND batch."rail" = 'stripe'
    AND parcel."rail_reference" IS NOT NULL AND "payouts"."rail_reference" IS NULL;
