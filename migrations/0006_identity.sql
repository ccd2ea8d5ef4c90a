-- People who sign in, and what they may do where (docs/decisions/0020-identity.md).

-- The four tables of the sign-in library: people, how they prove who they are, their sessions, and what it asks for once.
-- Not of a workspace: one person may belong to several.
create table person (
  id text primary key,
  name text not null,
  -- lower case
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  two_factor_enabled boolean not null default false
);

create table person_credential (
  id text primary key,
  user_id text not null references person (id) on delete cascade,
  -- `credential` for a password, `oidc` for the identity provider
  provider_id text not null,
  -- the person's id there; that of the person for a password
  account_id text not null,
  -- scrypt hash with its salt, hexadecimal
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index person_credential_user on person_credential (user_id);

create table person_session (
  id text primary key,
  user_id text not null references person (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index person_session_user on person_session (user_id);
create index person_session_age on person_session (expires_at);

create table person_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index person_verification_identifier on person_verification (identifier);
create index person_verification_age on person_verification (expires_at);

create table person_second_factor (
  id text primary key,
  user_id text not null references person (id) on delete cascade,
  -- both encrypted by the sign-in library under a secret that lies in the vault
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);
create index person_second_factor_user on person_second_factor (user_id);

-- One-time links of people who are known already: a new password.
create table person_link (
  token_hash text primary key,
  user_id text not null references person (id) on delete cascade,
  purpose text not null check (purpose in ('password')),
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- The link that the first start shows; gone when somebody has used it.
create table setup_link (
  is_only boolean primary key default true check (is_only),
  token_hash text not null,
  expires_at timestamptz not null
);

create table member (
  workspace_id text not null references workspace (id),
  user_id text not null references person (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'strategist', 'approver', 'analyst')),
  -- null: all brands of the workspace
  brand_ids text[],
  created_at timestamptz not null,
  created_by jsonb not null,
  primary key (workspace_id, user_id),
  check (brand_ids is null or role in ('strategist', 'approver', 'analyst'))
);
create index member_user on member (user_id);

create table invitation (
  workspace_id text not null references workspace (id),
  id text not null,
  email text not null,
  role text not null check (role in ('owner', 'admin', 'strategist', 'approver', 'analyst')),
  brand_ids text[],
  token_hash text not null unique,
  created_at timestamptz not null,
  created_by jsonb not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);
create unique index invitation_open on invitation (workspace_id, email) where accepted_at is null and revoked_at is null;
