-- The net of a sale is the sum of its lines, and the net of a line is its gross less its discount.
select s.brand_id, s.id as sale_id, s.net_minor, coalesce(sum(l.net_minor), 0) as lines_net_minor
from sales s
left join sale_lines l on l.brand_id = s.brand_id and l.sale_id = s.id and l.removed_at is null
group by s.brand_id, s.id
having s.net_minor <> coalesce(sum(l.net_minor), 0)
  or bool_or(l.is_commissionable and l.net_minor <> l.gross_minor - l.discount_minor)
  or bool_or(not l.is_commissionable and l.net_minor <> 0);
