CREATE TABLE "order_files" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"name" text NOT NULL,
	"content_encrypted" text NOT NULL,
	"header_hash" text NOT NULL,
	"row_count" integer NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"choices" jsonb,
	"done_count" integer DEFAULT 0 NOT NULL,
	"total_count" integer DEFAULT 0 NOT NULL,
	"report" jsonb,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "order_files_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "order_files_status" CHECK ("order_files"."status" in ('uploaded', 'importing', 'imported'))
);
--> statement-breakpoint
CREATE TABLE "exchange_rates" (
	"currency" text NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	"units_per_dollar" numeric(24, 12) NOT NULL,
	"source" text NOT NULL,
	"loaded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "exchange_rates_currency_first_day_last_day_pk" PRIMARY KEY("currency","first_day","last_day"),
	CONSTRAINT "exchange_rates_period" CHECK ("exchange_rates"."last_day" >= "exchange_rates"."first_day"),
	CONSTRAINT "exchange_rates_positive" CHECK ("exchange_rates"."units_per_dollar" > 0)
);
--> statement-breakpoint
ALTER TABLE "inbox_events" DROP CONSTRAINT "inbox_events_status";--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "polled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "polled_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "poll_after" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "poll_failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "poll_trouble" text;--> statement-breakpoint
ALTER TABLE "commissions" ADD COLUMN "exchange_rate" text;--> statement-breakpoint
ALTER TABLE "commissions" ADD COLUMN "exchange_rate_day" text;--> statement-breakpoint
ALTER TABLE "commissions" ADD COLUMN "exchange_rate_source" text;--> statement-breakpoint
ALTER TABLE "order_files" ADD CONSTRAINT "order_files_brand_id_store_id_stores_brand_id_id_fk" FOREIGN KEY ("brand_id","store_id") REFERENCES "public"."stores"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_files_recent" ON "order_files" USING btree ("brand_id","store_id","uploaded_at");--> statement-breakpoint
CREATE INDEX "commissions_without_rate" ON "commissions" USING btree ("brand_id","sale_id") WHERE blocked_by = 'no-exchange-rate';--> statement-breakpoint
ALTER TABLE "inbox_events" ADD CONSTRAINT "inbox_events_status" CHECK ("inbox_events"."status" in ('received', 'processed', 'ignored', 'parked', 'failed', 'dismissed'));