-- tables that people read by patient without a complete index that begins with patient_id
select p.polrelid::regclass as found
  from pg_policy p
 where pg_get_expr(p.polqual, p.polrelid) like '%readable_patients%'
   and not exists (select 1 from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                    where i.indrelid = p.polrelid and i.indpred is null and i.indisvalid and a.attname = 'patient_id');
