-- Every revision of a kit as it was, so that it can come back as a new one (docs/decisions/0028-restoring-revisions.md).
create table brand_revision (
  workspace_id text not null references workspace (id),
  brand_id text not null,
  revision integer not null,
  content_hash text not null,
  document jsonb not null,
  -- role of a file in the kit to sha256
  files jsonb not null,
  origin text not null check (origin in ('folder', 'edited')),
  -- the revision that this one brought back
  restored_from integer,
  created_at timestamptz not null,
  primary key (workspace_id, brand_id, revision),
  foreign key (workspace_id, brand_id) references brand (workspace_id, id)
);

call apply_scope('brand_revision');

-- What kits were before is on the audit chain only, masked and with long values as hashes: it cannot be taken from there.
insert into brand_revision (workspace_id, brand_id, revision, content_hash, document, files, origin, created_at)
  select workspace_id, id, revision, content_hash, document, files, origin, updated_at from brand;
