import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sha256 } from '#kernel/hash';
import { EVENT_TYPES } from '#platform/audit/event-types';
import type { Database } from '#platform/db/database';

/** Every file under a folder, as paths relative to it, sorted. */
export function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

async function select<Row extends object>(db: Database, text: string): Promise<Row[]> {
  return (await db.pool.query<Row>(text)).rows;
}

/** Campaigns that are not at rest, or that ended more or less than once in their newest revision. */
export function campaignsNotEndedOnce(db: Database): Promise<object[]> {
  return select(
    db,
    `select c.key, c.status, c.revision, count(e.id)::int as ends
     from campaign c left join event e on e.workspace_id = c.workspace_id and e.subject_id = c.id
       and e.type = 'campaign.status_changed' and e.payload->>'to' in ('completed', 'needs_assets', 'failed')
       and (e.payload->>'revision')::int = c.revision
     group by c.key, c.status, c.revision
     having c.status not in ('completed', 'needs_assets') or count(e.id) <> 1`,
  );
}

/** Revisions that a newer one replaced and that ended more than once all the same. */
export function revisionsEndedTwice(db: Database): Promise<object[]> {
  return select(
    db,
    `select subject_id, payload->>'revision' as revision, count(*)::int as ends from event
     where type = 'campaign.status_changed' and payload->>'to' in ('completed', 'needs_assets', 'failed')
     group by 1, 2 having count(*) > 1`,
  );
}

/** How many events there are of types that go on the audit chain. */
export async function auditedEvents(db: Database): Promise<number> {
  const audited = Object.entries(EVENT_TYPES).flatMap(([type, kind]) => (kind === 'audited' ? [type] : []));
  const { rows } = await db.pool.query<{ n: number }>(
    'select count(*)::int as n from event where type = any($1)',
    [audited],
  );
  return rows[0]?.n ?? 0;
}

/** Cells of the newest revisions whose record does not fit their variants: count, ordinals, headlines, pictures. */
export function cellsNotWhole(db: Database): Promise<object[]> {
  return select(
    db,
    `select c.key, l.id, l.state, l.accepted, count(v.id)::int as variants, count(distinct v.copy->>'headline')::int as headlines,
       array_agg(v.ordinal order by v.ordinal) as ordinals
     from cell l join campaign c on c.workspace_id = l.workspace_id and c.id = l.campaign_id and c.revision = l.revision
       left join variant v on v.workspace_id = l.workspace_id and v.cell_id = l.id
     group by c.key, l.id, l.state, l.accepted, l.target, l.ratios
     having l.state <> 'done' or l.accepted <> count(v.id) or count(distinct v.copy->>'headline') <> count(v.id)
       or array_agg(v.ordinal order by v.ordinal) <> array(select generate_series(1, l.accepted))
       or (select count(*) from rendition r join variant w on w.workspace_id = r.workspace_id and w.id = r.variant_id
           where w.cell_id = l.id) <> l.accepted * cardinality(l.ratios)`,
  );
}

/** Pictures whose file in the output folder or in the store is missing or has other bytes than recorded. */
export async function renditionsNotTrue(
  db: Database,
  at: { output: string; store: string },
): Promise<string[]> {
  const recorded = await select<{ path: string | null; sha256: string; bytes: number }>(
    db,
    'select path, sha256, bytes from rendition',
  );
  const wrong: string[] = [];
  for (const { path, sha256: address, bytes } of recorded) {
    const places = [join(at.store, address.slice(0, 2), address)];
    if (path !== null) places.push(join(at.output, path));
    for (const place of places) {
      const isTrue =
        existsSync(place) && statSync(place).size === bytes && sha256(readFileSync(place)) === address;
      if (!isTrue) wrong.push(place);
    }
  }
  return wrong;
}

/** Names of the files of the store, without the ones that are being written. */
export function filesInStore(store: string): string[] {
  return filesUnder(store)
    .filter((path) => !path.startsWith('incoming/'))
    .map((path) => path.split('/').at(-1) ?? '')
    .toSorted();
}

/** Addresses of the files that the database knows. */
export async function filesOnRecord(db: Database): Promise<string[]> {
  return (await select<{ sha256: string }>(db, 'select sha256 from file order by sha256')).map(
    (row) => row.sha256,
  );
}

/** What should lie in the output folder: the pictures of the newest revisions and a manifest for each campaign. */
export async function expectedOutputs(db: Database): Promise<string[]> {
  const pictures = await select<{ path: string }>(db, 'select path from rendition where path is not null');
  const campaigns = await select<{ path: string }>(
    db,
    `select key || '/manifest.json' as path from campaign`,
  );
  return [...pictures, ...campaigns].map((row) => row.path).toSorted();
}

/** HIGH and CRITICAL alerts whose drafts are not exactly one for each of three audiences, each drafted once. */
export function alertsNotDraftedOnce(db: Database): Promise<object[]> {
  return select(
    db,
    `select a.id, count(distinct m.audience)::int as audiences, count(e.id)::int as drafted
     from alert a left join message m on m.workspace_id = a.workspace_id and m.alert_id = a.id
       left join event e on e.workspace_id = m.workspace_id and e.subject_id = m.id and e.type = 'message.drafted'
     where a.severity in ('HIGH', 'CRITICAL') group by a.id having count(distinct m.audience) <> 3 or count(e.id) <> 3`,
  );
}

/** How often each type of alert stands in the database, in which state, and how often it was seen at most. */
export function alertCounts(
  db: Database,
): Promise<{ type: string; severity: string; state: string; alerts: number; mostSeen: number }[]> {
  return select(
    db,
    `select type, severity, state, count(*)::int as alerts, max(count)::int as "mostSeen" from alert
     group by 1, 2, 3 order by 1, 2, 3`,
  );
}

/** Alerts whose JSON file does not say what the row says, and files of no alert. */
export async function alertFilesNotTrue(db: Database, folder: string): Promise<string[]> {
  const rows = await select<{ id: string; state: string; count: number; message: string; severity: string }>(
    db,
    'select id, state, count, message, severity from alert',
  );
  const known = new Set(rows.map((row) => `${row.id}.json`));
  const wrong = filesUnder(folder).filter((name) => !known.has(name));
  for (const row of rows) {
    const path = join(folder, `${row.id}.json`);
    const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as typeof row) : undefined;
    const isTrue =
      kept !== undefined &&
      (['id', 'state', 'count', 'message', 'severity'] as const).every((key) => kept[key] === row[key]);
    if (!isTrue) wrong.push(path);
  }
  return wrong;
}
