-- Nothing was booked as having happened in a closed month after it was closed.
select t.brand_id, t.id as transaction_id, t.occurred_at, t.recorded_at, c.month
from month_closings c
join ledger_transactions t on t.recorded_at > c.closed_at
  and t.occurred_at < ((c.month || '-01')::timestamp + interval '1 month') at time zone 'UTC'
where c.status in ('closed', 'reopening');
