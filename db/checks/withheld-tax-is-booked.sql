-- What is withheld of a payout is owed to the tax office from its sending on, and no longer once it came back.
select p.id as payout_id, p.status, p.currency, p.withheld_minor, coalesce(sum(e.amount_minor), 0) as booked_minor
from payouts p
left join ledger_transactions t on t.payout_id = p.id
left join ledger_entries e
  on e.brand_id = t.brand_id and e.transaction_id = t.id and e.account like 'tax:withheld@%' and e.currency = p.currency
group by p.id
having coalesce(sum(e.amount_minor), 0) <> case when p.status in ('in-transit', 'settled') then p.withheld_minor else 0 end
  or p.withheld_minor < 0 or p.withheld_minor > p.amount_minor or (p.withheld_minor > 0) <> (p.withheld_reason is not null);
