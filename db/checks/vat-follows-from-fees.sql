-- The VAT booked with each payout is what was decided for its fee, and over a brand's month, currency and rate it is the rate of the fees.
with booked as (
  select t.brand_id, t.payout_id,
    coalesce(sum(e.amount_minor) filter (where e.account like 'platform:fees@%'), 0) as fee_minor,
    coalesce(sum(e.amount_minor) filter (where e.account like 'platform:vat@%'), 0) as vat_minor
  from ledger_transactions t
  join ledger_entries e on e.brand_id = t.brand_id and e.transaction_id = t.id
  where t.event_code in ('fee.charged', 'fee.returned', 'vat.charged', 'vat.returned')
  group by t.brand_id, t.payout_id
), decided as (
  select brand_id, payout_id, sum(net_minor) as fee_minor, sum(vat_minor) as vat_minor from fee_vats group by brand_id, payout_id
)
select 'payout ' || coalesce(b.payout_id, d.payout_id) as what, coalesce(b.brand_id, d.brand_id) as brand_id,
  d.fee_minor as net_minor, d.vat_minor, b.fee_minor as booked_net_minor, b.vat_minor as booked_vat_minor
from booked b
full join decided d on d.brand_id = b.brand_id and d.payout_id = b.payout_id
where coalesce(b.vat_minor, 0) <> coalesce(d.vat_minor, 0) or (d.fee_minor is not null and d.fee_minor <> coalesce(b.fee_minor, 0))
union all
select 'month ' || to_char(occurred_at at time zone 'UTC', 'YYYY-MM') || ' ' || currency || ' at ' || rate_bps, brand_id,
  sum(net_minor), sum(vat_minor), null, round(sum(net_minor) * rate_bps / 10000)
from fee_vats
group by brand_id, to_char(occurred_at at time zone 'UTC', 'YYYY-MM'), currency, rate_bps
having sum(vat_minor) <> round(sum(net_minor) * rate_bps / 10000);
