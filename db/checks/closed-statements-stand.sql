-- Every creator's statement of a closed month is the one that was sealed when it was closed.
select c.month, differs.*
from month_closings c
cross join lateral (
  select coalesce(s.creator_id, h.creator_id) as creator_id, s.entry_count as sealed_entries, h.entry_count as entries
  from (select * from statement_seals where closing_id = c.id) s
  full join statement_hashes(
    (c.month || '-01')::timestamp at time zone 'UTC', ((c.month || '-01')::timestamp + interval '1 month') at time zone 'UTC') h
    on h.creator_id = s.creator_id
  where h.sha256 is distinct from s.sha256) differs
where c.status in ('closed', 'reopening');
