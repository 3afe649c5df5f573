CREATE TABLE "shopper_partings" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"sign_key" text NOT NULL,
	"is_parted" boolean NOT NULL,
	"reason" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "shopper_partings_brand_id_id_pk" PRIMARY KEY("brand_id","id")
);
--> statement-breakpoint
CREATE TABLE "shopper_sightings" (
	"brand_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"sign_key" text NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "shopper_sightings_brand_id_source_id_sign_key_pk" PRIMARY KEY("brand_id","source_id","sign_key"),
	CONSTRAINT "shopper_sightings_kind" CHECK ("shopper_sightings"."kind" in ('email', 'phone', 'customer', 'visitor', 'cart', 'click')),
	CONSTRAINT "shopper_sightings_source" CHECK ("shopper_sightings"."source" in ('order', 'visit'))
);
--> statement-breakpoint
CREATE TABLE "shopper_signs" (
	"brand_id" uuid NOT NULL,
	"sign_key" text NOT NULL,
	"first_source_id" uuid NOT NULL,
	"is_shared" boolean NOT NULL,
	CONSTRAINT "shopper_signs_brand_id_sign_key_pk" PRIMARY KEY("brand_id","sign_key")
);
--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "click_reach" text DEFAULT 'order' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "group_key" text;--> statement-breakpoint
ALTER TABLE "shopper_partings" ADD CONSTRAINT "shopper_partings_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shopper_partings_sighting" ON "shopper_partings" USING btree ("brand_id","source_id","sign_key","decided_at","id");--> statement-breakpoint
CREATE INDEX "shopper_sightings_sign" ON "shopper_sightings" USING btree ("brand_id","sign_key","seen_at","source_id");--> statement-breakpoint
CREATE INDEX "customers_group" ON "customers" USING btree ("brand_id","group_key") WHERE group_key is not null;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD CONSTRAINT "attribution_policies_click_reach" CHECK ("attribution_policies"."click_reach" in ('order', 'shopper'));--> statement-breakpoint
-- What is known of earlier orders and visits becomes sightings. Their customer key is nearly always of an e-mail, and counting it as one
-- is the careful reading: two different ones are never joined by a browser.
INSERT INTO "shopper_sightings" ("brand_id", "source_id", "sign_key", "kind", "source", "seen_at")
SELECT "brand_id", "id", "customer_key", 'email', 'order', "placed_at" FROM "sales" WHERE "customer_key" IS NOT NULL;
--> statement-breakpoint
INSERT INTO "shopper_sightings" ("brand_id", "source_id", "sign_key", "kind", "source", "seen_at")
SELECT s."brand_id", s."id", lower(trim(c.id)), 'click', 'order', s."placed_at" FROM "sales" s CROSS JOIN unnest(s."click_ids") AS c (id)
WHERE lower(trim(c.id)) ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
ON CONFLICT DO NOTHING;
--> statement-breakpoint
-- The same id for the same signs on the same day, as app/shoppers/see-visit.server.ts makes it.
INSERT INTO "shopper_sightings" ("brand_id", "source_id", "sign_key", "kind", "source", "seen_at")
SELECT v."brand_id", encode(substr(sha256(convert_to(v."brand_id" || ' ' || to_char(v."occurred_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD') || ' ' ||
  (SELECT string_agg(k.key, ' ' ORDER BY k.key COLLATE "C") FROM unnest(ARRAY[nullif(v."visitor_key", ''), v."click_id"::text, v."customer_key"]) AS k (key))
  , 'UTF8')), 1, 16), 'hex')::uuid, sign.key, sign.kind, 'visit', min(v."occurred_at")
FROM "visits" v CROSS JOIN LATERAL (VALUES (nullif(v."visitor_key", ''), 'visitor'), (v."click_id"::text, 'click'), (v."customer_key", 'email')) AS sign (key, kind)
WHERE sign.key IS NOT NULL AND num_nonnulls(nullif(v."visitor_key", ''), v."click_id", v."customer_key") > 1
GROUP BY 1, 2, 3, 4;
--> statement-breakpoint
INSERT INTO "shopper_signs" ("brand_id", "sign_key", "first_source_id", "is_shared")
SELECT "brand_id", "sign_key", (array_agg("source_id" ORDER BY "seen_at", "source_id"))[1], count(*) > 1
FROM "shopper_sightings" GROUP BY "brand_id", "sign_key";
