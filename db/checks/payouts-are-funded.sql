-- What a sent payout pays was taken from the balances of its brands, and given back where the payout came back.
select p.id as payout_id, p.status, p.currency, p.amount_minor, coalesce(sum(e.amount_minor), 0) as taken_minor
from payouts p
left join ledger_transactions t on t.payout_id = p.id and t.event_code in ('payout.sent', 'payout.returned')
left join ledger_entries e
  on e.brand_id = t.brand_id and e.transaction_id = t.id and e.account like 'brand:%:commissions' and e.currency = p.currency
group by p.id
having coalesce(sum(e.amount_minor), 0) <> case when p.status in ('in-transit', 'settled') then p.amount_minor else 0 end;
