CREATE TABLE "own_minimums" (
	"id" uuid PRIMARY KEY NOT NULL,
	"creator_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"minimum_minor" bigint,
	"set_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payout_terms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"in_force_from" timestamp (3) with time zone NOT NULL,
	"schedule" jsonb NOT NULL,
	"minimums" jsonb NOT NULL,
	"reason" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fee_vats" (
	"brand_id" uuid NOT NULL,
	"payout_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"currency" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"treatment" text NOT NULL,
	"rate_bps" integer NOT NULL,
	"net_minor" bigint NOT NULL,
	"vat_minor" bigint NOT NULL,
	"seller_id" text NOT NULL,
	"buyer_version" integer,
	CONSTRAINT "fee_vats_brand_id_payout_id_kind_pk" PRIMARY KEY("brand_id","payout_id","kind"),
	CONSTRAINT "fee_vats_kind" CHECK ("fee_vats"."kind" in ('sent', 'returned')),
	CONSTRAINT "fee_vats_treatment" CHECK ("fee_vats"."treatment" in ('seller-country', 'without-vat-id', 'reverse-charge', 'outside-eu', 'not-registered'))
);
--> statement-breakpoint
CREATE TABLE "sellers" (
	"id" text PRIMARY KEY NOT NULL,
	"legal_name" text NOT NULL,
	"street" text NOT NULL,
	"city" text NOT NULL,
	"region" text NOT NULL,
	"postal_code" text NOT NULL,
	"country" text NOT NULL,
	"vat_id" text NOT NULL,
	"registration" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "own_minimums" ADD CONSTRAINT "own_minimums_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_terms" ADD CONSTRAINT "payout_terms_set_by_users_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fee_vats" ADD CONSTRAINT "fee_vats_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fee_vats" ADD CONSTRAINT "fee_vats_payout_id_payouts_id_fk" FOREIGN KEY ("payout_id") REFERENCES "public"."payouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fee_vats" ADD CONSTRAINT "fee_vats_seller_id_sellers_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."sellers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fee_vats" ADD CONSTRAINT "fee_vats_buyer_fk" FOREIGN KEY ("brand_id","buyer_version") REFERENCES "public"."brand_invoice_details"("brand_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "own_minimums_latest" ON "own_minimums" USING btree ("creator_id","currency","set_at");--> statement-breakpoint
CREATE INDEX "payout_terms_in_force" ON "payout_terms" USING btree ("in_force_from","set_at");--> statement-breakpoint
CREATE INDEX "fee_vats_month" ON "fee_vats" USING btree ("brand_id","currency","occurred_at");