-- Per brand, source and currency, what is left of all top-ups is what the ledger says came in.
with told as (
  select brand_id, 'funding:' || source || '@brand:' || brand_id || ':received' as account, currency,
    sum(received_minor - refunded_minor - disputed_minor) as amount_minor
  from top_ups
  group by brand_id, source, currency
), booked as (
  select brand_id, account, currency, -sum(amount_minor) as amount_minor
  from ledger_entries
  where account like 'funding:%'
  group by brand_id, account, currency
)
select brand_id, account, currency, coalesce(told.amount_minor, 0) as told_minor, coalesce(booked.amount_minor, 0) as booked_minor
from told full join booked using (brand_id, account, currency)
where coalesce(told.amount_minor, 0) <> coalesce(booked.amount_minor, 0);
