-- A commission line never keeps less than nothing, or more than there was, of its sale line.
select brand_id, commission_id, sale_line_id, original_net_minor, remaining_net_minor
from commission_lines
where remaining_net_minor < 0 or remaining_net_minor > original_net_minor;
