-- Per creator, brand and currency, the positions of the commissions are the balances of the ledger's accounts. A commission is in transit
-- whole, also where a part of its payout waits for the tax office instead of travelling.
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
  from (
    select brand_id, currency, account, amount_minor from ledger_entries where account like 'creator:%'
    union all
    select e.brand_id, e.currency, 'creator:' || p.creator_id || '@brand:' || e.brand_id || ':in_transit', e.amount_minor
    from ledger_entries e
    join ledger_transactions t on t.brand_id = e.brand_id and t.id = e.transaction_id
    join payouts p on p.id = t.payout_id and p.status = 'in-transit'
    where e.account like 'tax:withheld@%'
  ) as entries
  group by brand_id, currency, account
)
select brand_id, currency, account,
  coalesce(projected.amount_minor, 0) as projected_minor, coalesce(booked.amount_minor, 0) as booked_minor
from projected full join booked using (brand_id, currency, account)
where coalesce(projected.amount_minor, 0) <> coalesce(booked.amount_minor, 0);
