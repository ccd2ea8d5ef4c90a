-- When the work of campaigns is done (docs/decisions/0031-schedule.md).

-- How the days of a brand are; '' for brands that have none of their own.
create table calendar_rules (
  workspace_id text not null references workspace (id),
  brand_id text not null,
  rules jsonb not null,
  updated_at timestamptz not null,
  primary key (workspace_id, brand_id)
);

create table scheduled_task (
  workspace_id text not null references workspace (id),
  id text not null,
  task_id text not null,
  run_at timestamptz not null,
  -- When its work is expected to be done, and the latest instant at which it may begin.
  end_at timestamptz not null,
  window_end timestamptz not null,
  state text not null check (state in ('SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'SKIPPED')),
  -- Put there by a person: planning anew does not move it.
  is_fixed boolean not null,
  is_dry_run boolean not null,
  -- Why it stands there, as the planner says.
  why jsonb not null,
  attempts integer not null default 0,
  -- Not looked at again before this.
  next_try_at timestamptz not null,
  -- What stood in the way last, or why it was passed over.
  problem text,
  -- When it really began and ended.
  task_run_id text,
  started_at timestamptz,
  ended_at timestamptz,
  made_by jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, task_id) references task (workspace_id, id),
  check (window_end >= run_at and end_at > run_at)
);
-- A task stands in the calendar once.
create unique index scheduled_task_open on scheduled_task (workspace_id, task_id) where state in ('SCHEDULED', 'IN_PROGRESS');
create index scheduled_task_time on scheduled_task (workspace_id, run_at, id);
create index scheduled_task_due on scheduled_task (next_try_at) where state = 'SCHEDULED';
create index scheduled_task_run on scheduled_task (workspace_id, task_run_id) where task_run_id is not null;

-- What does not run at the moment: everything of a workspace, a brand or a campaign.
create table pause (
  workspace_id text not null references workspace (id),
  scope_kind text not null check (scope_kind in ('workspace', 'brand', 'campaign')),
  -- '' for the workspace
  scope_id text not null,
  reason text not null,
  made_by jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, scope_kind, scope_id)
);

call apply_scope('scheduled_task');
alter table calendar_rules enable row level security;
create policy of_workspace on calendar_rules to aicmo_app using (workspace_id = scope_workspace());
create policy of_brand on calendar_rules as restrictive to aicmo_limited using (brand_id = '' or scope_has_brand(brand_id))
  with check (scope_has_brand(brand_id));
-- Everybody reads the days of the workspace, and a person of some brands sets those of their brands.
-- Everybody may know what is paused for them; a person of one brand changes nothing for others.
alter table pause enable row level security;
create policy of_workspace on pause to aicmo_app using (workspace_id = scope_workspace());
create policy of_brand on pause as restrictive to aicmo_limited using (
  scope_kind = 'workspace'
  or scope_kind = 'brand' and scope_has_brand(scope_id)
  or scope_kind = 'campaign' and exists (select 1 from campaign c where c.workspace_id = pause.workspace_id and c.id = pause.scope_id)
) with check (
  scope_kind = 'brand' and scope_has_brand(scope_id)
  or scope_kind = 'campaign' and exists (select 1 from campaign c where c.workspace_id = pause.workspace_id and c.id = pause.scope_id)
);
