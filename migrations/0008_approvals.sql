-- What people have to approve before it may go out: briefs and variants (docs/decisions/0018-approvals.md).
create table approval (
  workspace_id text not null references workspace (id),
  id text not null,
  subject_type text not null check (subject_type in ('brief', 'variant')),
  subject_id text not null,
  campaign_id text not null,
  -- Revision of the brief that the subject is of.
  revision integer not null,
  state text not null check (state in ('pending_review', 'approved', 'rejected', 'changes_requested', 'void')),
  void_reason text,
  -- Whoever handed in the brief.
  made_by jsonb not null,
  requested_at timestamptz not null,
  decided_at timestamptz,
  decided_by jsonb,
  -- Hash of what would go out, as the person saw it who decided.
  decided_hash text,
  comment text,
  primary key (workspace_id, id),
  unique (workspace_id, subject_type, subject_id),
  foreign key (workspace_id, campaign_id) references campaign (workspace_id, id)
);
create index approval_state on approval (workspace_id, state, id);
create index approval_campaign on approval (workspace_id, campaign_id, state, id);

create table approval_comment (
  workspace_id text not null references workspace (id),
  id text not null,
  approval_id text not null,
  text text not null,
  -- {"ratio": "1:1", "x": 0.25, "y": 0.5}: a spot of a picture, as shares of its width and height
  spot jsonb,
  created_at timestamptz not null,
  created_by jsonb not null,
  resolved_at timestamptz,
  resolved_by jsonb,
  primary key (workspace_id, id),
  foreign key (workspace_id, approval_id) references approval (workspace_id, id)
);
create index approval_comment_of on approval_comment (workspace_id, approval_id, id);

create table approval_rules (
  workspace_id text not null primary key references workspace (id),
  -- Whoever handed in a brief does not decide about it and what was made of it.
  needs_second_person boolean not null
);

-- What is there already waits as well.
insert into approval (workspace_id, id, subject_type, subject_id, campaign_id, revision, state, made_by, requested_at)
  select b.workspace_id, 'apr_' || substr(b.id, 5), 'brief', b.id, b.campaign_id, b.revision, 'pending_review',
    '{"kind":"system","part":"migration"}', b.created_at
  from brief_revision b join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id and c.revision = b.revision;
insert into approval (workspace_id, id, subject_type, subject_id, campaign_id, revision, state, made_by, requested_at)
  select v.workspace_id, 'apr_' || substr(v.id, 5), 'variant', v.id, v.campaign_id, v.revision, 'pending_review',
    '{"kind":"system","part":"migration"}', v.created_at
  from variant v join campaign c on c.workspace_id = v.workspace_id and c.id = v.campaign_id and c.revision = v.revision;

call apply_scope('approval');
call apply_scope('approval_comment');
call apply_scope('approval_rules');
