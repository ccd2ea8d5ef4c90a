-- Filters, order and columns of a list that a person keeps under a name, for themselves or for the workspace.
create table saved_view (
  workspace_id text not null references workspace (id),
  id text not null,
  -- the list it is of, such as `campaigns`
  list text not null,
  name text not null,
  -- what the address of the list holds, without the view itself
  search jsonb not null,
  -- ids of the columns that are shown, in their order
  columns text[] not null,
  owner_id text not null references person (id) on delete cascade,
  -- the owner as they were called when they made it
  owner_name text not null,
  is_shared boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index saved_view_own on saved_view (workspace_id, list, owner_id, lower(name)) where not is_shared;
create unique index saved_view_shared on saved_view (workspace_id, list, lower(name)) where is_shared;

call apply_scope('saved_view');
-- A shared view may name what people who see some brands only must not hear of: they keep their own.
create policy of_one_person on saved_view as restrictive to aicmo_limited using (not is_shared);
