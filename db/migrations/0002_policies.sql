-- A policy becomes a row of its own rules. Versions that exist already keep saying what they said.
ALTER TABLE "attribution_policies" DROP CONSTRAINT "attribution_policies_preset";--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "precedence" jsonb;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "model" text;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "half_life_days" integer;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "binding_orders" integer;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "code_tail_days" integer;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "code_tie" text;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "keeps_own_placement" boolean;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "customer_limit" text;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "excluded_products" text[];--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "min_order_minor" bigint;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "exclusive_hours" integer;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "exclusive_partnership_ids" uuid[];--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD COLUMN "are_late_clicks_weak" boolean;--> statement-breakpoint
UPDATE "attribution_policies" SET
	"precedence" = CASE "preset"
		WHEN 'code-wins' THEN '[["code"], ["click"], ["binding"]]'::jsonb
		WHEN 'click-wins' THEN '[["click"], ["code"], ["binding"]]'::jsonb
		ELSE '[["code", "click", "binding"]]'::jsonb END,
	"model" = CASE "preset" WHEN 'first-touch' THEN 'first' ELSE 'last' END,
	"half_life_days" = 7,
	"code_tail_days" = "tail_days",
	"code_tie" = 'older-partnership',
	"keeps_own_placement" = true,
	"customer_limit" = 'everyone',
	"excluded_products" = '{}',
	"exclusive_hours" = 0,
	"exclusive_partnership_ids" = '{}',
	"are_late_clicks_weak" = false;--> statement-breakpoint
ALTER TABLE "attribution_policies" ALTER COLUMN "precedence" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "attribution_policies" ALTER COLUMN "model" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "attribution_policies" ALTER COLUMN "half_life_days" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "attribution_policies" ALTER COLUMN "code_tail_days" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "attribution_policies" ALTER COLUMN "code_tie" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "attribution_policies" ALTER COLUMN "keeps_own_placement" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "attribution_policies" ALTER COLUMN "customer_limit" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "attribution_policies" ALTER COLUMN "excluded_products" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "attribution_policies" ALTER COLUMN "exclusive_hours" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "attribution_policies" ALTER COLUMN "exclusive_partnership_ids" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "attribution_policies" ALTER COLUMN "are_late_clicks_weak" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD CONSTRAINT "attribution_policies_preset" CHECK ("attribution_policies"."preset" in ('code-wins', 'click-wins', 'first-touch', 'bound-for-life', 'shared-equally', 'shared-ends', 'shared-decay', 'commission-factory', 'awin', 'refersion', 'secomapp', 'rewardful', 'tolt', 'affiliatewp', 'dub-shopify'));--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD CONSTRAINT "attribution_policies_model" CHECK ("attribution_policies"."model" in ('last', 'first', 'linear', 'position', 'time-decay'));--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD CONSTRAINT "attribution_policies_code_tie" CHECK ("attribution_policies"."code_tie" in ('older-partnership', 'newest-code'));--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD CONSTRAINT "attribution_policies_customer_limit" CHECK ("attribution_policies"."customer_limit" in ('everyone', 'new', 'returning'));
