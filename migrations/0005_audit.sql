-- The audit chain: every change by decision, one hash chain a workspace (docs/decisions/0017-audit-chain.md).

-- The newest entry of each chain. Its row is locked by whoever appends, from there to the commit.
create table audit_head (
  workspace_id text not null primary key references workspace (id),
  sequence bigint not null,
  hash text not null
);

-- Immutable as the generated column wants it: the text always ends in Z, so no setting changes what it means.
create function audit_time(p_text text) returns timestamptz language sql immutable strict as $$ select p_text::timestamptz $$;

-- Only `record` is told apart by people and programs; the columns after it are made from it, for filters.
create table audit_entry (
  workspace_id text not null references workspace (id),
  -- from 1, without gaps
  sequence bigint not null check (sequence > 0),
  -- that of the entry before; 64 zeros for the first
  previous_hash text not null,
  -- SHA-256, lower-case hexadecimal, of previous_hash followed by record, both as UTF-8 text
  hash text not null,
  -- canonical JSON {"entry":{...},"sequence":n}, byte for byte what is hashed
  record text not null,
  at timestamptz generated always as (audit_time(record::jsonb #>> '{entry,at}')) stored,
  actor_kind text generated always as (record::jsonb #>> '{entry,actor,kind}') stored,
  actor_id text generated always as (record::jsonb #>> '{entry,actor,id}') stored,
  action text generated always as (record::jsonb #>> '{entry,action}') stored,
  subject_type text generated always as (record::jsonb #>> '{entry,subject,type}') stored,
  subject_id text generated always as (record::jsonb #>> '{entry,subject,id}') stored,
  primary key (workspace_id, sequence)
);
create index audit_entry_actor on audit_entry (workspace_id, actor_kind, actor_id, sequence);
create index audit_entry_action on audit_entry (workspace_id, action, sequence);
create index audit_entry_subject on audit_entry (workspace_id, subject_type, subject_id, sequence);
create index audit_entry_at on audit_entry (workspace_id, at);

-- Entries of transactions that are still open. At commit each gets its number and hash and leaves this table, so
-- nobody else ever sees a row here, and it needs no log of its own.
create unlogged table audit_pending (
  workspace_id text not null references workspace (id),
  id text not null,
  entry text not null,
  primary key (workspace_id, id)
);

create function audit_chain() returns trigger language plpgsql as $$
declare
  head audit_head;
  next_record text;
  next_hash text;
begin
  select * into head from audit_head where workspace_id = new.workspace_id for update;
  if not found then
    insert into audit_head (workspace_id, sequence, hash) values (new.workspace_id, 0, repeat('0', 64)) on conflict do nothing;
    select * into head from audit_head where workspace_id = new.workspace_id for update;
  end if;
  next_record := '{"entry":' || new.entry || ',"sequence":' || head.sequence + 1 || '}';
  next_hash := encode(sha256(convert_to(head.hash || next_record, 'UTF8')), 'hex');
  insert into audit_entry (workspace_id, sequence, previous_hash, hash, record)
    values (new.workspace_id, head.sequence + 1, head.hash, next_hash, next_record);
  update audit_head set sequence = head.sequence + 1, hash = next_hash where workspace_id = new.workspace_id;
  delete from audit_pending where workspace_id = new.workspace_id and id = new.id;
  return null;
end $$;
-- Deferred: the head is locked only while the commit lasts, never while the application works, and it is the last
-- lock a transaction takes, so that two of them cannot wait for each other.
create constraint trigger audit_chain after insert on audit_pending
  deferrable initially deferred for each row execute function audit_chain();

-- Insert only, for everybody: whoever may switch this trigger off can change entries, and the chain shows it.
create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the audit chain only grows: % on % is refused', tg_op, tg_table_name using errcode = '42501';
end $$;
create trigger audit_entry_guard before update or delete on audit_entry
  for each row execute function audit_refuse();
create trigger audit_entry_truncate before truncate on audit_entry
  for each statement execute function audit_refuse();
create trigger audit_head_guard before delete on audit_head
  for each row execute function audit_refuse();
create trigger audit_head_step before update on audit_head
  for each row when (new.sequence <> old.sequence + 1 or new.workspace_id <> old.workspace_id)
  execute function audit_refuse();
create trigger audit_head_truncate before truncate on audit_head
  for each statement execute function audit_refuse();
