-- The decision in force on a sale is its latest one.
select s.brand_id, s.id as sale_id, s.attribution_id, latest.id as latest_attribution_id
from sales s
join lateral (
  select id from attributions a
  where a.brand_id = s.brand_id and a.sale_id = s.id
  order by sequence desc limit 1) latest on true
where s.attribution_id is distinct from latest.id;
