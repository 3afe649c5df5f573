-- A payout is the sum of its lines, and never less than nothing.
select p.id as payout_id, p.currency, p.amount_minor, coalesce(sum(l.amount_minor), 0) as lines_minor
from payouts p
left join payout_lines l on l.payout_id = p.id
group by p.id
having p.amount_minor <> coalesce(sum(l.amount_minor), 0) or p.amount_minor < 0;
