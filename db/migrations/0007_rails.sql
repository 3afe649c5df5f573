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
ALTER TABLE "batches" ADD CONSTRAINT "batches_rail" CHECK ("batches"."rail" in ('sepa', 'nacha', 'paypal-file', 'manual', 'stripe', 'paypal'));