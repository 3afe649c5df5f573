-- Every account of a ledger entry belongs to the entry's own brand.
select brand_id, transaction_id, position, account
from ledger_entries
where account not like '%brand:' || brand_id || ':%';
