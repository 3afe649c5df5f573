-- Every answered appeal names who answered, for which side and why, and an overturned one was followed by a reinstatement.
select a.brand_id, a.id as appeal_id, a.status, a.answer
from appeals a
where (a.status = 'answered') <> (a.answer is not null and a.answer_note is not null and a.answered_by is not null
    and a.answered_for is not null and a.answered_at is not null)
  or (a.answer = 'overturned' and not exists (
    select from commission_decisions d
    where d.brand_id = a.brand_id and d.commission_id = a.commission_id and d.kind = 'reinstate' and d.decided_at >= a.opened_at));
