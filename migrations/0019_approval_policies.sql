-- Which tasks are approved without a person; there is none at first (docs/decisions/0033-approval-policies.md).
create table approval_policy (
  workspace_id text not null references workspace (id),
  id text not null,
  name text not null,
  -- What a task must be like; null: anything.
  types text[],
  brand_ids text[],
  most_priority text not null check (most_priority in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  least_confidence real not null check (least_confidence between 0 and 1),
  most_minutes integer,
  is_on boolean not null,
  made_by jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, name)
);
alter table approval_policy enable row level security;
create policy of_workspace on approval_policy to aicmo_app using (workspace_id = scope_workspace());
