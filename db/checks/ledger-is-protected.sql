-- Ledger and audit rows are guarded by their triggers, and the application's role cannot change them.
with guarded (table_name) as (values ('ledger_transactions'), ('ledger_entries'), ('seals'), ('audit_events')),
required (table_name, trigger_name) as (values
  ('ledger_transactions', 'append_only'), ('ledger_entries', 'append_only'), ('seals', 'append_only'), ('audit_events', 'append_only'),
  ('ledger_transactions', 'ledger_has_entries'), ('ledger_entries', 'ledger_balances'),
  ('ledger_transactions', 'ledger_month_is_open'))
select table_name, 'the trigger ' || trigger_name || ' is missing or off' as finding
from required
where not exists (
  select from pg_trigger
  where tgrelid = to_regclass('public.' || table_name) and tgname = trigger_name and tgenabled in ('O', 'A'))
union all
select guarded.table_name, grantee || ' may ' || privilege_type
from guarded
join information_schema.role_table_grants g on g.table_schema = 'public' and g.table_name = guarded.table_name
join pg_class c on c.oid = to_regclass('public.' || guarded.table_name)
where privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE') and grantee <> pg_get_userbyid(c.relowner);
