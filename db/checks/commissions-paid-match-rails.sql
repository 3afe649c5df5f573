-- Per brand and currency, what commissions count as paid is what the ledger says left over the rails, or was exchanged for what left, and
-- what was withheld for tax of payouts that arrived.
with projected as (
  select brand_id, currency, sum(paid_minor) as amount_minor from commissions group by brand_id, currency
), booked as (
  select e.brand_id, e.currency, sum(e.amount_minor) as amount_minor
  from ledger_entries e
  join ledger_transactions t on t.brand_id = e.brand_id and t.id = e.transaction_id
  left join payouts p on p.id = t.payout_id
  where e.account like 'rail:%' or e.account like 'exchange@%' or (e.account like 'tax:withheld@%' and p.status = 'settled')
  group by e.brand_id, e.currency
)
select brand_id, currency,
  coalesce(projected.amount_minor, 0) as projected_minor, coalesce(booked.amount_minor, 0) as booked_minor
from projected full join booked using (brand_id, currency)
where coalesce(projected.amount_minor, 0) <> coalesce(booked.amount_minor, 0);
