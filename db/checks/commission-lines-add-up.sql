-- The lines of a commission sum to what it was calculated at and to what it earned.
select c.brand_id, c.id as commission_id, c.calculated_minor, sum(l.calculated_minor) as lines_calculated_minor,
  c.earned_minor, sum(l.earned_minor) as lines_earned_minor
from commissions c
left join commission_lines l on l.brand_id = c.brand_id and l.commission_id = c.id
group by c.brand_id, c.id
having c.calculated_minor <> coalesce(sum(l.calculated_minor), 0) or c.earned_minor <> coalesce(sum(l.earned_minor), 0);
