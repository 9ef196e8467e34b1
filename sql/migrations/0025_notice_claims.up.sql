-- Who is about to say "look again", before it is committed: without it everybody who writes until then would say it too.
create unlogged sequence access.notice_claims minvalue 0;
