-- An award that was not withdrawn is the one its sale names, and a sale names no other: nobody is credited by hand unseen.
select coalesce(a.brand_id, s.brand_id) as brand_id, a.id as award_id, s.id as sale_id
from (select * from sale_awards where withdrawn_at is null) a
full join (select brand_id, id, award_id from sales where award_id is not null) s
  on s.brand_id = a.brand_id and s.id = a.sale_id and s.award_id = a.id
where a.id is null or s.id is null;
