-- Where the present revision of a kit came from, so that a folder does not silently undo what people edited
-- (docs/decisions/0022-edited-kits.md). All kits there are so far came from folders.
alter table brand add column origin text not null default 'folder' check (origin in ('folder', 'edited'));
