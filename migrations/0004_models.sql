-- The model gateway: settings, one row an attempt, budgets, health shared by processes, answers and caches.

-- What a workspace set at run time on top of the models file.
create table llm_settings (
  workspace_id text primary key references workspace (id),
  revision integer not null,
  document jsonb not null,
  updated_at timestamptz not null,
  updated_by jsonb not null
);

-- One row an attempt, written before the call leaves and completed when it ends. A row that a dead process
-- left running becomes unknown: the provider may have charged for it.
create table llm_call (
  workspace_id text not null references workspace (id),
  id text not null,
  -- attempts of one request share it
  request_id text not null,
  attempt integer not null,
  use_case text not null,
  kind text not null check (kind in ('text', 'embedding', 'image')),
  purpose text not null,
  actor jsonb not null,
  brand_id text,
  campaign_id text,
  run_id text,
  prompt_name text,
  prompt_version integer,
  prompt_hash text,
  experiment_id text,
  arm text,
  target text not null,
  provider text not null,
  model text not null,
  key_id text,
  params jsonb not null default '{}',
  state text not null check (state in ('running', 'ended', 'unknown')),
  outcome text check (outcome in ('ok', 'flagged', 'invalid', 'failed', 'refused', 'skipped', 'cancelled', 'cached', 'unknown')),
  fault text,
  fault_detail text,
  http_status integer,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  first_token_ms integer,
  total_ms integer,
  tokens_in bigint,
  tokens_out bigint,
  tokens_cached bigint,
  tokens_reasoning bigint,
  images integer,
  -- millionths of a US dollar
  estimate_micro bigint not null default 0,
  cost_micro bigint,
  -- reported by the provider's usage, estimated by us, or nothing was charged
  cost_basis text check (cost_basis in ('reported', 'estimated', 'none')),
  is_price_known boolean not null default true,
  price_version text,
  -- false: written by code without a model
  is_generated boolean not null default true,
  cache text not null default 'none' check (cache in ('none', 'exact', 'semantic')),
  -- masked, and only where the workspace keeps texts
  input jsonb,
  output jsonb,
  primary key (workspace_id, id)
);
create index llm_call_campaign on llm_call (workspace_id, campaign_id) where campaign_id is not null;
create index llm_call_use_case on llm_call (workspace_id, use_case, started_at);
create index llm_call_target on llm_call (target, started_at);
create index llm_call_running on llm_call (expires_at) where state = 'running';

create table llm_budget (
  workspace_id text not null references workspace (id),
  id text not null,
  scope_kind text not null check (scope_kind in ('workspace', 'brand', 'use_case', 'run', 'campaign')),
  -- empty for the workspace itself; '*' means each one of its kind has this budget for itself
  scope_id text not null,
  period text not null check (period in ('day', 'month', 'total')),
  measure text not null check (measure in ('cost', 'tokens', 'calls')),
  -- cost in millionths of a US dollar
  limit_value bigint not null check (limit_value >= 0),
  created_at timestamptz not null,
  created_by jsonb not null,
  primary key (workspace_id, id),
  unique (workspace_id, scope_kind, scope_id, period, measure)
);

create table llm_spend (
  workspace_id text not null,
  budget_id text not null,
  -- the one the budget counts for: differs from the budget's own only where that is '*'
  scope_id text not null,
  period_start timestamptz not null,
  spent bigint not null default 0,
  reserved bigint not null default 0,
  primary key (workspace_id, budget_id, scope_id, period_start),
  foreign key (workspace_id, budget_id) references llm_budget (workspace_id, id) on delete cascade
);

create table llm_reservation (
  workspace_id text not null,
  call_id text not null,
  budget_id text not null,
  scope_id text not null,
  period_start timestamptz not null,
  measure text not null,
  amount bigint not null,
  primary key (workspace_id, call_id, budget_id),
  foreign key (workspace_id, budget_id, scope_id, period_start) references llm_spend on delete cascade
);

-- Reserves in every budget that a call falls under, or in none: null, or the first budget that has no room.
-- Counters are locked in the order of budget ids, so that callers cannot wait for each other in a circle.
create function llm_reserve(p_workspace text, p_call text, p_scopes jsonb, p_cost bigint, p_tokens bigint, p_at timestamptz)
returns jsonb language plpgsql as $$
declare
  b record;
  counter record;
begin
  for b in
    select id, scope_kind, scope_id, period, measure, limit_value,
      case when scope_kind = 'workspace' then '' else p_scopes ->> scope_kind end as own_id,
      case measure when 'cost' then p_cost when 'tokens' then p_tokens else 1 end as amount,
      case period when 'day' then date_trunc('day', p_at, 'UTC') when 'month' then date_trunc('month', p_at, 'UTC')
        else 'epoch'::timestamptz end as period_start
    from llm_budget
    where workspace_id = p_workspace
      and (scope_kind = 'workspace' or scope_id = p_scopes ->> scope_kind or (scope_id = '*' and p_scopes ? scope_kind))
    order by id
  loop
    insert into llm_spend (workspace_id, budget_id, scope_id, period_start)
      values (p_workspace, b.id, b.own_id, b.period_start) on conflict do nothing;
    select spent, reserved into counter from llm_spend
      where workspace_id = p_workspace and budget_id = b.id and scope_id = b.own_id and period_start = b.period_start
      for update;
    if counter.spent + counter.reserved + b.amount > b.limit_value then
      delete from llm_reservation where workspace_id = p_workspace and call_id = p_call;
      return jsonb_build_object('budgetId', b.id, 'scopeKind', b.scope_kind, 'scopeId', b.own_id, 'period', b.period,
        'measure', b.measure, 'limit', b.limit_value, 'spent', counter.spent, 'reserved', counter.reserved, 'wanted', b.amount);
    end if;
    insert into llm_reservation (workspace_id, call_id, budget_id, scope_id, period_start, measure, amount)
      values (p_workspace, p_call, b.id, b.own_id, b.period_start, b.measure, b.amount);
  end loop;
  -- All had room, and their rows are locked: now it counts.
  update llm_spend s set reserved = s.reserved + r.amount
    from llm_reservation r
    where r.workspace_id = p_workspace and r.call_id = p_call and s.workspace_id = r.workspace_id
      and s.budget_id = r.budget_id and s.scope_id = r.scope_id and s.period_start = r.period_start;
  return null;
end $$;

-- Turns what was reserved into what was spent. Without a reservation it does nothing.
create function llm_settle(p_workspace text, p_call text, p_cost bigint, p_tokens bigint) returns void language plpgsql as $$
declare
  r record;
begin
  for r in
    select * from llm_reservation where workspace_id = p_workspace and call_id = p_call order by budget_id for update
  loop
    update llm_spend set
      reserved = reserved - r.amount,
      spent = spent + case r.measure when 'cost' then p_cost when 'tokens' then p_tokens else 1 end
      where workspace_id = r.workspace_id and budget_id = r.budget_id and scope_id = r.scope_id
        and period_start = r.period_start;
  end loop;
  delete from llm_reservation where workspace_id = p_workspace and call_id = p_call;
end $$;

-- Answers of calls that a durable step made, until the step has kept its own result: a step that is repeated
-- after a crash gets the answer that was paid for.
create table llm_answer (
  workspace_id text not null references workspace (id),
  key text not null,
  answer jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, key)
);
create index llm_answer_age on llm_answer (created_at);

-- Health of a provider, model and key. Not of a workspace: an outage is everybody's.
create table llm_health (
  target_key text primary key,
  is_open boolean not null,
  reason text not null,
  open_until timestamptz,
  -- nobody calls before: the provider said so (Retry-After)
  hold_until timestamptz,
  cool_down_ms integer not null,
  -- the one process that tries whether it is back
  probe_by text,
  probe_until timestamptz,
  updated_at timestamptz not null
);

-- Token buckets for requests and tokens a minute, shared by processes.
create table llm_rate (
  target_key text primary key,
  requests double precision not null,
  tokens double precision not null,
  at timestamptz not null
);

-- Takes one request and its tokens, or says how many milliseconds to wait. A call larger than a whole minute's
-- tokens is let through when the bucket is full.
create function llm_take_rate(p_key text, p_rpm integer, p_tpm integer, p_tokens bigint) returns integer language plpgsql as $$
declare
  r record;
  seconds double precision;
  have_requests double precision;
  have_tokens double precision;
  want_tokens double precision;
  wait double precision;
begin
  insert into llm_rate (target_key, requests, tokens, at)
    values (p_key, coalesce(p_rpm, 0), coalesce(p_tpm, 0), clock_timestamp()) on conflict do nothing;
  select * into r from llm_rate where target_key = p_key for update;
  seconds := greatest(0, extract(epoch from clock_timestamp() - r.at));
  have_requests := least(p_rpm, r.requests + seconds * p_rpm / 60);
  have_tokens := least(p_tpm, r.tokens + seconds * p_tpm / 60);
  want_tokens := least(p_tpm, p_tokens);
  wait := greatest(
    case when p_rpm is null or have_requests >= 1 then 0 else (1 - have_requests) * 60000 / p_rpm end,
    case when p_tpm is null or have_tokens >= want_tokens then 0 else (want_tokens - have_tokens) * 60000 / p_tpm end);
  if wait > 0 then
    return ceil(wait);
  end if;
  update llm_rate set requests = coalesce(have_requests - 1, 0), tokens = coalesce(have_tokens - want_tokens, 0),
    at = clock_timestamp() where target_key = p_key;
  return 0;
end $$;

create table llm_cache (
  workspace_id text not null references workspace (id),
  key text not null,
  use_case text not null,
  answer jsonb not null,
  -- for the semantic cache: the vector of the prompt, the model that made it, and the numbers the prompt names
  embedding bytea,
  embedding_model text,
  guard text,
  bytes integer not null,
  hits integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (workspace_id, key)
);
create index llm_cache_use_case on llm_cache (workspace_id, use_case, created_at);

-- Versions of a prompt; version 0 is the one that ships and is not stored.
create table llm_prompt (
  workspace_id text not null references workspace (id),
  name text not null,
  version integer not null check (version > 0),
  hash text not null,
  system text not null,
  "user" text not null,
  note text not null,
  created_at timestamptz not null,
  created_by jsonb not null,
  primary key (workspace_id, name, version)
);
create table llm_prompt_active (
  workspace_id text not null references workspace (id),
  name text not null,
  version integer not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  primary key (workspace_id, name)
);

-- Two or more prompts or chains compared on real work; the rule of the verdict is fixed before it begins.
create table llm_experiment (
  workspace_id text not null references workspace (id),
  id text not null,
  name text not null,
  prompt_name text not null,
  arms jsonb not null,
  metric text not null,
  units_per_arm integer not null,
  state text not null check (state in ('running', 'ended')),
  verdict jsonb,
  started_at timestamptz not null,
  started_by jsonb not null,
  ended_at timestamptz,
  primary key (workspace_id, id)
);
create unique index llm_experiment_running on llm_experiment (workspace_id, prompt_name) where state = 'running';
create table llm_experiment_unit (
  workspace_id text not null,
  experiment_id text not null,
  unit text not null,
  arm text not null,
  successes integer not null,
  trials integer not null,
  cost_micro bigint,
  total_ms integer,
  at timestamptz not null,
  primary key (workspace_id, experiment_id, unit),
  foreign key (workspace_id, experiment_id) references llm_experiment (workspace_id, id)
);

create table llm_evaluation (
  workspace_id text not null references workspace (id),
  id text not null,
  set_name text not null,
  set_hash text not null,
  use_case text not null,
  prompt_name text not null,
  prompt_version integer not null,
  prompt_hash text not null,
  targets jsonb not null,
  -- who answered, as provider/model
  models jsonb not null,
  cases integer not null,
  answered integer not null,
  scores jsonb not null,
  results jsonb not null,
  judgement jsonb,
  cost_micro bigint,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  started_by jsonb not null,
  primary key (workspace_id, id)
);
create index llm_evaluation_set on llm_evaluation (workspace_id, set_name, id);

-- Keys for other programs; only the hash is kept.
create table api_key (
  workspace_id text not null references workspace (id),
  id text not null,
  name text not null,
  hash text not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  created_by jsonb not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);

-- Scenes that a model painted, one a product and shape of a campaign revision; a refused one has no picture.
create table hero (
  workspace_id text not null references workspace (id),
  campaign_id text not null,
  revision integer not null,
  product_key text not null,
  shape text not null check (shape in ('square', 'wide', 'tall')),
  sha256 text,
  origin jsonb not null,
  checks jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, campaign_id, revision, product_key, shape),
  foreign key (workspace_id, campaign_id) references campaign (workspace_id, id),
  foreign key (workspace_id, sha256) references file (workspace_id, sha256)
);

-- Model calls cost fractions of a cent. cost_minor stays for processes of the version before and is not read any more.
alter table campaign add column cost_micro bigint not null default 0;
alter table cell add column writer jsonb;
