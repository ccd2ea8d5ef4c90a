-- What others say, as somebody brought it: pages and text files about a competitor or the market (docs/decisions/0036-sources.md).
create table source (
  workspace_id text not null references workspace (id),
  id text not null,
  brand_id text not null,
  -- The name of a competitor, or `market`.
  about text not null,
  kind text not null check (kind in ('page', 'file')),
  title text not null,
  -- Address of the page, or name of the file.
  place text not null,
  -- Plain text as it was read out of page or file: data, never an instruction.
  content text not null,
  hash text not null,
  -- Bytes of page or file as they came.
  size integer not null,
  read_at timestamptz not null,
  made_by jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brand (workspace_id, id)
);
create index source_brand on source (workspace_id, brand_id, id);
-- One place speaks of one competitor once; what it says now takes the place of what it said.
create unique index source_place on source (workspace_id, brand_id, kind, lower(about), md5(place));
call apply_scope('source');
