-- Rate limits, and secrets at rest.

-- One row a caller and limit: the times of its requests within the window, oldest first, never more than the limit.
-- Not of a workspace: it is asked before anybody is known. Unlogged: after a crash of the database the windows are empty.
create unlogged table rate_window (
  key text primary key,
  hits timestamptz[] not null,
  -- Back-off of one who goes on: the last wait that was told, until when it holds, and when it grew.
  wait_ms bigint not null default 0,
  barred_until timestamptz not null default '-infinity',
  struck_at timestamptz not null default '-infinity',
  -- Nothing of the row matters any more after it.
  expires_at timestamptz not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
-- Eight bytes a hit hardly shrink; trying costs more than it saves.
alter table rate_window alter column hits set storage external;

-- Under which master key the data keys are wrapped. Not of a workspace: there is one for all.
create table secret_master (
  is_only boolean primary key default true check (is_only),
  master_id text not null,
  since timestamptz not null
);

-- The key that seals the secrets of one workspace, itself sealed by the master key.
create table secret_key (
  workspace_id text not null references workspace (id),
  id text not null,
  wrapped bytea not null,
  is_active boolean not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index secret_key_active on secret_key (workspace_id) where is_active;

create table secret (
  workspace_id text not null references workspace (id),
  name text not null,
  sealed bytea not null,
  key_id text not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  primary key (workspace_id, name),
  foreign key (workspace_id, key_id) references secret_key (workspace_id, id)
);
