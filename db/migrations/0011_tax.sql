CREATE TABLE "brand_invoice_details" (
	"brand_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"legal_name" text NOT NULL,
	"street" text NOT NULL,
	"city" text NOT NULL,
	"region" text NOT NULL,
	"postal_code" text NOT NULL,
	"country" text NOT NULL,
	"vat_id" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "brand_invoice_details_brand_id_version_pk" PRIMARY KEY("brand_id","version")
);
--> statement-breakpoint
CREATE TABLE "self_billing_agreements" (
	"creator_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"is_agreed" boolean NOT NULL,
	"wording" text NOT NULL,
	"supplier_encrypted" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "self_billing_agreements_creator_id_version_pk" PRIMARY KEY("creator_id","version")
);
--> statement-breakpoint
CREATE TABLE "self_billing_invoices" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"creator_id" uuid NOT NULL,
	"payout_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"corrects_id" uuid,
	"year" integer NOT NULL,
	"number" integer NOT NULL,
	"currency" text NOT NULL,
	"total_minor" bigint NOT NULL,
	"vat_minor" bigint NOT NULL,
	"content_encrypted" text NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "self_billing_invoices_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "self_billing_invoices_kind" CHECK ("self_billing_invoices"."kind" in ('invoice', 'credit-note'))
);
--> statement-breakpoint
CREATE TABLE "tax_form_rejections" (
	"form_id" uuid PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"rejected_by" uuid NOT NULL,
	"rejected_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tax_form_reminders" (
	"form_id" uuid NOT NULL,
	"days_before" integer NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tax_form_reminders_form_id_days_before_pk" PRIMARY KEY("form_id","days_before")
);
--> statement-breakpoint
CREATE TABLE "tax_forms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"creator_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"country" text NOT NULL,
	"declaration_encrypted" text NOT NULL,
	"tin_ending" text NOT NULL,
	"classification" text,
	"is_told_to_withhold" boolean NOT NULL,
	"signed_on" date NOT NULL,
	"valid_until" date,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tax_forms_kind_word" CHECK ("tax_forms"."kind" in ('w-9', 'w-8ben', 'w-8ben-e', 'dac7')),
	CONSTRAINT "tax_forms_classification" CHECK ("tax_forms"."classification" in ('individual', 'c-corporation', 's-corporation', 'partnership', 'trust', 'llc-c', 'llc-s', 'llc-p'))
);
--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "withheld_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "withheld_bps" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "withheld_reason" text;--> statement-breakpoint
ALTER TABLE "brand_invoice_details" ADD CONSTRAINT "brand_invoice_details_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_invoice_details" ADD CONSTRAINT "brand_invoice_details_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_billing_agreements" ADD CONSTRAINT "self_billing_agreements_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_billing_invoices" ADD CONSTRAINT "self_billing_invoices_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_billing_invoices" ADD CONSTRAINT "self_billing_invoices_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_billing_invoices" ADD CONSTRAINT "self_billing_invoices_payout_id_payouts_id_fk" FOREIGN KEY ("payout_id") REFERENCES "public"."payouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_billing_invoices" ADD CONSTRAINT "self_billing_invoices_brand_id_corrects_id_self_billing_invoices_brand_id_id_fk" FOREIGN KEY ("brand_id","corrects_id") REFERENCES "public"."self_billing_invoices"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_form_rejections" ADD CONSTRAINT "tax_form_rejections_form_id_tax_forms_id_fk" FOREIGN KEY ("form_id") REFERENCES "public"."tax_forms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_form_rejections" ADD CONSTRAINT "tax_form_rejections_rejected_by_users_id_fk" FOREIGN KEY ("rejected_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_form_reminders" ADD CONSTRAINT "tax_form_reminders_form_id_tax_forms_id_fk" FOREIGN KEY ("form_id") REFERENCES "public"."tax_forms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_forms" ADD CONSTRAINT "tax_forms_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "self_billing_invoices_number_unique" ON "self_billing_invoices" USING btree ("creator_id","year","number");--> statement-breakpoint
CREATE UNIQUE INDEX "self_billing_invoices_payout_unique" ON "self_billing_invoices" USING btree ("brand_id","payout_id","kind");--> statement-breakpoint
CREATE INDEX "self_billing_invoices_creator" ON "self_billing_invoices" USING btree ("creator_id","issued_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tax_forms_version_unique" ON "tax_forms" USING btree ("creator_id","version");--> statement-breakpoint
CREATE INDEX "tax_forms_kind" ON "tax_forms" USING btree ("creator_id","kind","version");--> statement-breakpoint
CREATE INDEX "tax_forms_end" ON "tax_forms" USING btree ("valid_until");--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_withheld_reason" CHECK ("payouts"."withheld_reason" in ('w-9-missing', 'w-9-invalid', 'told-to-withhold'));