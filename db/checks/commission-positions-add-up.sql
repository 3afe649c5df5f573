-- What a commission earned is held, payable, in transit or paid, to the cent.
select brand_id, id as commission_id, earned_minor, held_minor, payable_minor, in_transit_minor, paid_minor
from commissions
where earned_minor <> held_minor + payable_minor + in_transit_minor + paid_minor;
