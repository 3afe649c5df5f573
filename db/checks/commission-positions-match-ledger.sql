-- Per creator, brand and currency, the positions of the commissions are the balances of the ledger's accounts.
with projected as (
  select brand_id, currency, account, sum(amount_minor) as amount_minor
  from commissions c
  cross join lateral (values
    ('creator:' || creator_id || '@brand:' || brand_id || ':held', held_minor),
    ('creator:' || creator_id || '@brand:' || brand_id || ':payable', payable_minor),
    ('creator:' || creator_id || '@brand:' || brand_id || ':in_transit', in_transit_minor)) as p (account, amount_minor)
  group by brand_id, currency, account
), booked as (
  select brand_id, currency, account, sum(amount_minor) as amount_minor
  from ledger_entries
  where account like 'creator:%'
  group by brand_id, currency, account
)
select brand_id, currency, account,
  coalesce(projected.amount_minor, 0) as projected_minor, coalesce(booked.amount_minor, 0) as booked_minor
from projected full join booked using (brand_id, currency, account)
where coalesce(projected.amount_minor, 0) <> coalesce(booked.amount_minor, 0);
