-- The entries of every ledger transaction sum to zero in each currency.
select brand_id, transaction_id, currency, sum(amount_minor) as off_by_minor
from ledger_entries
group by brand_id, transaction_id, currency
having sum(amount_minor) <> 0;
