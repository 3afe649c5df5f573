CREATE TABLE "replay_changes" (
	"brand_id" uuid NOT NULL,
	"replay_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"sale_id" uuid NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"currency" text NOT NULL,
	"is_after_period" boolean NOT NULL,
	"attribution_id" uuid,
	"rule_after" text NOT NULL,
	"credits_before" jsonb NOT NULL,
	"credits_after" jsonb NOT NULL,
	"before_minor" bigint NOT NULL,
	"after_minor" bigint NOT NULL,
	CONSTRAINT "replay_changes_brand_id_replay_id_phase_sale_id_pk" PRIMARY KEY("brand_id","replay_id","phase","sale_id"),
	CONSTRAINT "replay_changes_phase" CHECK ("replay_changes"."phase" in ('what-if', 'applied'))
);
--> statement-breakpoint
CREATE TABLE "replays" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"status" text NOT NULL,
	"campaign_id" uuid,
	"period_from" timestamp (3) with time zone NOT NULL,
	"period_until" timestamp (3) with time zone NOT NULL,
	"rules" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"sale_count" integer NOT NULL,
	"done_count" integer NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL,
	"cursor" jsonb NOT NULL,
	"step" integer NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"failure" text,
	"what_if_sums" jsonb,
	"applied_sums" jsonb,
	"apply_asked_by" uuid,
	"apply_asked_at" timestamp (3) with time zone,
	"apply_reason" text,
	"applied_at" timestamp (3) with time zone,
	CONSTRAINT "replays_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "replays_status" CHECK ("replays"."status" in ('running', 'done', 'cancelled', 'failed', 'applying', 'applied'))
);
--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "in_force_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "replay_id" uuid;--> statement-breakpoint
ALTER TABLE "replay_changes" ADD CONSTRAINT "replay_changes_brand_id_replay_id_replays_brand_id_id_fk" FOREIGN KEY ("brand_id","replay_id") REFERENCES "public"."replays"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replays" ADD CONSTRAINT "replays_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replays" ADD CONSTRAINT "replays_apply_asked_by_users_id_fk" FOREIGN KEY ("apply_asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replays" ADD CONSTRAINT "replays_brand_id_campaign_id_campaigns_brand_id_id_fk" FOREIGN KEY ("brand_id","campaign_id") REFERENCES "public"."campaigns"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "replay_changes_placed" ON "replay_changes" USING btree ("brand_id","replay_id","phase","placed_at","sale_id");--> statement-breakpoint
CREATE UNIQUE INDEX "replays_number_unique" ON "replays" USING btree ("brand_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "replays_one_at_work" ON "replays" USING btree ("brand_id") WHERE status in ('running', 'applying');--> statement-breakpoint
CREATE INDEX "replays_at_work" ON "replays" USING btree ("updated_at") WHERE status in ('running', 'applying');