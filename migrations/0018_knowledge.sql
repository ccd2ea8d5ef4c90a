-- What has been learnt about a brand (docs/decisions/0032-brand-brain.md).
create table knowledge (
  workspace_id text not null references workspace (id),
  id text not null,
  brand_id text not null,
  statement text not null,
  -- [{"text", "source", "ref"}]: what led to it
  evidence jsonb not null,
  confidence real not null check (confidence between 0 and 1),
  state text not null check (state in ('proposed', 'confirmed', 'forgotten')),
  -- A person, or the run of a task that found it.
  made_by jsonb not null,
  task_run_id text,
  created_at timestamptz not null,
  -- Who confirmed, corrected or forgot it.
  decided_by jsonb,
  decided_at timestamptz,
  -- Counts corrections.
  revision integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brand (workspace_id, id)
);
create index knowledge_brand on knowledge (workspace_id, brand_id, state, id);
-- The same is not proposed twice, nor anew after it was forgotten.
create unique index knowledge_statement on knowledge (workspace_id, brand_id, md5(lower(statement)));
call apply_scope('knowledge');
