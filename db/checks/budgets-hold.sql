-- The commissions of a campaign never exceed its budget.
select m.brand_id, m.id as campaign_id, m.currency, m.budget_minor, sum(c.earned_minor) as earned_minor
from campaigns m
join commissions c on c.brand_id = m.brand_id and c.campaign_id = m.id and c.currency = m.currency
where m.budget_minor is not null
group by m.brand_id, m.id
having sum(c.earned_minor) > m.budget_minor;
