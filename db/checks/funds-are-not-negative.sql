-- No brand's balance is below zero, and no brand is owed by its own shortfall.
select brand_id, account, currency, sum(amount_minor) as balance_minor
from ledger_entries
where account like 'brand:%:funds' or account like 'brand:%:shortfall'
group by brand_id, account, currency
having (account like '%:funds' and sum(amount_minor) < 0) or (account like '%:shortfall' and sum(amount_minor) > 0);
