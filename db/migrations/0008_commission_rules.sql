ALTER TABLE "commission_lines" DROP CONSTRAINT "commission_lines_brand_id_commission_id_sale_line_id_pk";--> statement-breakpoint
ALTER TABLE "commission_lines" ADD COLUMN "part" text DEFAULT 'line' NOT NULL;--> statement-breakpoint
ALTER TABLE "commission_lines" ADD CONSTRAINT "commission_lines_brand_id_commission_id_sale_line_id_part_pk" PRIMARY KEY("brand_id","commission_id","sale_line_id","part");--> statement-breakpoint
ALTER TABLE "campaign_terms" ADD COLUMN "rulebook" jsonb;--> statement-breakpoint
ALTER TABLE "commissions" ADD COLUMN "counts_as_sale" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "commissions" ADD COLUMN "sold_net_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "commissions" ADD COLUMN "sold_earned_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "commissions" ADD COLUMN "sold_bonus_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "commissions_progress" ON "commissions" USING btree ("brand_id","partnership_id","sale_occurred_at","sale_id","counts_as_sale","sold_net_minor","sold_earned_minor","sold_bonus_minor");--> statement-breakpoint
ALTER TABLE "commission_lines" ADD CONSTRAINT "commission_lines_part" CHECK ("commission_lines"."part" in ('line', 'bonus'));--> statement-breakpoint
-- Written by hand: commissions from before count as what their lines were sold for, so that the first steps and caps find them. What was
-- converted counts with its commission alone until its sale is settled again.
UPDATE "commissions" c SET "counts_as_sale" = true, "sold_net_minor" = l.net, "sold_earned_minor" = l.earned
FROM (
  SELECT x.brand_id, x.commission_id,
    sum(CASE WHEN k.exchange_rate IS NULL THEN x.original_net_minor ELSE 0 END)::bigint AS net,
    sum(CASE
      WHEN x.rate_bps IS NOT NULL AND k.exchange_rate IS NULL THEN round(x.original_net_minor::numeric * x.rate_bps / 10000)
      WHEN x.remaining_net_minor > 0 THEN round(x.calculated_minor::numeric * x.original_net_minor / x.remaining_net_minor)
      ELSE 0 END)::bigint AS earned
  FROM "commission_lines" x
  JOIN "commissions" k ON k.brand_id = x.brand_id AND k.id = x.commission_id
  GROUP BY x.brand_id, x.commission_id
  HAVING sum(x.original_net_minor) > 0
) l, "sales" s
WHERE l.brand_id = c.brand_id AND l.commission_id = c.id AND s.brand_id = c.brand_id AND s.id = c.sale_id
  AND s.cancelled_at IS NULL AND s.payment_status <> 'voided';
