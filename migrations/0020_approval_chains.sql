-- Approvals in steps, by whom and until when; people who stand in; links for clients (docs/decisions/0034-approval-chains.md).

-- A chain is never changed: setting one of the same name makes another row and retires this one, so that what waits
-- keeps the steps under which it was asked for.
create table approval_chain (
  workspace_id text not null references workspace (id),
  id text not null,
  name text not null,
  subject_types text[] not null,
  -- What it is for; null: all.
  brand_ids text[],
  types text[],
  -- [{"name", "mode": "any" | "all", "seats": [{"kind", …}], "hours", "remindHours", "escalateTo": [seat]}]
  steps jsonb not null,
  made_by jsonb not null,
  created_at timestamptz not null,
  retired_at timestamptz,
  primary key (workspace_id, id)
);
create unique index approval_chain_name on approval_chain (workspace_id, name) where retired_at is null;
alter table approval_chain enable row level security;
create policy of_workspace on approval_chain to aicmo_app using (workspace_id = scope_workspace());
create policy of_brand on approval_chain as restrictive to aicmo_limited using (
  brand_ids is null or brand_ids && string_to_array(current_setting('aicmo.brands', true), ','));

alter table approval
  add column chain_id text,
  -- Where it stands: which step, since when, until when; when somebody has to be told of it next.
  add column step integer not null default 0,
  add column step_since timestamptz,
  add column due_at timestamptz,
  add column next_look_at timestamptz,
  add column told_at timestamptz,
  add column is_escalated boolean not null default false,
  -- Seats that are open in this step (`role:approver`, `person:…`, `client:…`); null: whoever may decide.
  add column waits_for text[],
  add foreign key (workspace_id, chain_id) references approval_chain (workspace_id, id);
create index approval_look on approval (next_look_at) where next_look_at is not null and state = 'pending_review';
create index approval_turn on approval using gin (waits_for) where state = 'pending_review' and waits_for is not null;

-- What was decided in a step. One of another hash than what would go out now counts for nothing.
create table approval_vote (
  workspace_id text not null references workspace (id),
  id text not null,
  approval_id text not null,
  step integer not null,
  -- Number of the seat in the step; null: in place of all whose time had run out.
  seat integer,
  decision text not null check (decision in ('approve', 'reject', 'request_changes')),
  decided_hash text not null,
  comment text,
  made_by jsonb not null,
  -- The person for whom they decided, who had asked them to.
  on_behalf_of text,
  created_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, approval_id) references approval (workspace_id, id)
);
create index approval_vote_of on approval_vote (workspace_id, approval_id, id);
call apply_scope('approval_vote');

-- Somebody decides for somebody else for a time.
create table approval_delegation (
  workspace_id text not null references workspace (id),
  id text not null,
  from_person text not null,
  to_person text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  reason text not null,
  made_by jsonb not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  check (from_person <> to_person),
  check (from_at < until_at)
);
create index approval_delegation_to on approval_delegation (workspace_id, to_person) where ended_at is null;
create index approval_delegation_until on approval_delegation (workspace_id, until_at) where ended_at is null;
alter table approval_delegation enable row level security;
create policy of_workspace on approval_delegation to aicmo_app using (workspace_id = scope_workspace());

-- Links by which somebody without an account sees one thing and decides on it.
create table approval_link (
  workspace_id text not null references workspace (id),
  id text not null,
  approval_id text not null,
  token_hash text not null unique,
  name text not null,
  email text not null,
  made_by jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  first_opened_at timestamptz,
  last_opened_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, approval_id) references approval (workspace_id, id)
);
create index approval_link_of on approval_link (workspace_id, approval_id, id);
call apply_scope('approval_link');
