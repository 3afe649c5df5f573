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