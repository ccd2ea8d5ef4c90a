-- The work of a campaign: what is proposed, approved, done, and what came of it (docs/decisions/0030-tasks.md).

create or replace procedure apply_scope(p_table text) language plpgsql as $$
declare
  parent record;
begin
  execute format('alter table %I enable row level security', p_table);
  execute format('create policy of_workspace on %I to aicmo_app using (workspace_id = scope_workspace())', p_table);
  if exists (select 1 from information_schema.columns where table_schema = 'public' and table_name = p_table and column_name = 'brand_id') then
    execute format('create policy of_brand on %I as restrictive to aicmo_limited using (scope_has_brand(brand_id))', p_table);
    return;
  end if;
  for parent in
    select c.column_name as key, t.parent from information_schema.columns c
      join (values ('campaign_id', 'campaign'), ('alert_id', 'alert'), ('variant_id', 'variant'), ('approval_id', 'approval'), ('task_id', 'task')) as t (key, parent)
        on t.key = c.column_name
      where c.table_schema = 'public' and c.table_name = p_table
  loop
    execute format(
      'create policy of_%s on %I as restrictive to aicmo_limited using (exists (select 1 from %I parent where parent.workspace_id = %I.workspace_id and parent.id = %I.%I))',
      parent.parent, p_table, parent.parent, p_table, p_table, parent.key);
  end loop;
end $$;

create table task (
  workspace_id text not null references workspace (id),
  id text not null,
  -- The brand is that of the campaign.
  campaign_id text not null,
  -- A name of the registry (`swot_analysis`); one that a newer version no longer has stays readable.
  type text not null,
  title text not null,
  description text not null,
  payload jsonb not null,
  priority text not null check (priority in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  -- How sure whoever proposed it is that the campaign needs it.
  confidence real not null check (confidence between 0 and 1),
  reason text not null,
  source text not null check (source in ('plan', 'person', 'program')),
  due_at timestamptz,
  minutes integer not null check (minutes between 1 and 100000),
  -- Counts edits of what is done: of title, description, payload.
  revision integer not null,
  -- How its last run ended; null before the first one, and again after an edit.
  execution text check (execution in ('running', 'completed', 'preview', 'failed', 'skipped')),
  -- The run that says so.
  run_id text,
  made_by jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Dropped: it is not shown any more, and nothing waits for it.
  dropped_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, campaign_id) references campaign (workspace_id, id)
);
create index task_campaign on task (workspace_id, campaign_id, id);
create index task_newest on task (workspace_id, id) where dropped_at is null;
-- A plan made again adds what is lacking, and nothing twice.
create unique index task_of_plan on task (workspace_id, campaign_id, type) where source = 'plan' and dropped_at is null;

create table task_dependency (
  workspace_id text not null references workspace (id),
  task_id text not null,
  depends_on_id text not null,
  primary key (workspace_id, task_id, depends_on_id),
  check (task_id <> depends_on_id),
  foreign key (workspace_id, task_id) references task (workspace_id, id),
  foreign key (workspace_id, depends_on_id) references task (workspace_id, id)
);
create index task_dependency_of on task_dependency (workspace_id, depends_on_id);

-- What a task was before each edit.
create table task_revision (
  workspace_id text not null references workspace (id),
  task_id text not null,
  revision integer not null,
  title text not null,
  description text not null,
  payload jsonb not null,
  made_by jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, task_id, revision),
  foreign key (workspace_id, task_id) references task (workspace_id, id)
);

-- Each time a task was done, tried or passed over.
create table task_run (
  workspace_id text not null references workspace (id),
  id text not null,
  task_id text not null,
  -- Of the task, and of the brief that its material came from.
  revision integer not null,
  brief_revision integer,
  is_dry_run boolean not null,
  -- Runs that were asked for together.
  batch_id text,
  state text not null check (state in ('running', 'completed', 'preview', 'failed', 'skipped')),
  -- Why it failed or was passed over.
  problem text,
  -- The work product, the facts that led to it, and who worded it.
  product jsonb,
  evidence jsonb,
  wording jsonb,
  log jsonb not null,
  cost_micro bigint not null default 0,
  made_by jsonb not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, task_id) references task (workspace_id, id)
);
create index task_run_of on task_run (workspace_id, task_id, id);
create index task_run_batch on task_run (workspace_id, batch_id, id) where batch_id is not null;

alter table approval drop constraint approval_subject_type_check;
alter table approval add constraint approval_subject_type_check check (subject_type in ('brief', 'variant', 'task'));

call apply_scope('task');
call apply_scope('task_dependency');
call apply_scope('task_revision');
call apply_scope('task_run');
