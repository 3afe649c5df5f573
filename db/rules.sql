-- What the database itself enforces, whoever asks: which tables the application may only append to, and that the ledger balances.
-- Applied after the migrations, as the owner, in one transaction; running it again changes nothing.
-- Expects the setting fairshare.app_role to name the application's role.

-- Has the tables of sales looked at anew, so that statements are planned for the rows there are. The server does so by itself a minute after a
-- table has grown; whoever fills a new one in bulk would spend that minute in plans for an empty one. The application owns no table.
create or replace function public.count_sales_anew() returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  analyze public.inbox_events, public.sale_keys, public.customers, public.sales, public.sale_lines, public.refunds, public.disputes,
    public.attributions, public.credits, public.commissions, public.commission_lines, public.ledger_transactions, public.ledger_entries,
    public.shopper_signs, public.shopper_sightings, public.stores, public.codes, public.partnerships, public.campaigns, public.campaign_terms, public.attribution_policies;
end
$$;

do $rules$
declare
  app_role constant text := current_setting('fairshare.app_role');
  -- Facts that are never changed: the application may read and insert.
  append_only constant text[] := array[
    'ledger_transactions', 'ledger_entries', 'seals', 'audit_events', 'attributions', 'credits', 'commission_decisions', 'clicks',
    'campaign_terms', 'attribution_policies', 'replay_changes', 'exchange_rates', 'shopper_partings',
    'rail_statements', 'rail_statement_lines', 'reconciliation_notes', 'approval_rules', 'statement_seals', 'tax_forms',
    'tax_form_rejections', 'tax_form_reminders', 'payee_details', 'self_billing_agreements', 'brand_invoice_details', 'self_billing_invoices',
    'payout_terms', 'own_minimums', 'sellers', 'fee_vats'];
  -- Rows whose state moves on but which must never vanish: the application may read, insert and update.
  permanent constant text[] := array['inbox_events', 'sales', 'commissions', 'batches', 'payouts', 'payout_lines', 'batch_files',
    'payout_parcels', 'payout_take_backs', 'paypal_events', 'sale_awards', 'inquiries', 'replays', 'top_ups', 'stripe_events', 'risk_flags', 'appeals', 'month_closings',
    'closed_books'];
  table_name text;
begin
  foreach table_name in array append_only || permanent loop
    if to_regclass('public.' || quote_ident(table_name)) is null then
      raise exception 'db/rules.sql protects the table %, which does not exist.', table_name;
    end if;
  end loop;

  execute format('grant usage on schema public to %I', app_role);
  for table_name in
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
  loop
    execute format('revoke all on public.%I from %I', table_name, app_role);
    execute format('grant %s on public.%I to %I',
      case
        when table_name = any (append_only) then 'select, insert'
        when table_name = any (permanent) then 'select, insert, update'
        else 'select, insert, update, delete'
      end,
      table_name, app_role);
  end loop;

  -- Partitions are reached through their table alone; the application asks for months through these functions.
  execute format('revoke all on function public.ensure_click_month, public.drop_click_months from public');
  execute format('grant execute on function public.ensure_click_month, public.drop_click_months to %I', app_role);

  execute format('revoke all on function public.count_sales_anew from public');
  execute format('grant execute on function public.count_sales_anew to %I', app_role);

  -- The job queue is pg-boss's own, made by its installer before this file runs.
  execute format('grant usage on schema pgboss to %I', app_role);
  execute format('grant select, insert, update, delete on all tables in schema pgboss to %I', app_role);
  execute format('grant usage on all sequences in schema pgboss to %I', app_role);
  execute format('grant execute on all functions in schema pgboss to %I', app_role);
end
$rules$;

create or replace function public.refuse_change() returns trigger
  language plpgsql set search_path = pg_catalog, public as $$
begin
  raise exception 'Rows of % are never changed or deleted; what is wrong is put right by a further row.', tg_table_name
    using errcode = 'restrict_violation';
end
$$;

create or replace trigger append_only before update or delete or truncate on public.ledger_transactions
  for each statement execute function public.refuse_change();
create or replace trigger append_only before update or delete or truncate on public.ledger_entries
  for each statement execute function public.refuse_change();
create or replace trigger append_only before update or delete or truncate on public.seals
  for each statement execute function public.refuse_change();
create or replace trigger append_only before update or delete or truncate on public.audit_events
  for each statement execute function public.refuse_change();

-- Entries are booked once: one statement books all entries of a transaction, at positions 0, 1, 2 and so on, and they sum to zero in each
-- currency. A later statement would have to start at position 0 again, which the primary key refuses; so no transaction is ever extended,
-- and each entry is looked at once, however many there are.
create or replace function public.require_balance() returns trigger
  language plpgsql set search_path = pg_catalog, public as $$
declare
  unbalanced record;
  incomplete_id uuid;
begin
  select transaction_id, currency, sum(amount_minor) as difference into unbalanced
    from booked_entries
    group by brand_id, transaction_id, currency having sum(amount_minor) <> 0
    limit 1;
  if found then
    raise exception 'The entries of ledger transaction % do not sum to zero: % is off by % minor units.',
      unbalanced.transaction_id, unbalanced.currency, unbalanced.difference
      using errcode = 'check_violation', constraint = 'ledger_balances';
  end if;
  select transaction_id into incomplete_id
    from booked_entries
    group by brand_id, transaction_id having min(position) <> 0 or max(position) <> count(*) - 1
    limit 1;
  if found then
    raise exception 'One statement books all entries of a transaction at once, at positions 0, 1, 2 and so on: ledger transaction % is booked already or in part.',
      incomplete_id
      using errcode = 'check_violation', constraint = 'ledger_books_once';
  end if;
  return null;
end
$$;

create or replace trigger ledger_balances after insert on public.ledger_entries
  referencing new table as booked_entries
  for each statement execute function public.require_balance();

-- Runs at commit, once per transaction: its entries are a statement of their own.
create or replace function public.require_entries() returns trigger
  language plpgsql set search_path = pg_catalog, public as $$
begin
  perform from public.ledger_entries where brand_id = new.brand_id and transaction_id = new.id and position = 0;
  if not found then
    raise exception 'Ledger transaction % has no entries.', new.id
      using errcode = 'check_violation', constraint = 'ledger_has_entries';
  end if;
  return null;
end
$$;

drop trigger if exists ledger_has_entries on public.ledger_transactions;
create constraint trigger ledger_has_entries after insert on public.ledger_transactions
  deferrable initially deferred for each row execute function public.require_entries();

-- A closed month stays as it was: nothing is booked as having happened in it. Only what says that it happened before the month it is
-- recorded in is looked up; its transaction keeps the row shared until it ends, so that a closing waits for it.
create or replace function public.refuse_closed_month() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  closed_before timestamptz;
begin
  select c.closed_before into closed_before from public.closed_books c for share;
  if new.occurred_at < closed_before then
    raise exception 'The books are closed before %: ledger transaction % says that it happened on %.',
      closed_before, new.id, new.occurred_at
      using errcode = 'check_violation', constraint = 'ledger_month_is_open';
  end if;
  return new;
end
$$;

drop trigger if exists ledger_month_is_open on public.ledger_transactions;
create trigger ledger_month_is_open before insert on public.ledger_transactions
  for each row when (new.occurred_at < date_trunc('month', new.recorded_at at time zone 'UTC') at time zone 'UTC')
  execute function public.refuse_closed_month();

-- Processes that keep links in memory hear of every change, whoever makes it. The notice is a hint; the row is what they read on from.
-- Its argument names the column that says which links: one slug, or all of a brand.
create or replace function public.tell_link_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  changed jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  told text := changed ->> tg_argv[0];
begin
  insert into link_changes (slug, brand_id)
    values (case when tg_argv[0] = 'slug' then told end, case when tg_argv[0] <> 'slug' then told::uuid end);
  perform pg_notify('link_changes', told);
  return null;
end
$$;

create or replace trigger tell_link_change after insert or delete on public.link_slugs
  for each row execute function public.tell_link_change('slug');

-- A link answers to every name it ever had, and each is kept in memory by itself.
create or replace function public.tell_changes_of_link() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  told text;
begin
  for told in select slug from link_slugs where brand_id = new.brand_id and link_id = new.id loop
    insert into link_changes (slug) values (told);
    perform pg_notify('link_changes', told);
  end loop;
  return null;
end
$$;

create or replace trigger tell_link_change after update on public.links
  for each row execute function public.tell_changes_of_link();
create or replace trigger tell_link_change after update on public.brands
  for each row execute function public.tell_link_change('id');
create or replace trigger tell_link_change after insert or update or delete on public.brand_domains
  for each row execute function public.tell_link_change('brand_id');
create or replace trigger tell_link_change after insert or update or delete on public.short_domains
  for each row execute function public.tell_link_change('brand_id');
create or replace trigger tell_link_change after update on public.campaigns
  for each row execute function public.tell_link_change('brand_id');
create or replace trigger tell_link_change after update on public.partnerships
  for each row execute function public.tell_link_change('brand_id');
create or replace trigger tell_link_change after insert on public.attribution_policies
  for each row execute function public.tell_link_change('brand_id');
