-- Each sighting of an order is of a sale of the same brand, at the time it was placed: nobody's clicks are joined from elsewhere.
select s.brand_id, s.source_id, s.sign_key, s.seen_at, sale.placed_at
from shopper_sightings s
left join sales sale on sale.brand_id = s.brand_id and sale.id = s.source_id
where s.source = 'order' and (sale.id is null or sale.placed_at <> s.seen_at);
