-- owners whose new functions PUBLIC could execute
select r as found
  from unnest(array['clinic_owner', 'clinic_definer', 'clinic_keyreader', 'clinic_archivist']) r
 where not exists (select 1 from pg_default_acl d
                    where d.defaclrole = r::regrole and d.defaclobjtype = 'f' and d.defaclnamespace = 0
                      and not exists (select 1 from aclexplode(d.defaclacl) a where a.grantee = 0));
