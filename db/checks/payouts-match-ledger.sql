-- What a sent payout pays, less what is withheld of it, is what the ledger put in transit for it, once.
select p.id as payout_id, p.status, p.currency, p.amount_minor, p.withheld_minor, coalesce(sum(e.amount_minor), 0) as booked_minor
from payouts p
left join ledger_transactions t on t.payout_id = p.id and t.event_code = 'payout.sent'
left join ledger_entries e
  on e.brand_id = t.brand_id and e.transaction_id = t.id and e.account like 'creator:%:in_transit' and e.currency = p.currency
group by p.id
having coalesce(sum(e.amount_minor), 0) <> case when p.status in ('in-transit', 'settled', 'returned') then p.amount_minor - p.withheld_minor else 0 end;
