create table alert (
  workspace_id text not null references workspace (id),
  id text not null,
  type text not null,
  severity text not null check (severity in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  -- equal keys are the same problem: one open alert with a count
  dedup_key text not null,
  campaign_id text,
  message text not null,
  details jsonb not null,
  state text not null check (state in ('open', 'acknowledged', 'resolved')),
  count integer not null default 1,
  first_raised_at timestamptz not null,
  last_raised_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by jsonb,
  resolved_at timestamptz,
  resolved_by jsonb,
  resolution text,
  primary key (workspace_id, id),
  foreign key (workspace_id, campaign_id) references campaign (workspace_id, id)
);
create unique index alert_unresolved on alert (workspace_id, dedup_key) where state <> 'resolved';
create index alert_state on alert (workspace_id, state, last_raised_at);
create index alert_campaign on alert (workspace_id, campaign_id);

create table message (
  workspace_id text not null references workspace (id),
  id text not null,
  alert_id text not null,
  audience text not null check (audience in ('leadership', 'client', 'team')),
  state text not null check (state in ('draft', 'approved', 'sent')),
  writer text not null,
  subject text not null,
  body jsonb not null,
  context_hash text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, alert_id, audience),
  foreign key (workspace_id, alert_id) references alert (workspace_id, id)
);
