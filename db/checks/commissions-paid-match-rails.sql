-- Per brand and currency, what commissions count as paid is what the ledger says left over the rails, or was exchanged for what left.
with projected as (
  select brand_id, currency, sum(paid_minor) as amount_minor from commissions group by brand_id, currency
), booked as (
  select brand_id, currency, sum(amount_minor) as amount_minor
  from ledger_entries
  where account like 'rail:%' or account like 'exchange@%'
  group by brand_id, currency
)
select brand_id, currency,
  coalesce(projected.amount_minor, 0) as projected_minor, coalesce(booked.amount_minor, 0) as booked_minor
from projected full join booked using (brand_id, currency)
where coalesce(projected.amount_minor, 0) <> coalesce(booked.amount_minor, 0);
