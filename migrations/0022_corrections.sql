-- What an item of knowledge said before people corrected it, oldest first: the same is not proposed again.
alter table knowledge add column former_statements text[] not null default '{}';
