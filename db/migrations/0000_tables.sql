CREATE TABLE "audit_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"brand_id" uuid,
	"actor_user_id" uuid,
	"action" text NOT NULL,
	"subject_id" text NOT NULL,
	"detail" jsonb NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"row_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "brand_members" (
	"brand_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "brand_members_brand_id_user_id_pk" PRIMARY KEY("brand_id","user_id"),
	CONSTRAINT "brand_members_role" CHECK ("brand_members"."role" in ('owner', 'manager', 'analyst'))
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"brand_id" uuid,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "password_hashes" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "password_resets" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"authenticated_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "staff_members" (
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_members_user_id_role_pk" PRIMARY KEY("user_id","role"),
	CONSTRAINT "staff_members_role" CHECK ("staff_members"."role" in ('preparer', 'approver', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "throttle_counters" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expire" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_brand_id_id_pk" PRIMARY KEY("brand_id","id")
);
--> statement-breakpoint
CREATE TABLE "brand_domains" (
	"brand_id" uuid NOT NULL,
	"host" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "brand_domains_brand_id_host_pk" PRIMARY KEY("brand_id","host")
);
--> statement-breakpoint
CREATE TABLE "brands" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"website" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox_events" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"delivery_key" text NOT NULL,
	"body_hash" text NOT NULL,
	"body" text NOT NULL,
	"headers" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"outcome" text,
	"external_order_id" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"processed_at" timestamp (3) with time zone,
	CONSTRAINT "inbox_events_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "inbox_events_status" CHECK ("inbox_events"."status" in ('received', 'processed', 'ignored', 'parked', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "stores" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"secret_encrypted" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"disconnected_at" timestamp (3) with time zone,
	"last_event_at" timestamp (3) with time zone,
	"last_failure_at" timestamp (3) with time zone,
	"last_failure" text,
	"failures_since_last_event" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "stores_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "stores_kind" CHECK ("stores"."kind" in ('shopify', 'woocommerce', 'stripe', 'api', 'csv'))
);
--> statement-breakpoint
CREATE TABLE "creator_channels" (
	"id" uuid PRIMARY KEY NOT NULL,
	"creator_id" uuid NOT NULL,
	"network" text NOT NULL,
	"url" text NOT NULL,
	"followers" integer NOT NULL,
	CONSTRAINT "creator_channels_network" CHECK ("creator_channels"."network" in ('instagram', 'tiktok', 'youtube', 'pinterest', 'facebook', 'x', 'twitch', 'blog', 'newsletter', 'telegram', 'vk', 'other'))
);
--> statement-breakpoint
CREATE TABLE "creators" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"handle" text NOT NULL,
	"bio" text NOT NULL,
	"niches" text[] NOT NULL,
	"audience_countries" text[] NOT NULL,
	"country" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payee_details" (
	"id" uuid PRIMARY KEY NOT NULL,
	"creator_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"holder_name_encrypted" text NOT NULL,
	"iban_encrypted" text NOT NULL,
	"iban_ending" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"usable_from" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attribution_policies" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"preset" text NOT NULL,
	"click_window_days" integer NOT NULL,
	"binding_window_days" integer NOT NULL,
	"tail_days" integer NOT NULL,
	"in_force_from" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "attribution_policies_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "attribution_policies_preset" CHECK ("attribution_policies"."preset" in ('code-wins', 'click-wins', 'first-touch'))
);
--> statement-breakpoint
CREATE TABLE "campaign_products" (
	"brand_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"title" text NOT NULL,
	"url" text NOT NULL,
	"image_url" text,
	"price_minor" bigint,
	CONSTRAINT "campaign_products_brand_id_campaign_id_position_pk" PRIMARY KEY("brand_id","campaign_id","position")
);
--> statement-breakpoint
CREATE TABLE "campaign_terms" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"new_customer_rate_bps" integer NOT NULL,
	"returning_customer_rate_bps" integer NOT NULL,
	"new_customer_amount_minor" bigint NOT NULL,
	"returning_customer_amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"hold_days" integer NOT NULL,
	"announced_at" timestamp (3) with time zone NOT NULL,
	"in_force_from" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "campaign_terms_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "campaign_terms_kind" CHECK ("campaign_terms"."kind" in ('percent', 'fixed'))
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"brief" text NOT NULL,
	"disclosure" text NOT NULL,
	"niches" text[] NOT NULL,
	"destination_url" text NOT NULL,
	"claim_mode" text NOT NULL,
	"discount_bps" integer NOT NULL,
	"currency" text NOT NULL,
	"budget_minor" bigint,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"status" text NOT NULL,
	"pause_reason" text,
	"published_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "campaigns_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "campaigns_status_listed" CHECK ("campaigns"."status" in ('draft', 'published', 'paused', 'ended')),
	CONSTRAINT "campaigns_claim_mode" CHECK ("campaigns"."claim_mode" in ('at-once', 'by-approval'))
);
--> statement-breakpoint
CREATE TABLE "partnerships" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"creator_id" uuid NOT NULL,
	"status" text NOT NULL,
	"accepted_terms_version" integer,
	"message" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"activated_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"decline_note" text,
	CONSTRAINT "partnerships_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "partnerships_status" CHECK ("partnerships"."status" in ('invited', 'applied', 'active', 'paused', 'ended', 'declined'))
);
--> statement-breakpoint
CREATE TABLE "codes" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partnership_id" uuid NOT NULL,
	"code" text NOT NULL,
	"code_key" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"replaced_at" timestamp (3) with time zone,
	CONSTRAINT "codes_brand_id_id_pk" PRIMARY KEY("brand_id","id")
);
--> statement-breakpoint
CREATE TABLE "link_slugs" (
	"slug" text PRIMARY KEY NOT NULL,
	"brand_id" uuid NOT NULL,
	"link_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"replaced_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "links" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partnership_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"destination_url" text NOT NULL,
	"placement" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "links_brand_id_id_pk" PRIMARY KEY("brand_id","id")
);
--> statement-breakpoint
CREATE TABLE "clicks" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"link_id" uuid NOT NULL,
	"partnership_id" uuid NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"class" text NOT NULL,
	"is_counted" boolean NOT NULL,
	"reason" text NOT NULL,
	"placement" text NOT NULL,
	"visitor_key" text NOT NULL,
	"address_prefix" text NOT NULL,
	"user_agent" text NOT NULL,
	"referer_host" text NOT NULL,
	CONSTRAINT "clicks_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "clicks_class" CHECK ("clicks"."class" in ('counted', 'repeat', 'bot', 'preview', 'prefetch', 'empty-agent', 'head', 'inactive'))
);
--> statement-breakpoint
CREATE TABLE "last_counted_clicks" (
	"brand_id" uuid NOT NULL,
	"link_id" uuid NOT NULL,
	"visitor_key" text NOT NULL,
	"counted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "last_counted_clicks_brand_id_link_id_visitor_key_pk" PRIMARY KEY("brand_id","link_id","visitor_key")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"brand_id" uuid NOT NULL,
	"customer_key" text NOT NULL,
	CONSTRAINT "customers_brand_id_customer_key_pk" PRIMARY KEY("brand_id","customer_key")
);
--> statement-breakpoint
CREATE TABLE "disputes" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"external_order_id" text NOT NULL,
	"sale_id" uuid,
	"status" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"provider_updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "disputes_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "disputes_status" CHECK ("disputes"."status" in ('open', 'won', 'lost'))
);
--> statement-breakpoint
CREATE TABLE "refund_lines" (
	"brand_id" uuid NOT NULL,
	"refund_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"external_line_id" text NOT NULL,
	"quantity" integer NOT NULL,
	"net_minor" bigint,
	CONSTRAINT "refund_lines_brand_id_refund_id_position_pk" PRIMARY KEY("brand_id","refund_id","position")
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"external_order_id" text NOT NULL,
	"sale_id" uuid,
	"status" text NOT NULL,
	"status_reason" text,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"is_withdrawn" boolean NOT NULL,
	"refunded_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refunds_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "refunds_status" CHECK ("refunds"."status" in ('counted', 'parked', 'deleted'))
);
--> statement-breakpoint
CREATE TABLE "sale_keys" (
	"brand_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"external_order_id" text NOT NULL,
	"sale_id" uuid NOT NULL,
	CONSTRAINT "sale_keys_brand_id_store_id_external_order_id_pk" PRIMARY KEY("brand_id","store_id","external_order_id")
);
--> statement-breakpoint
CREATE TABLE "sale_lines" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sale_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"position" integer NOT NULL,
	"product_id" text NOT NULL,
	"sku" text NOT NULL,
	"title" text NOT NULL,
	"quantity" integer NOT NULL,
	"gross_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"net_minor" bigint NOT NULL,
	"is_commissionable" boolean NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "sale_lines_brand_id_id_pk" PRIMARY KEY("brand_id","id")
);
--> statement-breakpoint
CREATE TABLE "sales" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"external_name" text NOT NULL,
	"currency" text NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"provider_updated_at" timestamp (3) with time zone NOT NULL,
	"payment_status" text NOT NULL,
	"cancelled_at" timestamp (3) with time zone,
	"net_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"shipping_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"discrepancy" text,
	"customer_key" text,
	"is_returning_customer" boolean,
	"codes" text[] NOT NULL,
	"click_ids" text[] NOT NULL,
	"referer_host" text NOT NULL,
	"listed_refunds" text[],
	"facts_hash" text NOT NULL,
	"facts_version" integer NOT NULL,
	"attribution_id" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sales_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "sales_payment_status" CHECK ("sales"."payment_status" in ('pending', 'paid', 'voided'))
);
--> statement-breakpoint
CREATE TABLE "attributions" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sale_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"facts_version" integer NOT NULL,
	"rule" text NOT NULL,
	"sentence" text NOT NULL,
	"candidates" jsonb NOT NULL,
	"fingerprint" text NOT NULL,
	"row_hash" text NOT NULL,
	CONSTRAINT "attributions_brand_id_id_pk" PRIMARY KEY("brand_id","id")
);
--> statement-breakpoint
CREATE TABLE "credits" (
	"brand_id" uuid NOT NULL,
	"attribution_id" uuid NOT NULL,
	"partnership_id" uuid NOT NULL,
	"share_bps" integer NOT NULL,
	"policy_id" uuid NOT NULL,
	"touch_kind" text NOT NULL,
	"placement" text NOT NULL,
	CONSTRAINT "credits_brand_id_attribution_id_partnership_id_pk" PRIMARY KEY("brand_id","attribution_id","partnership_id")
);
--> statement-breakpoint
CREATE TABLE "commission_decisions" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"commission_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text,
	"note" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"row_hash" text NOT NULL,
	CONSTRAINT "commission_decisions_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "commission_decisions_kind" CHECK ("commission_decisions"."kind" in ('approve', 'hold', 'decline'))
);
--> statement-breakpoint
CREATE TABLE "commission_lines" (
	"brand_id" uuid NOT NULL,
	"commission_id" uuid NOT NULL,
	"sale_line_id" uuid NOT NULL,
	"terms_id" uuid NOT NULL,
	"original_net_minor" bigint NOT NULL,
	"remaining_net_minor" bigint NOT NULL,
	"rate_bps" integer,
	"calculated_minor" bigint NOT NULL,
	"earned_minor" bigint NOT NULL,
	"sentence" text NOT NULL,
	CONSTRAINT "commission_lines_brand_id_commission_id_sale_line_id_pk" PRIMARY KEY("brand_id","commission_id","sale_line_id")
);
--> statement-breakpoint
CREATE TABLE "commissions" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sale_id" uuid NOT NULL,
	"partnership_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"creator_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"calculated_minor" bigint NOT NULL,
	"earned_minor" bigint NOT NULL,
	"held_minor" bigint NOT NULL,
	"payable_minor" bigint NOT NULL,
	"in_transit_minor" bigint NOT NULL,
	"paid_minor" bigint NOT NULL,
	"status" text NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"hold_until" timestamp (3) with time zone NOT NULL,
	"blocked_by" text,
	"sale_occurred_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "commissions_brand_id_id_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "commissions_status" CHECK ("commissions"."status" in ('held', 'approved', 'declined'))
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"brand_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"account" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"sale_line_id" uuid,
	CONSTRAINT "ledger_entries_brand_id_transaction_id_position_pk" PRIMARY KEY("brand_id","transaction_id","position")
);
--> statement-breakpoint
CREATE TABLE "ledger_transactions" (
	"brand_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"input_hash" text NOT NULL,
	"event_code" text NOT NULL,
	"sentence" text NOT NULL,
	"sale_id" uuid,
	"commission_id" uuid,
	"payout_id" uuid,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"row_hash" text NOT NULL,
	CONSTRAINT "ledger_transactions_brand_id_id_pk" PRIMARY KEY("brand_id","id")
);
--> statement-breakpoint
CREATE TABLE "batch_files" (
	"batch_id" uuid NOT NULL,
	"format" text NOT NULL,
	"content" text NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"downloads" integer DEFAULT 0 NOT NULL,
	"last_downloaded_at" timestamp (3) with time zone,
	CONSTRAINT "batch_files_batch_id_format_pk" PRIMARY KEY("batch_id","format")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"rail" text NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"cut_off_at" timestamp (3) with time zone NOT NULL,
	"prepared_by" uuid NOT NULL,
	"prepared_at" timestamp (3) with time zone NOT NULL,
	"content_hash" text NOT NULL,
	"approved_by" uuid,
	"approved_at" timestamp (3) with time zone,
	"approval_void_reason" text,
	"skipped" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"sent_by" uuid,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "batches_rail" CHECK ("batches"."rail" in ('sepa', 'manual')),
	CONSTRAINT "batches_status" CHECK ("batches"."status" in ('prepared', 'approved', 'sent', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "payout_lines" (
	"brand_id" uuid NOT NULL,
	"payout_id" uuid NOT NULL,
	"commission_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"is_open" boolean NOT NULL,
	CONSTRAINT "payout_lines_brand_id_payout_id_commission_id_pk" PRIMARY KEY("brand_id","payout_id","commission_id")
);
--> statement-breakpoint
CREATE TABLE "payouts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"batch_id" uuid NOT NULL,
	"creator_id" uuid NOT NULL,
	"payee_details_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"status" text NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"returned_at" timestamp (3) with time zone,
	"return_reason" text,
	CONSTRAINT "payouts_status" CHECK ("payouts"."status" in ('prepared', 'in-transit', 'settled', 'returned', 'cancelled'))
);
--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_actor_user_id_users_id_fk" FOREIGN KEY ("actor_user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_members" ADD CONSTRAINT "brand_members_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_members" ADD CONSTRAINT "brand_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_hashes" ADD CONSTRAINT "password_hashes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_members" ADD CONSTRAINT "staff_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_domains" ADD CONSTRAINT "brand_domains_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_events" ADD CONSTRAINT "inbox_events_brand_id_store_id_stores_brand_id_id_fk" FOREIGN KEY ("brand_id","store_id") REFERENCES "public"."stores"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stores" ADD CONSTRAINT "stores_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creator_channels" ADD CONSTRAINT "creator_channels_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creators" ADD CONSTRAINT "creators_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payee_details" ADD CONSTRAINT "payee_details_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attribution_policies" ADD CONSTRAINT "attribution_policies_brand_id_campaign_id_campaigns_brand_id_id_fk" FOREIGN KEY ("brand_id","campaign_id") REFERENCES "public"."campaigns"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_products" ADD CONSTRAINT "campaign_products_brand_id_campaign_id_campaigns_brand_id_id_fk" FOREIGN KEY ("brand_id","campaign_id") REFERENCES "public"."campaigns"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_terms" ADD CONSTRAINT "campaign_terms_brand_id_campaign_id_campaigns_brand_id_id_fk" FOREIGN KEY ("brand_id","campaign_id") REFERENCES "public"."campaigns"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_brand_id_campaign_id_campaigns_brand_id_id_fk" FOREIGN KEY ("brand_id","campaign_id") REFERENCES "public"."campaigns"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "codes" ADD CONSTRAINT "codes_brand_id_partnership_id_partnerships_brand_id_id_fk" FOREIGN KEY ("brand_id","partnership_id") REFERENCES "public"."partnerships"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_slugs" ADD CONSTRAINT "link_slugs_brand_id_link_id_links_brand_id_id_fk" FOREIGN KEY ("brand_id","link_id") REFERENCES "public"."links"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_brand_id_partnership_id_partnerships_brand_id_id_fk" FOREIGN KEY ("brand_id","partnership_id") REFERENCES "public"."partnerships"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_brand_id_sale_id_sales_brand_id_id_fk" FOREIGN KEY ("brand_id","sale_id") REFERENCES "public"."sales"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_lines" ADD CONSTRAINT "refund_lines_brand_id_refund_id_refunds_brand_id_id_fk" FOREIGN KEY ("brand_id","refund_id") REFERENCES "public"."refunds"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_brand_id_sale_id_sales_brand_id_id_fk" FOREIGN KEY ("brand_id","sale_id") REFERENCES "public"."sales"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_brand_id_store_id_stores_brand_id_id_fk" FOREIGN KEY ("brand_id","store_id") REFERENCES "public"."stores"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sale_keys" ADD CONSTRAINT "sale_keys_brand_id_store_id_stores_brand_id_id_fk" FOREIGN KEY ("brand_id","store_id") REFERENCES "public"."stores"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sale_lines" ADD CONSTRAINT "sale_lines_brand_id_sale_id_sales_brand_id_id_fk" FOREIGN KEY ("brand_id","sale_id") REFERENCES "public"."sales"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_brand_id_store_id_stores_brand_id_id_fk" FOREIGN KEY ("brand_id","store_id") REFERENCES "public"."stores"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attributions" ADD CONSTRAINT "attributions_brand_id_sale_id_sales_brand_id_id_fk" FOREIGN KEY ("brand_id","sale_id") REFERENCES "public"."sales"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credits" ADD CONSTRAINT "credits_brand_id_attribution_id_attributions_brand_id_id_fk" FOREIGN KEY ("brand_id","attribution_id") REFERENCES "public"."attributions"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credits" ADD CONSTRAINT "credits_brand_id_partnership_id_partnerships_brand_id_id_fk" FOREIGN KEY ("brand_id","partnership_id") REFERENCES "public"."partnerships"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commission_decisions" ADD CONSTRAINT "commission_decisions_brand_id_commission_id_commissions_brand_id_id_fk" FOREIGN KEY ("brand_id","commission_id") REFERENCES "public"."commissions"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commission_lines" ADD CONSTRAINT "commission_lines_brand_id_commission_id_commissions_brand_id_id_fk" FOREIGN KEY ("brand_id","commission_id") REFERENCES "public"."commissions"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commission_lines" ADD CONSTRAINT "commission_lines_brand_id_sale_line_id_sale_lines_brand_id_id_fk" FOREIGN KEY ("brand_id","sale_line_id") REFERENCES "public"."sale_lines"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commissions" ADD CONSTRAINT "commissions_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commissions" ADD CONSTRAINT "commissions_brand_id_sale_id_sales_brand_id_id_fk" FOREIGN KEY ("brand_id","sale_id") REFERENCES "public"."sales"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commissions" ADD CONSTRAINT "commissions_brand_id_partnership_id_partnerships_brand_id_id_fk" FOREIGN KEY ("brand_id","partnership_id") REFERENCES "public"."partnerships"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_brand_id_transaction_id_ledger_transactions_brand_id_id_fk" FOREIGN KEY ("brand_id","transaction_id") REFERENCES "public"."ledger_transactions"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_files" ADD CONSTRAINT "batch_files_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_prepared_by_users_id_fk" FOREIGN KEY ("prepared_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_approved_by_users_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_sent_by_users_id_fk" FOREIGN KEY ("sent_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_lines" ADD CONSTRAINT "payout_lines_payout_id_payouts_id_fk" FOREIGN KEY ("payout_id") REFERENCES "public"."payouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_lines" ADD CONSTRAINT "payout_lines_brand_id_commission_id_commissions_brand_id_id_fk" FOREIGN KEY ("brand_id","commission_id") REFERENCES "public"."commissions"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_payee_details_id_payee_details_id_fk" FOREIGN KEY ("payee_details_id") REFERENCES "public"."payee_details"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_brand" ON "audit_events" USING btree ("brand_id","occurred_at");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "brand_members_user" ON "brand_members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "invitations_brand" ON "invitations" USING btree ("brand_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "throttle_counters_expire" ON "throttle_counters" USING btree ("expire");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_unique" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash_unique" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_keys_brand" ON "api_keys" USING btree ("brand_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "brands_slug_unique" ON "brands" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_events_delivery_unique" ON "inbox_events" USING btree ("brand_id","store_id","delivery_key");--> statement-breakpoint
CREATE INDEX "inbox_events_recent" ON "inbox_events" USING btree ("brand_id","store_id","received_at");--> statement-breakpoint
CREATE INDEX "inbox_events_waiting" ON "inbox_events" USING btree ("status","received_at");--> statement-breakpoint
CREATE INDEX "inbox_events_attention" ON "inbox_events" USING btree ("brand_id") WHERE status in ('parked', 'failed');--> statement-breakpoint
CREATE INDEX "inbox_events_order" ON "inbox_events" USING btree ("brand_id","store_id","external_order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "stores_id_unique" ON "stores" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "stores_connected_unique" ON "stores" USING btree ("brand_id","kind","address") WHERE disconnected_at is null and kind in ('shopify', 'woocommerce', 'api');--> statement-breakpoint
CREATE UNIQUE INDEX "creator_channels_url_unique" ON "creator_channels" USING btree ("creator_id","url");--> statement-breakpoint
CREATE UNIQUE INDEX "creators_handle_unique" ON "creators" USING btree ("handle");--> statement-breakpoint
CREATE UNIQUE INDEX "creators_user_unique" ON "creators" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payee_details_version_unique" ON "payee_details" USING btree ("creator_id","version");--> statement-breakpoint
CREATE INDEX "payee_details_creator" ON "payee_details" USING btree ("creator_id");--> statement-breakpoint
CREATE UNIQUE INDEX "attribution_policies_version_unique" ON "attribution_policies" USING btree ("brand_id","campaign_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_terms_version_unique" ON "campaign_terms" USING btree ("brand_id","campaign_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "campaigns_id_unique" ON "campaigns" USING btree ("id");--> statement-breakpoint
CREATE INDEX "campaigns_status" ON "campaigns" USING btree ("status","published_at");--> statement-breakpoint
CREATE UNIQUE INDEX "partnerships_id_unique" ON "partnerships" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "partnerships_campaign_creator_unique" ON "partnerships" USING btree ("brand_id","campaign_id","creator_id");--> statement-breakpoint
CREATE INDEX "partnerships_creator" ON "partnerships" USING btree ("creator_id");--> statement-breakpoint
CREATE UNIQUE INDEX "codes_key_unique" ON "codes" USING btree ("brand_id","code_key");--> statement-breakpoint
CREATE INDEX "codes_partnership" ON "codes" USING btree ("brand_id","partnership_id");--> statement-breakpoint
CREATE INDEX "link_slugs_link" ON "link_slugs" USING btree ("brand_id","link_id");--> statement-breakpoint
CREATE INDEX "links_partnership" ON "links" USING btree ("brand_id","partnership_id");--> statement-breakpoint
CREATE INDEX "clicks_partnership" ON "clicks" USING btree ("brand_id","partnership_id","occurred_at","is_counted");--> statement-breakpoint
CREATE INDEX "clicks_visitor" ON "clicks" USING btree ("brand_id","visitor_key","occurred_at");--> statement-breakpoint
CREATE INDEX "last_counted_clicks_counted" ON "last_counted_clicks" USING btree ("counted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_external_unique" ON "disputes" USING btree ("brand_id","store_id","external_id");--> statement-breakpoint
CREATE INDEX "disputes_order" ON "disputes" USING btree ("brand_id","store_id","external_order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_external_unique" ON "refunds" USING btree ("brand_id","store_id","external_id");--> statement-breakpoint
CREATE INDEX "refunds_order" ON "refunds" USING btree ("brand_id","store_id","external_order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sale_lines_external_unique" ON "sale_lines" USING btree ("brand_id","sale_id","external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sales_external_unique" ON "sales" USING btree ("brand_id","store_id","external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sales_id_unique" ON "sales" USING btree ("id");--> statement-breakpoint
CREATE INDEX "sales_placed" ON "sales" USING btree ("brand_id","placed_at");--> statement-breakpoint
CREATE INDEX "sales_customer" ON "sales" USING btree ("brand_id","customer_key","placed_at") WHERE customer_key is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "attributions_sequence_unique" ON "attributions" USING btree ("brand_id","sale_id","sequence");--> statement-breakpoint
CREATE INDEX "credits_partnership" ON "credits" USING btree ("brand_id","partnership_id");--> statement-breakpoint
CREATE INDEX "commission_decisions_commission" ON "commission_decisions" USING btree ("brand_id","commission_id");--> statement-breakpoint
CREATE UNIQUE INDEX "commissions_id_unique" ON "commissions" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "commissions_sale_unique" ON "commissions" USING btree ("brand_id","sale_id","partnership_id");--> statement-breakpoint
CREATE INDEX "commissions_campaign" ON "commissions" USING btree ("brand_id","campaign_id","currency","earned_minor");--> statement-breakpoint
CREATE INDEX "commissions_creator" ON "commissions" USING btree ("creator_id","sale_occurred_at");--> statement-breakpoint
CREATE INDEX "commissions_payable" ON "commissions" USING btree ("currency","creator_id") WHERE payable_minor <> 0;--> statement-breakpoint
CREATE INDEX "commissions_queue" ON "commissions" USING btree ("status","hold_until");--> statement-breakpoint
CREATE INDEX "commissions_open" ON "commissions" USING btree ("brand_id","currency") WHERE held_minor <> 0 or payable_minor <> 0 or in_transit_minor <> 0;--> statement-breakpoint
CREATE INDEX "ledger_entries_account" ON "ledger_entries" USING btree ("brand_id","account","currency");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_transactions_key_unique" ON "ledger_transactions" USING btree ("brand_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "ledger_transactions_commission" ON "ledger_transactions" USING btree ("brand_id","commission_id");--> statement-breakpoint
CREATE INDEX "ledger_transactions_sale" ON "ledger_transactions" USING btree ("brand_id","sale_id");--> statement-breakpoint
CREATE INDEX "ledger_transactions_payout" ON "ledger_transactions" USING btree ("brand_id","payout_id");--> statement-breakpoint
CREATE UNIQUE INDEX "batches_name_unique" ON "batches" USING btree ("name");--> statement-breakpoint
CREATE INDEX "payout_lines_payout" ON "payout_lines" USING btree ("payout_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_lines_open_unique" ON "payout_lines" USING btree ("brand_id","commission_id") WHERE is_open;--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_batch_creator_unique" ON "payouts" USING btree ("batch_id","creator_id");--> statement-breakpoint
CREATE INDEX "payouts_creator" ON "payouts" USING btree ("creator_id");