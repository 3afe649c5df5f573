-- What a commission earned is what its own ledger transactions gave the creator.
with booked as (
  select t.brand_id, t.commission_id, sum(e.amount_minor) as amount_minor
  from ledger_transactions t
  join ledger_entries e on e.brand_id = t.brand_id and e.transaction_id = t.id
  where t.commission_id is not null and t.event_code like 'commission.%' and e.account like 'creator:%'
  group by t.brand_id, t.commission_id
)
select c.brand_id, c.id as commission_id, c.earned_minor, coalesce(b.amount_minor, 0) as booked_minor
from commissions c
left join booked b on b.brand_id = c.brand_id and b.commission_id = c.id
where c.earned_minor <> coalesce(b.amount_minor, 0)
union all
select b.brand_id, b.commission_id, null, b.amount_minor
from booked b
where not exists (select from commissions c where c.brand_id = b.brand_id and c.id = b.commission_id);
