-- A commission that earns anything belongs to a partnership that the decision in force credits.
select c.brand_id, c.id as commission_id, c.sale_id, c.partnership_id, c.earned_minor
from commissions c
join sales s on s.brand_id = c.brand_id and s.id = c.sale_id
where c.earned_minor <> 0 and not exists (
  select from credits k
  where k.brand_id = s.brand_id and k.attribution_id = s.attribution_id and k.partnership_id = c.partnership_id);
