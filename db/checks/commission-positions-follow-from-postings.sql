-- Where each commission's money is follows from its own postings and the payouts that carried it.
with booked as (
  select t.brand_id, t.commission_id,
    sum(e.amount_minor) filter (where e.account like '%:held') as held_minor,
    sum(e.amount_minor) filter (where e.account like '%:payable') as payable_minor
  from ledger_transactions t
  join ledger_entries e on e.brand_id = t.brand_id and e.transaction_id = t.id
  where t.commission_id is not null and e.account like 'creator:%'
  group by t.brand_id, t.commission_id
), carried as (
  select l.brand_id, l.commission_id,
    sum(l.amount_minor) filter (where p.status = 'in-transit') as in_transit_minor,
    sum(l.amount_minor) filter (where p.status = 'settled') as paid_minor
  from payout_lines l join payouts p on p.id = l.payout_id
  where p.status in ('in-transit', 'settled')
  group by l.brand_id, l.commission_id
), expected as (
  select brand_id, commission_id, coalesce(held_minor, 0) as held_minor, coalesce(in_transit_minor, 0) as in_transit_minor,
    coalesce(paid_minor, 0) as paid_minor,
    coalesce(payable_minor, 0) - coalesce(in_transit_minor, 0) - coalesce(paid_minor, 0) as payable_minor
  from booked full join carried using (brand_id, commission_id)
)
select c.brand_id, c.id as commission_id, c.held_minor, e.held_minor as expected_held, c.payable_minor,
  e.payable_minor as expected_payable, c.in_transit_minor, e.in_transit_minor as expected_in_transit, c.paid_minor,
  e.paid_minor as expected_paid
from commissions c
left join expected e on e.brand_id = c.brand_id and e.commission_id = c.id
where (c.held_minor, c.payable_minor, c.in_transit_minor, c.paid_minor) is distinct from
  (coalesce(e.held_minor, 0), coalesce(e.payable_minor, 0), coalesce(e.in_transit_minor, 0), coalesce(e.paid_minor, 0));
