-- Whoever lost money lost it by a person's decision: rules only approve, and a declined commission names who declined it.
select d.brand_id, d.commission_id, d.kind, d.decided_by, d.rule_id
from commission_decisions d
where (d.decided_by is null) = (d.rule_id is null) or (d.rule_id is not null and d.kind <> 'approve')
union all
select c.brand_id, c.id, c.status, null, null
from commissions c
where c.status = 'declined' and not exists (
  select from commission_decisions d
  where d.brand_id = c.brand_id and d.commission_id = c.id and d.kind = 'decline' and d.decided_by is not null);
