-- Which history the events are of (docs/decisions/0019-live.md). Places in the order of events mean something in one
-- history only: a restore makes the id anew, so that a client's place from before it is known as such. Not of a workspace.
create table event_epoch (
  is_only boolean primary key default true check (is_only),
  id text not null default left(replace(gen_random_uuid()::text, '-', ''), 12) check (id ~ '^[0-9a-f]{12}$')
);
insert into event_epoch default values;
revoke insert, update, delete on event_epoch from aicmo_app;
