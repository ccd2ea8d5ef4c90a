-- Notifications: derived from the events, with how far each person has read (docs/decisions/0024-notifications.md).

-- What an event is about, as columns that can be filtered by before row security has let a row through.
alter table event
  add column campaign_id text generated always as (
    case when subject_type = 'campaign' then subject_id else payload ->> 'campaignId' end
  ) stored,
  -- The person whom it concerns, where that is one.
  add column person_id text generated always as (
    case when type = 'member.changed' then subject_id else payload ->> 'personId' end
  ) stored,
  -- Whether it is a notification for somebody.
  add column is_notable boolean not null generated always as (coalesce(
    case type
      when 'campaign.status_changed' then payload ->> 'to' in ('completed', 'failed', 'needs_assets')
      when 'alert.repeated' then payload ? 'severityBefore'
      when 'approval.requested' then payload ->> 'subjectType' = 'brief'
      when 'approval.decided' then payload ? 'personId' and payload ->> 'decision' <> 'withdraw'
      when 'key.revoked' then payload ? 'personId'
      else type in ('alert.raised', 'approval.awaited', 'approval.commented', 'brief.refused', 'member.changed')
    end, false)
  ) stored;
create index event_notable on event (workspace_id, xid, position) where is_notable;
create index event_decision on event (workspace_id, campaign_id, xid, position)
  where is_notable and type = 'approval.decided';

-- Up to which place in the order of events a person has read.
create table notification_seen (
  workspace_id text not null references workspace (id),
  user_id text not null references person (id) on delete cascade,
  xid xid8 not null,
  position bigint not null,
  primary key (workspace_id, user_id)
);

-- Single ones that were read beyond that place.
create table notification_read (
  workspace_id text not null references workspace (id),
  user_id text not null references person (id) on delete cascade,
  event_id text not null,
  primary key (workspace_id, user_id, event_id),
  foreign key (workspace_id, event_id) references event (workspace_id, id) on delete cascade
);

-- Which kinds a person does not want to be told of; no row: all are told.
create table notification_choice (
  workspace_id text not null references workspace (id),
  user_id text not null references person (id) on delete cascade,
  hidden text[] not null,
  primary key (workspace_id, user_id)
);

-- Who is there already has read what was before.
insert into notification_seen (workspace_id, user_id, xid, position)
  select m.workspace_id, m.user_id, e.xid, e.position from member m cross join lateral (
    select xid, position from event where workspace_id = m.workspace_id and is_notable
      order by event.xid desc, position desc limit 1
  ) e;

-- The person of the request; null where it comes from a program.
create function scope_person() returns text language sql stable as $$ select nullif(current_setting('aicmo.person', true), '') $$;

call apply_scope('notification_seen');
call apply_scope('notification_read');
call apply_scope('notification_choice');
create policy of_person on notification_seen as restrictive to aicmo_app using (user_id = scope_person());
create policy of_person on notification_read as restrictive to aicmo_app using (user_id = scope_person());
create policy of_person on notification_choice as restrictive to aicmo_app using (user_id = scope_person());

-- A person who sees some brands hears of the campaigns of these, as over the live socket, and of what concerns them.
drop policy of_brand on event;
create policy of_brand on event as restrictive for select to aicmo_limited using (
  person_id = scope_person()
  or exists (select 1 from campaign c where c.workspace_id = event.workspace_id and c.id = event.campaign_id)
);
