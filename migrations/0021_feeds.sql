-- Links by which calendars of other programs read this one (docs/decisions/0031-schedule.md).
create table calendar_feed (
  workspace_id text not null references workspace (id),
  id text not null,
  name text not null,
  -- Whose rights decide what it shows; null: the operator's at the machine. It goes with their membership.
  person_id text,
  made_by jsonb not null,
  scope_kind text not null check (scope_kind in ('workspace', 'brand', 'campaign')),
  -- '' for the workspace
  scope_id text not null,
  -- SHA-256 of the secret in the link, which is kept nowhere.
  hash text not null unique,
  created_at timestamptz not null,
  -- To the minute.
  last_read_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references member (workspace_id, user_id) on delete cascade
);
create index calendar_feed_of on calendar_feed (workspace_id, person_id);
alter table calendar_feed enable row level security;
create policy of_workspace on calendar_feed to aicmo_app using (workspace_id = scope_workspace());
-- Who sees some brands only sees their own links; those who run the workspace see all of them.
create policy of_person on calendar_feed as restrictive to aicmo_limited using (person_id = scope_person());

-- How often a place was moved, and when it was put or moved last: other programs take over what is newer.
alter table scheduled_task
  add column sequence integer not null default 0,
  add column revised_at timestamptz not null default now();
update scheduled_task set revised_at = created_at;
