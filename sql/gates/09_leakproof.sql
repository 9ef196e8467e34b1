-- functions outside the system that claim to be leakproof
select p.oid::regprocedure as found from pg_proc p where p.proleakproof and p.pronamespace <> 'pg_catalog'::regnamespace;
