-- A sign that several sightings carry is marked as shared, or whoever carries it would not be looked up.
select s.brand_id, s.sign_key, count(*) as sightings
from shopper_sightings s
left join shopper_signs g on g.brand_id = s.brand_id and g.sign_key = s.sign_key
group by s.brand_id, s.sign_key, g.is_shared
having g.is_shared is null or (count(*) > 1 and not g.is_shared);
