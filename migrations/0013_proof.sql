-- When the person of a session last proved who they are: at sign-in, and when they were asked again (docs/decisions/0026-fresh-proof.md).
alter table person_session add column proved_at timestamptz;

-- Until now people proved it when they signed in.
update person_session set proved_at = created_at;
