CREATE INDEX "disputes_sale" ON "disputes" USING btree ("brand_id","sale_id");--> statement-breakpoint
CREATE INDEX "refunds_sale" ON "refunds" USING btree ("brand_id","sale_id");--> statement-breakpoint
CREATE INDEX "payout_lines_commission" ON "payout_lines" USING btree ("brand_id","commission_id");