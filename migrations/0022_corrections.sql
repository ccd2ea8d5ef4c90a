-- What an item of knowledge said before people corrected it, oldest first: the same is not proposed again.
alter table knowledge add column former_statements text[] not null default '{}';

-- A person's revision of what a run made: another run, of what it revises, with what was changed and why
-- (docs/decisions/0035-revised-work.md).
alter table task_run add column revises_id text;
alter table task_run add column comment text;
alter table task_run add column edited text[] not null default '{}';
