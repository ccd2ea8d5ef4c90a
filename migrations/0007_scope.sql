-- What a request may see, held by the database itself (docs/decisions/0021-row-security.md).
-- Requests of people and keys run as aicmo_app with their workspace set for the transaction, those of people who see
-- some brands only as aicmo_limited with these brands set as well; a statement that forgets its filter finds nothing else.
-- Two roles, because a policy that asks "all brands, or one of these" makes the planner expect few rows and sort them all. The parts of the house that serve all workspaces, such as
-- workers and sign-in itself, run as the owner of the tables, whom these policies do not bind.

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'aicmo_app') then
    create role aicmo_app nologin;
  end if;
  if not exists (select 1 from pg_roles where rolname = 'aicmo_limited') then
    create role aicmo_limited nologin in role aicmo_app;
  end if;
  if not pg_has_role(current_user, 'aicmo_limited', 'member') then
    execute format('grant aicmo_app, aicmo_limited to %I', current_user);
  end if;
exception
  when insufficient_privilege then
    raise exception 'AICMO needs two roles that % may not create. An administrator of the database runs: create role aicmo_app nologin; create role aicmo_limited nologin in role aicmo_app; grant aicmo_app, aicmo_limited to %;', current_user, current_user;
end $$;

-- Tables and schemas that come later, of our migrations and of the workflow engine, are open to the role as well;
-- what it must not touch is taken away again.
alter default privileges grant select, insert, update, delete on tables to aicmo_app;
alter default privileges grant usage, select on sequences to aicmo_app;
alter default privileges grant usage on schemas to aicmo_app;
do $$
declare
  space text;
begin
  for space in select nspname from pg_namespace where nspname in ('public', 'dbos') loop
    execute format('grant usage on schema %I to aicmo_app', space);
    execute format('grant select, insert, update, delete on all tables in schema %I to aicmo_app', space);
    execute format('grant usage, select on all sequences in schema %I to aicmo_app', space);
  end loop;
end $$;
revoke all on person_credential, person_verification, person_second_factor, person_link, setup_link, rate_window from aicmo_app;
revoke insert, update, delete on person, person_session from aicmo_app;
revoke update, delete on audit_entry from aicmo_app;

-- A setting is null where nobody set it, and then nothing matches.
create function scope_workspace() returns text language sql stable as $$ select current_setting('aicmo.workspace', true) $$;
create function scope_has_brand(p_brand text) returns boolean language sql stable as
  $$ select p_brand = any (string_to_array(current_setting('aicmo.brands', true), ',')) $$;

-- A person's rights narrowed to brands: what belongs to a campaign is seen by who sees the campaign, and so on down.
create procedure apply_scope(p_table text) language plpgsql as $$
declare
  parent record;
begin
  execute format('alter table %I enable row level security', p_table);
  execute format('create policy of_workspace on %I to aicmo_app using (workspace_id = scope_workspace())', p_table);
  if exists (select 1 from information_schema.columns where table_schema = 'public' and table_name = p_table and column_name = 'brand_id') then
    execute format('create policy of_brand on %I as restrictive to aicmo_limited using (scope_has_brand(brand_id))', p_table);
    return;
  end if;
  for parent in
    select c.column_name as key, t.parent from information_schema.columns c
      join (values ('campaign_id', 'campaign'), ('alert_id', 'alert'), ('variant_id', 'variant'), ('approval_id', 'approval')) as t (key, parent)
        on t.key = c.column_name
      where c.table_schema = 'public' and c.table_name = p_table
  loop
    execute format(
      'create policy of_%s on %I as restrictive to aicmo_limited using (exists (select 1 from %I parent where parent.workspace_id = %I.workspace_id and parent.id = %I.%I))',
      parent.parent, p_table, parent.parent, p_table, p_table, parent.key);
  end loop;
end $$;

do $$
declare
  name text;
begin
  for name in
    select c.table_name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and c.column_name = 'workspace_id' and t.table_type = 'BASE TABLE' order by 1
  loop
    call apply_scope(name);
  end loop;
end $$;

alter table workspace enable row level security;
create policy of_workspace on workspace to aicmo_app using (id = scope_workspace());
alter table person enable row level security;
create policy of_workspace on person to aicmo_app using (exists (select 1 from member m where m.user_id = person.id));
alter table person_session enable row level security;
create policy of_workspace on person_session to aicmo_app using (exists (select 1 from member m where m.user_id = person_session.user_id));

create policy of_brand on brand as restrictive to aicmo_limited using (scope_has_brand(id));
-- Files that were refused name no brand.
create policy of_brand on brief_rejection as restrictive for select to aicmo_limited using (false);
create policy of_brand on event as restrictive for select to aicmo_limited using (
  subject_type = 'campaign' and exists (select 1 from campaign c where c.workspace_id = event.workspace_id and c.id = event.subject_id)
);
