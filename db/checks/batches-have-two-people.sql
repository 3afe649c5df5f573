-- Nobody approves a batch they prepared, and nothing is sent without an approval that stands.
select id as batch_id, name, status, prepared_by, approved_by, approval_void_reason
from batches
where approved_by = prepared_by
  or (status in ('approved', 'sent') and (approved_by is null or approval_void_reason is not null));
