CREATE TABLE "inquiries" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"creator_id" uuid NOT NULL,
	"order_number" text NOT NULL,
	"order_key" text NOT NULL,
	"sale_id" uuid,
	"told_answer" text NOT NULL,
	"told_sentence" text NOT NULL,
	"message" text NOT NULL,
	"proof_url" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"answer" text,
	"answer_note" text,
	"answered_by" uuid,
	"answered_at" timestamp (3) with time zone,
	"reminded_at" timestamp (3) with time zone,
	"overdue_told_at" timestamp (3) with time zone,
	CONSTRAINT "inquiries_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "inquiries_told_answer" CHECK ("inquiries"."told_answer" in ('credited-to-you', 'credited-to-another', 'cancelled', 'excluded-product', 'below-minimum', 'other-customers', 'kind-not-used', 'outside-window', 'campaign-not-running', 'partnership-not-active', 'code-replaced', 'not-counted', 'after-the-sale', 'no-touch', 'unknown-order')),
	CONSTRAINT "inquiries_status" CHECK ("inquiries"."status" in ('open', 'answered', 'withdrawn')),
	CONSTRAINT "inquiries_answer" CHECK ("inquiries"."answer" in ('credited', 'stands'))
);
--> statement-breakpoint
CREATE TABLE "sale_awards" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sale_id" uuid NOT NULL,
	"partnership_id" uuid NOT NULL,
	"inquiry_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"awarded_by" uuid NOT NULL,
	"awarded_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_by" uuid,
	"withdrawn_at" timestamp (3) with time zone,
	"withdraw_reason" text,
	CONSTRAINT "sale_awards_brand_id_id_pk" PRIMARY KEY("brand_id","id")
);
--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "award_id" uuid;--> statement-breakpoint
ALTER TABLE "inquiries" ADD CONSTRAINT "inquiries_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inquiries" ADD CONSTRAINT "inquiries_answered_by_users_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inquiries" ADD CONSTRAINT "inquiries_brand_id_sale_id_sales_brand_id_id_fk" FOREIGN KEY ("brand_id","sale_id") REFERENCES "public"."sales"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sale_awards" ADD CONSTRAINT "sale_awards_awarded_by_users_id_fk" FOREIGN KEY ("awarded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sale_awards" ADD CONSTRAINT "sale_awards_withdrawn_by_users_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sale_awards" ADD CONSTRAINT "sale_awards_brand_id_sale_id_sales_brand_id_id_fk" FOREIGN KEY ("brand_id","sale_id") REFERENCES "public"."sales"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sale_awards" ADD CONSTRAINT "sale_awards_brand_id_partnership_id_partnerships_brand_id_id_fk" FOREIGN KEY ("brand_id","partnership_id") REFERENCES "public"."partnerships"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sale_awards" ADD CONSTRAINT "sale_awards_brand_id_inquiry_id_inquiries_brand_id_id_fk" FOREIGN KEY ("brand_id","inquiry_id") REFERENCES "public"."inquiries"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "inquiries_open_unique" ON "inquiries" USING btree ("brand_id","creator_id","order_key") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "inquiries_due" ON "inquiries" USING btree ("brand_id","status","due_at");--> statement-breakpoint
CREATE INDEX "inquiries_creator" ON "inquiries" USING btree ("creator_id","opened_at");--> statement-breakpoint
CREATE INDEX "inquiries_open" ON "inquiries" USING btree ("due_at") WHERE status = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "sale_awards_in_force_unique" ON "sale_awards" USING btree ("brand_id","sale_id") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "sale_awards_inquiry" ON "sale_awards" USING btree ("brand_id","inquiry_id");--> statement-breakpoint
CREATE INDEX "sales_order_number" ON "sales" USING btree ("brand_id",lower(ltrim("external_name", '# ')));