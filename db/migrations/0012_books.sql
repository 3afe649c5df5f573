CREATE TABLE "seals" (
	"brand_id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"subject_hash" text NOT NULL,
	"previous_hash" text NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	"row_hash" text NOT NULL,
	CONSTRAINT "seals_brand_id_number_pk" PRIMARY KEY("brand_id","number"),
	CONSTRAINT "seals_kind" CHECK ("seals"."kind" in ('transaction', 'audit-event'))
);
--> statement-breakpoint
DROP INDEX "commissions_queue";--> statement-breakpoint
DROP INDEX "ledger_entries_account";--> statement-breakpoint
CREATE UNIQUE INDEX "seals_subject_unique" ON "seals" USING btree ("brand_id","subject_id");--> statement-breakpoint
CREATE INDEX "audit_events_chain" ON "audit_events" USING btree ("brand_id","id");--> statement-breakpoint
CREATE INDEX "commissions_queue_brands" ON "commissions" USING btree ("brand_id","currency") WHERE status = 'held' and held_minor <> 0;--> statement-breakpoint
CREATE INDEX "commissions_queue" ON "commissions" USING btree ("hold_until","id","currency","held_minor") WHERE status = 'held' and held_minor <> 0;--> statement-breakpoint
CREATE INDEX "ledger_entries_account" ON "ledger_entries" USING btree ("brand_id","account","currency","transaction_id","amount_minor");