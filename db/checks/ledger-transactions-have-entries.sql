-- Every ledger transaction has entries.
select brand_id, id as transaction_id, event_code
from ledger_transactions t
where not exists (select from ledger_entries e where e.brand_id = t.brand_id and e.transaction_id = t.id);
