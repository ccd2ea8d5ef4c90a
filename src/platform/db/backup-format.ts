import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';

/** The first line of a backup. */
export const backupHeader = z.object({
  format: z.literal('aicmo-backup'),
  version: z.literal(1),
  createdAt: z.string(),
  migrations: z
    .array(z.string())
    .describe('Names of the migrations that the data is shaped by, oldest first.'),
  serverVersion: z.string(),
});
export type BackupHeader = z.output<typeof backupHeader>;

/** The line before the rows of a table, which lie there as COPY text and end with `\.`. */
export const tableHeader = z.object({
  table: z.string().regex(/^(public|dbos)\.[^.]+$/),
  columns: z.array(z.string()),
});
export type TableHeader = z.output<typeof tableHeader>;

export const END_OF_TABLE = '\\.';

/** Tables that are made anew on the other side, or that only make sense where they are. */
const LEFT_BEHIND = new Set([
  'public.schema_migration',
  'public.schema_migration_lock',
  'public.worker_lease',
  'public.rate_window',
  // The database sums up again as the rows come in.
  'public.tally',
  'dbos.dbos_migrations',
  'dbos.dbos_transaction_completion_migrations',
]);

/** Every table of the app and the engine with its columns, parents before children. */
export async function listTables(on: Pool | PoolClient): Promise<TableHeader[]> {
  const tables = await on.query<{ table: string; columns: string[] }>(
    `select n.nspname || '.' || c.relname as "table", array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and n.nspname in ('public', 'dbos') group by 1 order by 1`,
  );
  const links = await on.query<{ child: string; parent: string }>(
    `select distinct cn.nspname || '.' || c.relname as child, pn.nspname || '.' || p.relname as parent
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace
       join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
     where k.contype = 'f' and c.oid <> p.oid and cn.nspname in ('public', 'dbos')`,
  );
  const wanted = tables.rows.filter((found) => !LEFT_BEHIND.has(found.table));
  return parentsFirst(wanted, links.rows);
}

function parentsFirst(
  tables: readonly TableHeader[],
  links: readonly { child: string; parent: string }[],
): TableHeader[] {
  const ordered: TableHeader[] = [];
  const placed = new Set<string>();
  const names = new Set(tables.map((found) => found.table));
  let rest = [...tables];
  while (rest.length > 0) {
    const ready = rest.filter((found) =>
      links.every((link) => link.child !== found.table || placed.has(link.parent) || !names.has(link.parent)),
    );
    if (ready.length === 0)
      throw new Error(
        `tables refer to each other in a circle: ${rest.map((found) => found.table).join(', ')}`,
      );
    for (const found of ready) {
      ordered.push(found);
      placed.add(found.table);
    }
    rest = rest.filter((found) => !placed.has(found.table));
  }
  return ordered;
}

/** `"schema"."table" ("a", "b")` for COPY. */
export function copyTarget({ table, columns }: TableHeader): string {
  const name = table.split('.').map(quoteName).join('.');
  return `${name} (${columns.map(quoteName).join(', ')})`;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
