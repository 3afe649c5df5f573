-- The credits of a decision sum to 10 000 basis points, or there are none.
select brand_id, attribution_id, sum(share_bps) as sum_bps
from credits
group by brand_id, attribution_id
having sum(share_bps) not in (0, 10000) or min(share_bps) < 0;
