-- Sums that every page shows (how many approvals wait, campaigns run, alerts are open), kept with each change: counting
-- a large workspace anew took up to half a second (docs/decisions/0025-kept-sums.md).
--
-- A sum is the total of its rows. A change never waits for another one: it adds a row, and takes up those rows of its sum
-- that no other transaction is taking up, so that in quiet times one row is left. No foreign keys: their checks would wait.
create table tally (
  workspace_id text not null,
  -- approval, campaign or alert
  subject text not null,
  -- '' where it belongs to no brand
  brand_id text not null,
  -- a state, or what is summed
  name text not null,
  change_id bigint generated always as identity,
  amount bigint not null,
  primary key (workspace_id, subject, brand_id, name, change_id)
);
call apply_scope('tally');

-- Changes are rows of workspace_id, brand_id, name and amount.
create procedure tally_add(p_subject text, p_changes jsonb) language sql as $$
  with change as (
    select workspace_id, p_subject as subject, brand_id, name, amount
    from jsonb_to_recordset(p_changes) as c (workspace_id text, brand_id text, name text, amount bigint)
  ), taken as (
    select change_id from tally join change using (workspace_id, subject, brand_id, name) for update of tally skip locked
  ), gone as (
    delete from tally t using change c, taken
      where (t.workspace_id, t.subject, t.brand_id, t.name, t.change_id) = (c.workspace_id, c.subject, c.brand_id, c.name, taken.change_id)
      returning t.workspace_id, t.subject, t.brand_id, t.name, t.amount
  )
  insert into tally (workspace_id, subject, brand_id, name, amount)
    select workspace_id, subject, brand_id, name, sum(amount)
    from (select * from change union all select * from gone) merged
    group by 1, 2, 3, 4 having sum(amount) <> 0
$$;

-- What belongs to a campaign counts for its brand. While a campaign changes its brand, nobody else counts in its workspace.
create function tally_key(p_workspace text) returns bigint language sql immutable as
  $$ select hashtextextended('tally of ' || p_workspace, 0) $$;

-- Changes are rows of workspace_id, campaign_id, name and amount.
create procedure tally_add_of_campaigns(p_subject text, p_changes jsonb) language plpgsql as $$
declare
  by_brand jsonb;
begin
  if p_changes is null then
    return;
  end if;
  perform pg_advisory_xact_lock_shared(tally_key(w)) from (select distinct c->>'workspace_id' as w from jsonb_array_elements(p_changes) c) found;
  select jsonb_agg(b) into by_brand from (
    select c.workspace_id, coalesce(brand_id, '') as brand_id, c.name, sum(amount) as amount
    from jsonb_to_recordset(p_changes) as c (workspace_id text, campaign_id text, name text, amount bigint)
      left join campaign on campaign.workspace_id = c.workspace_id and campaign.id = c.campaign_id
    group by 1, 2, 3 having sum(amount) <> 0) b;
  if by_brand is not null then
    call tally_add(p_subject, by_brand);
  end if;
end $$;

create function tally_approvals() returns trigger language plpgsql as $$
declare
  changes jsonb;
begin
  if tg_op = 'INSERT' then
    select jsonb_agg(c) into changes
      from (select workspace_id, campaign_id, state as name, count(*) as amount from added group by 1, 2, 3) c;
  elsif tg_op = 'DELETE' then
    select jsonb_agg(c) into changes
      from (select workspace_id, campaign_id, state as name, -count(*) as amount from removed group by 1, 2, 3) c;
  else
    select jsonb_agg(c) into changes
      from (select workspace_id, campaign_id, state as name, sum(sign) as amount
        from (select *, 1 as sign from added union all select *, -1 from removed) changed group by 1, 2, 3 having sum(sign) <> 0) c;
  end if;
  call tally_add_of_campaigns('approval', changes);
  return null;
end $$;

create function tally_names(p_state text, p_severity text) returns setof text language sql immutable as $$
  select 'open' where p_state <> 'resolved'
  union all select 'severe' where p_state <> 'resolved' and p_severity in ('HIGH', 'CRITICAL')
$$;

create function tally_alerts() returns trigger language plpgsql as $$
declare
  changes jsonb;
begin
  if tg_op = 'INSERT' then
    select jsonb_agg(c) into changes from (select workspace_id, campaign_id, name, count(*) as amount
      from added, tally_names(state, severity) name group by 1, 2, 3) c;
  elsif tg_op = 'DELETE' then
    select jsonb_agg(c) into changes from (select workspace_id, campaign_id, name, -count(*) as amount
      from removed, tally_names(state, severity) name group by 1, 2, 3) c;
  else
    select jsonb_agg(c) into changes from (select workspace_id, campaign_id, name, sum(sign) as amount
      from (select *, 1 as sign from added union all select *, -1 from removed) changed, tally_names(state, severity) name
      group by 1, 2, 3 having sum(sign) <> 0) c;
  end if;
  call tally_add_of_campaigns('alert', changes);
  return null;
end $$;

create function tally_campaigns() returns trigger language plpgsql as $$
declare
  changes jsonb;
  moved record;
begin
  if tg_op = 'INSERT' then
    select jsonb_agg(c) into changes from (select workspace_id, coalesce(brand_id, '') as brand_id, summed.name, sum(amount) as amount
      from added, lateral (values (status, 1), ('variants', variant_count), ('cost_micro', cost_micro)) summed (name, amount)
      group by 1, 2, 3 having sum(amount) <> 0) c;
  elsif tg_op = 'DELETE' then
    select jsonb_agg(c) into changes from (select workspace_id, coalesce(brand_id, '') as brand_id, summed.name, -sum(amount) as amount
      from removed, lateral (values (status, 1), ('variants', variant_count), ('cost_micro', cost_micro)) summed (name, amount)
      group by 1, 2, 3 having sum(amount) <> 0) c;
  else
    select jsonb_agg(c) into changes from (select workspace_id, coalesce(brand_id, '') as brand_id, summed.name, sum(sign * amount) as amount
      from (select *, 1 as sign from added union all select *, -1 from removed) changed,
        lateral (values (status, 1), ('variants', variant_count), ('cost_micro', cost_micro)) summed (name, amount)
      group by 1, 2, 3 having sum(sign * amount) <> 0) c;
    for moved in
      select a.workspace_id, a.id, coalesce(r.brand_id, '') as former, coalesce(a.brand_id, '') as brand
        from added a join removed r using (workspace_id, id) where a.brand_id is distinct from r.brand_id
    loop
      perform pg_advisory_xact_lock(tally_key(moved.workspace_id));
      call tally_move(moved.workspace_id, moved.id, moved.former, moved.brand);
    end loop;
  end if;
  if changes is not null then
    call tally_add('campaign', changes);
  end if;
  return null;
end $$;

-- Takes what belongs to a campaign from one brand to another.
create procedure tally_move(p_workspace text, p_campaign text, p_former text, p_brand text) language plpgsql as $$
declare
  found record;
begin
  for found in
    select subject, jsonb_agg(jsonb_build_object('workspace_id', p_workspace, 'brand_id', to_brand, 'name', name, 'amount', sign * amount)) as changes
      from (
        select 'approval' as subject, state as name, count(*) as amount from approval
          where workspace_id = p_workspace and campaign_id = p_campaign group by 1, 2
        union all
        select 'alert', name, count(*) from alert, tally_names(state, severity) name
          where workspace_id = p_workspace and campaign_id = p_campaign group by 1, 2
      ) counted, (values (p_former, -1), (p_brand, 1)) brand (to_brand, sign) group by subject
  loop
    call tally_add(found.subject, found.changes);
  end loop;
end $$;

create function tally_nothing() returns trigger language plpgsql as $$
begin
  delete from tally where subject = tg_argv[0];
  return null;
end $$;

do $$
declare
  subject text;
begin
  foreach subject in array array['approval', 'alert', 'campaign'] loop
    execute format('create trigger tally_insert after insert on %I referencing new table as added for each statement execute function %I()', subject, 'tally_' || subject || 's');
    execute format('create trigger tally_update after update on %I referencing new table as added old table as removed for each statement execute function %I()', subject, 'tally_' || subject || 's');
    execute format('create trigger tally_delete after delete on %I referencing old table as removed for each statement execute function %I()', subject, 'tally_' || subject || 's');
    execute format('create trigger tally_truncate after truncate on %I for each statement execute function tally_nothing(%L)', subject, subject);
  end loop;
end $$;

insert into tally (workspace_id, subject, brand_id, name, amount)
  select workspace_id, 'campaign', coalesce(brand_id, ''), summed.name, sum(amount)
  from campaign, lateral (values (status, 1), ('variants', variant_count), ('cost_micro', cost_micro)) summed (name, amount)
  group by 1, 2, 3, 4 having sum(amount) <> 0;
insert into tally (workspace_id, subject, brand_id, name, amount)
  select a.workspace_id, 'approval', coalesce(c.brand_id, ''), a.state, count(*)
  from approval a join campaign c on c.workspace_id = a.workspace_id and c.id = a.campaign_id group by 1, 2, 3, 4;
insert into tally (workspace_id, subject, brand_id, name, amount)
  select a.workspace_id, 'alert', coalesce(c.brand_id, ''), t.name, count(*)
  from alert a left join campaign c on c.workspace_id = a.workspace_id and c.id = a.campaign_id, tally_names(a.state, a.severity) t (name)
  group by 1, 2, 3, 4;

-- The newest alerts of a type, for the context of one.
create index alert_type on alert (workspace_id, type, id);
-- The campaigns of a brand, which is what a person who sees some brands sees.
create index campaign_brand on campaign (workspace_id, brand_id, id);
