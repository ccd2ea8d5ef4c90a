create table brand (
  workspace_id text not null references workspace (id),
  id text not null,
  key text not null,
  name text not null,
  revision integer not null,
  content_hash text not null,
  document jsonb not null,
  -- role of a file in the kit (logo.on_light, fonts.display.400) to sha256
  files jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, key)
);

create table campaign (
  workspace_id text not null references workspace (id),
  id text not null,
  key text not null,
  name text not null,
  brand_id text,
  revision integer not null,
  status text not null check (status in ('new', 'validated', 'generating', 'completed', 'needs_assets', 'failed', 'cancelled')),
  status_cause text,
  run_id text,
  -- cells of the current revision, planned at validation
  cell_count integer not null default 0,
  cells_done integer not null default 0,
  target_variants integer not null default 0,
  variant_count integer not null default 0,
  near_unique_count integer not null default 0,
  effective_variants double precision,
  diversity_score double precision,
  image_count integer not null default 0,
  cost_minor bigint not null default 0,
  cost_currency text not null default 'USD',
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, key),
  foreign key (workspace_id, brand_id) references brand (workspace_id, id)
);
create index campaign_status on campaign (workspace_id, status, created_at);

create table brief_revision (
  workspace_id text not null references workspace (id),
  id text not null,
  campaign_id text not null,
  revision integer not null,
  content_hash text not null,
  source jsonb not null,
  -- the brief as it was handed in, to show and to compare
  text text not null,
  document jsonb not null,
  warnings jsonb not null default '[]',
  -- link in the brief to sha256
  files jsonb not null default '{}',
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, campaign_id, revision),
  foreign key (workspace_id, campaign_id) references campaign (workspace_id, id)
);

-- Briefs that could not be taken, one row a source until it changes or is mended.
create table brief_rejection (
  workspace_id text not null references workspace (id),
  id text not null,
  source_key text not null,
  signature text not null,
  file_name text not null,
  problems jsonb not null,
  rejected_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, source_key)
);

-- What the folder watcher has already taken, so that a restart reads only what changed.
create table watched_file (
  workspace_id text not null references workspace (id),
  path text not null,
  signature text not null,
  seen_at timestamptz not null,
  primary key (workspace_id, path)
);

-- One cell is product x locale x channel of a campaign revision.
create table cell (
  workspace_id text not null references workspace (id),
  id text not null,
  campaign_id text not null,
  revision integer not null,
  product_key text not null,
  locale text not null,
  channel text not null,
  ratios text[] not null,
  target integer not null,
  accepted integer not null default 0,
  near_unique integer not null default 0,
  effective double precision,
  score double precision,
  diversity jsonb,
  gaps jsonb not null default '[]',
  rejected jsonb not null default '[]',
  state text not null check (state in ('planned', 'done', 'failed')),
  error text,
  finished_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, campaign_id, revision, product_key, locale, channel),
  foreign key (workspace_id, campaign_id) references campaign (workspace_id, id)
);

-- One creative idea of a cell: copy plus its look, drawn in each ratio as a rendition.
create table variant (
  workspace_id text not null references workspace (id),
  id text not null,
  campaign_id text not null,
  cell_id text not null,
  revision integer not null,
  ordinal integer not null,
  key text not null,
  product_key text not null,
  locale text not null,
  channel text not null,
  angle text not null,
  layout text not null,
  palette text not null,
  theme text not null,
  writer text not null,
  copy jsonb not null,
  checks jsonb not null,
  features bytea not null,
  content_hash text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, cell_id, ordinal),
  unique (workspace_id, campaign_id, revision, key),
  foreign key (workspace_id, cell_id) references cell (workspace_id, id)
);
create index variant_campaign on variant (workspace_id, campaign_id, revision, id);

create table rendition (
  workspace_id text not null references workspace (id),
  variant_id text not null,
  ratio text not null,
  sha256 text not null,
  width integer not null,
  height integer not null,
  bytes bigint not null,
  -- under the output folder; null once a newer revision has taken its place
  path text,
  verdict text not null check (verdict in ('passed', 'repaired', 'failed')),
  checks jsonb not null,
  repairs jsonb not null,
  primary key (workspace_id, variant_id, ratio),
  foreign key (workspace_id, variant_id) references variant (workspace_id, id),
  foreign key (workspace_id, sha256) references file (workspace_id, sha256)
);
create unique index rendition_path on rendition (workspace_id, path) where path is not null;
