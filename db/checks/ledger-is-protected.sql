-- Ledger and audit rows are guarded by their triggers, and the application's role cannot change them.
with guarded (table_name) as (values ('ledger_transactions'), ('ledger_entries'), ('audit_events'))
select table_name, 'the trigger append_only is missing or off' as finding
from guarded
where not exists (
  select from pg_trigger
  where tgrelid = to_regclass('public.' || table_name) and tgname = 'append_only' and tgenabled in ('O', 'A'))
union all
select table_name, 'the trigger ledger_balances is missing or off'
from guarded
where table_name <> 'audit_events' and not exists (
  select from pg_trigger
  where tgrelid = to_regclass('public.' || table_name) and tgname = 'ledger_balances' and tgenabled in ('O', 'A'))
union all
select guarded.table_name, grantee || ' may ' || privilege_type
from guarded
join information_schema.role_table_grants g on g.table_schema = 'public' and g.table_name = guarded.table_name
join pg_class c on c.oid = to_regclass('public.' || guarded.table_name)
where privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE') and grantee <> pg_get_userbyid(c.relowner);
