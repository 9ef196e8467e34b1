drop sequence access.notice_claims;
