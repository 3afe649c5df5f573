CREATE TABLE "code_syncs" (
	"brand_id" uuid NOT NULL,
	"code_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"is_wanted" boolean NOT NULL,
	"state" text NOT NULL,
	"external_id" text,
	"wanted_terms" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp (3) with time zone,
	"problem" text,
	"checked_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "code_syncs_brand_id_code_id_store_id_pk" PRIMARY KEY("brand_id","code_id","store_id"),
	CONSTRAINT "code_syncs_state" CHECK ("code_syncs"."state" in ('waiting', 'live', 'failed', 'edited', 'missing', 'removed'))
);
--> statement-breakpoint
CREATE TABLE "link_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "link_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text,
	"brand_id" uuid,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "short_domains" (
	"host" text PRIMARY KEY NOT NULL,
	"brand_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "click_days" (
	"brand_id" uuid NOT NULL,
	"day_at" timestamp (3) with time zone NOT NULL,
	"partnership_id" uuid NOT NULL,
	"dimension" text NOT NULL,
	"value" text NOT NULL,
	"gross_count" bigint NOT NULL,
	"net_count" bigint NOT NULL,
	CONSTRAINT "click_days_brand_id_partnership_id_dimension_day_at_value_pk" PRIMARY KEY("brand_id","partnership_id","dimension","day_at","value"),
	CONSTRAINT "click_days_dimension" CHECK ("click_days"."dimension" in ('placement', 'network', 'country', 'device', 'way', 'class'))
);
--> statement-breakpoint
CREATE TABLE "click_brand_days" (
	"brand_id" uuid NOT NULL,
	"day_at" timestamp (3) with time zone NOT NULL,
	"dimension" text NOT NULL,
	"value" text NOT NULL,
	"gross_count" bigint NOT NULL,
	"net_count" bigint NOT NULL,
	CONSTRAINT "click_brand_days_brand_id_dimension_day_at_value_pk" PRIMARY KEY("brand_id","dimension","day_at","value"),
	CONSTRAINT "click_brand_days_dimension" CHECK ("click_brand_days"."dimension" in ('placement', 'network', 'country', 'device', 'way', 'class'))
);
--> statement-breakpoint
CREATE TABLE "click_hours" (
	"brand_id" uuid NOT NULL,
	"hour_at" timestamp (3) with time zone NOT NULL,
	"link_id" uuid,
	"partnership_id" uuid,
	"class" text NOT NULL,
	"click_count" bigint NOT NULL,
	CONSTRAINT "click_hours_unique" UNIQUE NULLS NOT DISTINCT("brand_id","hour_at","link_id","class")
);
--> statement-breakpoint
CREATE TABLE "click_journal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"body" text NOT NULL,
	"click_count" integer NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "click_turns" (
	"work" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
INSERT INTO "click_turns" VALUES ('drain');--> statement-breakpoint
CREATE TABLE "awaited_clicks" (
	"brand_id" uuid NOT NULL,
	"click_id" uuid NOT NULL,
	"sale_id" uuid NOT NULL,
	"awaited_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "awaited_clicks_brand_id_click_id_sale_id_pk" PRIMARY KEY("brand_id","click_id","sale_id")
);
--> statement-breakpoint
CREATE INDEX "awaited_clicks_awaited" ON "awaited_clicks" USING btree ("awaited_at");--> statement-breakpoint
ALTER TABLE "last_counted_clicks" DROP CONSTRAINT "last_counted_clicks_brand_id_link_id_visitor_key_pk";--> statement-breakpoint
ALTER TABLE "last_counted_clicks" ADD CONSTRAINT "last_counted_clicks_brand_id_link_id_visitor_key_counted_at_pk" PRIMARY KEY("brand_id","link_id","visitor_key","counted_at");--> statement-breakpoint
CREATE TABLE "click_tallies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"brand_id" uuid NOT NULL,
	"hour_at" timestamp (3) with time zone NOT NULL,
	"link_id" uuid,
	"partnership_id" uuid,
	"class" text NOT NULL,
	"placement" text NOT NULL,
	"network" text NOT NULL,
	"country" text NOT NULL,
	"device" text NOT NULL,
	"is_scan" boolean NOT NULL,
	"click_count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unknown_slugs" (
	"slug" text NOT NULL,
	"hour_at" timestamp (3) with time zone NOT NULL,
	"request_count" integer NOT NULL,
	CONSTRAINT "unknown_slugs_slug_hour_at_pk" PRIMARY KEY("slug","hour_at")
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"click_id" uuid,
	"partnership_id" uuid,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"visitor_key" text NOT NULL,
	"customer_key" text,
	"code_key" text,
	"page_host" text NOT NULL,
	"page_path" text NOT NULL,
	"referer_host" text NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "visits_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "visits_source" CHECK ("visits"."source" in ('pixel', 'server'))
);
--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "api_credentials_encrypted" text;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "code_pattern" text DEFAULT '{name}{percent}' NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "code_usage_limit" integer;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "is_code_once_per_customer" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "code_grace_days" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "utm_template" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "fallback_url" text;--> statement-breakpoint
ALTER TABLE "codes" ADD COLUMN "kind" text DEFAULT 'shared' NOT NULL;--> statement-breakpoint
ALTER TABLE "codes" ADD COLUMN "credits_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "codes" ADD COLUMN "handed_out_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "codes" ADD COLUMN "handed_out_by_link_id" uuid;--> statement-breakpoint
ALTER TABLE "codes" ADD COLUMN "is_withdrawn" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "codes" ADD COLUMN "handed_out_to" text;--> statement-breakpoint
ALTER TABLE "codes" ADD COLUMN "used_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "codes_handed_out_unique" ON "codes" USING btree ("brand_id","handed_out_by_link_id","handed_out_to");--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "title" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "network" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "spot" text DEFAULT 'general' NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "product_url" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "starts_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "hands_out_codes" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "retired_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "code_syncs" ADD CONSTRAINT "code_syncs_brand_id_code_id_codes_brand_id_id_fk" FOREIGN KEY ("brand_id","code_id") REFERENCES "public"."codes"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_syncs" ADD CONSTRAINT "code_syncs_brand_id_store_id_stores_brand_id_id_fk" FOREIGN KEY ("brand_id","store_id") REFERENCES "public"."stores"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "short_domains" ADD CONSTRAINT "short_domains_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "code_syncs_store" ON "code_syncs" USING btree ("brand_id","store_id","state");--> statement-breakpoint
CREATE INDEX "code_syncs_due" ON "code_syncs" USING btree ("state","next_try_at");--> statement-breakpoint
CREATE INDEX "link_changes_changed" ON "link_changes" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "short_domains_brand" ON "short_domains" USING btree ("brand_id");--> statement-breakpoint
CREATE INDEX "click_days_brand" ON "click_days" USING btree ("brand_id","dimension","day_at");--> statement-breakpoint
CREATE INDEX "click_hours_partnership" ON "click_hours" USING btree ("brand_id","partnership_id","hour_at");--> statement-breakpoint
CREATE INDEX "click_tallies_brand" ON "click_tallies" USING btree ("brand_id","hour_at");--> statement-breakpoint
CREATE INDEX "visits_recent" ON "visits" USING btree ("brand_id","occurred_at");--> statement-breakpoint
CREATE INDEX "visits_click" ON "visits" USING btree ("brand_id","click_id");--> statement-breakpoint
CREATE INDEX "visits_unmatched" ON "visits" USING btree ("occurred_at") WHERE "visits"."partnership_id" is null and "visits"."click_id" is not null;--> statement-breakpoint
CREATE INDEX "visits_partnership" ON "visits" USING btree ("brand_id","partnership_id","occurred_at");--> statement-breakpoint
DROP INDEX "links_partnership";--> statement-breakpoint
CREATE UNIQUE INDEX "links_placement_unique" ON "links" USING btree ("brand_id","partnership_id","placement");--> statement-breakpoint
ALTER TABLE "codes" ADD CONSTRAINT "codes_kind" CHECK ("codes"."kind" in ('shared', 'single-use'));--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_spot" CHECK ("links"."spot" in ('general', 'bio', 'post', 'story', 'video', 'newsletter', 'print'));--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_network" CHECK ("links"."network" in ('instagram', 'tiktok', 'youtube', 'pinterest', 'facebook', 'x', 'twitch', 'blog', 'newsletter', 'telegram', 'vk', 'other'));--> statement-breakpoint
-- Clicks move into a table partitioned by month, so that old ones are let go a month at a time and recent ones stay in small indexes.
ALTER TABLE "clicks" RENAME TO "clicks_before";--> statement-breakpoint
DROP INDEX "clicks_partnership";--> statement-breakpoint
DROP INDEX "clicks_visitor";--> statement-breakpoint
CREATE TABLE "clicks" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"link_id" uuid,
	"partnership_id" uuid,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"class" text NOT NULL,
	"is_counted" boolean NOT NULL,
	"reason" text NOT NULL,
	"placement" text NOT NULL,
	"visitor_key" text NOT NULL,
	"address_prefix" text NOT NULL,
	"user_agent" text NOT NULL,
	"referer_host" text NOT NULL,
	"network" text NOT NULL,
	"country" text NOT NULL,
	"device" text NOT NULL,
	"is_scan" boolean NOT NULL,
	CONSTRAINT "clicks_brand_id_id_occurred_at_pk" PRIMARY KEY("brand_id","id","occurred_at"),
	CONSTRAINT "clicks_class" CHECK ("class" in ('counted', 'repeat', 'self', 'bot', 'preview', 'prefetch', 'empty-agent', 'head', 'expired', 'unknown')),
	CONSTRAINT "clicks_device" CHECK ("device" in ('phone', 'tablet', 'computer', 'other'))
) PARTITION BY RANGE ("occurred_at");--> statement-breakpoint
CREATE INDEX "clicks_partnership" ON "clicks" USING btree ("brand_id","partnership_id","occurred_at","is_counted");--> statement-breakpoint
CREATE INDEX "clicks_visitor" ON "clicks" USING btree ("brand_id","visitor_key","occurred_at");--> statement-breakpoint
-- Whatever has no month of its own yet lands here, so that no click is ever refused.
CREATE TABLE "clicks_of_no_month" PARTITION OF "clicks" DEFAULT;--> statement-breakpoint
-- Gives the UTC month of an instant a partition, and moves there what had landed in the default one. True when it was made now.
-- Runs as the owner: the application may ask for months but not make tables.
CREATE FUNCTION "ensure_click_month"("instant" timestamptz) RETURNS boolean
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
declare
	month_start constant timestamptz := date_trunc('month', instant at time zone 'UTC') at time zone 'UTC';
	month_end constant timestamptz := (date_trunc('month', instant at time zone 'UTC') + interval '1 month') at time zone 'UTC';
	month_name constant text := 'clicks_' || to_char(instant at time zone 'UTC', 'YYYY_MM');
begin
	if to_regclass('public.' || month_name) is not null then return false; end if;
	lock table public.clicks in share update exclusive mode;
	if to_regclass('public.' || month_name) is not null then return false; end if;
	execute format('create table public.%I (like public.clicks including defaults including constraints)', month_name);
	execute format('with moved as (delete from public.clicks_of_no_month where occurred_at >= %L and occurred_at < %L returning *)
		insert into public.%I select * from moved', month_start, month_end, month_name);
	execute format('alter table public.clicks attach partition public.%I for values from (%L) to (%L)',
		month_name, month_start, month_end);
	return true;
end
$$;--> statement-breakpoint
-- Drops the months that ended at or before an instant, and what the default partition holds from before it. Returns how many months.
CREATE FUNCTION "drop_click_months"("before" timestamptz) RETURNS integer
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
declare
	dropped integer := 0;
	month_name text;
begin
	for month_name in
		select child.relname from pg_inherits join pg_class child on child.oid = inhrelid
		where inhparent = 'public.clicks'::regclass and child.relname ~ '^clicks_\d{4}_\d{2}$'
			and (to_date(substr(child.relname, 8), 'YYYY_MM') + interval '1 month') at time zone 'UTC' <= before
	loop
		execute format('drop table public.%I', month_name);
		dropped := dropped + 1;
	end loop;
	delete from public.clicks_of_no_month where occurred_at < before;
	return dropped;
end
$$;--> statement-breakpoint
INSERT INTO "clicks" SELECT "brand_id", "id", "link_id", "partnership_id", "occurred_at",
	CASE "class" WHEN 'inactive' THEN 'expired' ELSE "class" END, "is_counted", "reason", "placement", "visitor_key",
	"address_prefix", "user_agent", "referer_host", '', '', 'other', false FROM "clicks_before";--> statement-breakpoint
INSERT INTO "click_hours" SELECT "brand_id", date_trunc('hour', "occurred_at", 'UTC'), "link_id", min("partnership_id"::text)::uuid, "class", count(*)
	FROM "clicks" GROUP BY 1, 2, 3, 5;--> statement-breakpoint
INSERT INTO "click_days" SELECT "brand_id", date_trunc('day', "occurred_at", 'UTC'), "partnership_id", "dimension", "value", count(*),
	count(*) FILTER (WHERE "is_counted")
	FROM "clicks" CROSS JOIN LATERAL (VALUES ('placement', "placement"), ('network', "network"), ('country', "country"),
		('device', "device"), ('way', 'link'), ('class', "class")) AS part ("dimension", "value")
	GROUP BY 1, 2, 3, 4, 5;--> statement-breakpoint
INSERT INTO "click_brand_days" SELECT "brand_id", "day_at", "dimension", "value", sum("gross_count"), sum("net_count")
	FROM "click_days" GROUP BY 1, 2, 3, 4;--> statement-breakpoint
DROP TABLE "clicks_before";--> statement-breakpoint
SELECT "ensure_click_month"("month") FROM (SELECT DISTINCT date_trunc('month', "occurred_at", 'UTC') AS "month" FROM "clicks"
	UNION SELECT date_trunc('month', now(), 'UTC') + "ahead" * interval '1 month' FROM generate_series(0, 2) AS "ahead") AS "months";
--> statement-breakpoint
-- A batch is read once and soon: pressing it together takes three times as long as writing it as it is.
ALTER TABLE "click_journal" ALTER COLUMN "body" SET STORAGE EXTERNAL;
