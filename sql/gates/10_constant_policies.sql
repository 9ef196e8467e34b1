-- constant policies for anybody but the definer; writing policies without WITH CHECK
select p.polrelid::regclass || ' ' || p.polname as found
  from pg_policy p
 where (p.polcmd in ('w', '*') and p.polwithcheck is null)
    or ((pg_get_expr(p.polqual, p.polrelid) = 'true' or pg_get_expr(p.polwithcheck, p.polrelid) = 'true')
        and p.polroles <> array['clinic_definer'::regrole::oid]);
