import { sql } from 'kysely';
import { firstRow, rows, type Db, type Tx } from '#platform/db/database';
import type { Problem } from '#kernel/text-problem';
import type { BriefDocument } from './brief-document.ts';
import type { BriefDetail, BriefRejection, BriefRevision } from './contract.ts';

/** Where a brief came from. */
export type BriefSource = BriefRevision['source'];

/** A revision with everything that generation needs. */
export interface StoredBrief {
  readonly revision: number;
  readonly contentHash: string;
  readonly document: BriefDocument;
  /** Link in the brief to the address of its bytes. */
  readonly files: Readonly<Record<string, string>>;
}

export interface NewRevision extends StoredBrief {
  readonly id: string;
  readonly campaignId: string;
  readonly source: BriefSource;
  readonly text: string;
  readonly warnings: readonly Problem[];
  readonly at: Date;
}

/** The content hash of a campaign's newest revision, or undefined. */
export async function findNewestHash(
  db: Db,
  workspaceId: string,
  campaignId: string,
): Promise<string | undefined> {
  const row = await firstRow(
    db,
    sql<{ hash: string }>`select content_hash as hash from brief_revision where workspace_id = ${workspaceId}
      and campaign_id = ${campaignId} order by revision desc limit 1`,
  );
  return row?.hash;
}

/** Writes a revision. */
export async function insertRevision(tx: Tx, workspaceId: string, revision: NewRevision): Promise<void> {
  await rows(
    tx,
    sql`insert into brief_revision (workspace_id, id, campaign_id, revision, content_hash, source, text, document, warnings, files, created_at)
      values (${workspaceId}, ${revision.id}, ${revision.campaignId}, ${revision.revision}, ${revision.contentHash},
        ${JSON.stringify(revision.source)}, ${revision.text}, ${JSON.stringify(revision.document)}, ${JSON.stringify(revision.warnings)},
        ${JSON.stringify(revision.files)}, ${revision.at})`,
  );
}

/** One revision of a campaign's brief; the newest when none is named. */
export async function findRevision(
  db: Db,
  workspaceId: string,
  ref: { campaignId: string; revision?: number },
): Promise<StoredBrief | undefined> {
  const which = ref.revision === undefined ? sql`` : sql`and revision = ${ref.revision}`;
  return firstRow(
    db,
    sql<StoredBrief>`select revision, content_hash as "contentHash", document, files from brief_revision
      where workspace_id = ${workspaceId} and campaign_id = ${ref.campaignId} ${which} order by revision desc limit 1`,
  );
}

/** The briefs of several campaigns, each in one revision, in no order. */
export function findRevisions(
  db: Db,
  workspaceId: string,
  refs: readonly { campaignId: string; revision: number }[],
): Promise<(StoredBrief & { campaignId: string })[]> {
  return rows(
    db,
    sql<StoredBrief & { campaignId: string }>`select b.campaign_id as "campaignId", b.revision,
        b.content_hash as "contentHash", b.document, b.files
      from unnest(${refs.map(({ campaignId }) => campaignId)}::text[], ${refs.map(({ revision }) => revision)}::int[])
        as wanted (campaign_id, revision)
      join brief_revision b on b.workspace_id = ${workspaceId} and b.campaign_id = wanted.campaign_id
        and b.revision = wanted.revision`,
  );
}

const REVISION =
  sql.raw(`b.id, b.campaign_id as "campaignId", c.key as "campaignKey", b.revision, b.content_hash as "contentHash",
  b.source, b.warnings, b.created_at as "createdAt"`);
const REVISIONS = sql.raw(
  'brief_revision b join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id',
);

export interface RevisionFilter {
  readonly workspaceId: string;
  readonly limit: number;
  readonly after?: string | undefined;
  readonly campaignId?: string | undefined;
  /** Part of the key of the campaign. */
  readonly text?: string | undefined;
  readonly revision?: number | undefined;
}

/** Revisions by id, newest first, one more than `limit`. */
export async function listRevisions(db: Db, filter: RevisionFilter): Promise<BriefRevision[]> {
  const after = filter.after === undefined ? sql`` : sql`and b.id < ${filter.after}`;
  const campaign = filter.campaignId === undefined ? sql`` : sql`and b.campaign_id = ${filter.campaignId}`;
  const text =
    filter.text === undefined ? sql`` : sql`and position(lower(${filter.text}) in lower(c.key)) > 0`;
  const revision = filter.revision === undefined ? sql`` : sql`and b.revision = ${filter.revision}`;
  return rows(
    db,
    sql<BriefRevision>`select ${REVISION} from ${REVISIONS}
      where b.workspace_id = ${filter.workspaceId} ${after} ${campaign} ${text} ${revision} order by b.id desc limit ${filter.limit + 1}`,
  );
}

/** One revision with its text. */
export async function findBrief(db: Db, workspaceId: string, id: string): Promise<BriefDetail | undefined> {
  return firstRow(
    db,
    sql<BriefDetail>`select ${REVISION}, b.text from ${REVISIONS} where b.workspace_id = ${workspaceId} and b.id = ${id}`,
  );
}

/** A revision with its text and the addresses of its pictures by their links. */
export type KeptBrief = BriefDetail & Pick<StoredBrief, 'files'>;

/** The same with its pictures. */
export async function findKeptBrief(db: Db, workspaceId: string, id: string): Promise<KeptBrief | undefined> {
  return firstRow(
    db,
    sql<KeptBrief>`select ${REVISION}, b.text, b.files from ${REVISIONS} where b.workspace_id = ${workspaceId} and b.id = ${id}`,
  );
}

/** Where revisions came from, and their hashes, by id in no order; those that are not there are left out. */
export async function briefOrigins(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Pick<BriefDetail, 'id' | 'contentHash' | 'source'>[]> {
  if (ids.length === 0) return [];
  return rows(
    db,
    sql`select id, content_hash as "contentHash", source from brief_revision
      where workspace_id = ${workspaceId} and id = any(${[...ids]})`,
  );
}

export interface NewRejection {
  readonly id: string;
  readonly sourceKey: string;
  readonly signature: string;
  readonly fileName: string;
  readonly problems: readonly Problem[];
  readonly at: Date;
}

/** Notes that a source could not be taken; returns its id, or undefined when it was noted for the same content already. */
export async function upsertRejection(
  tx: Tx,
  workspaceId: string,
  rejection: NewRejection,
): Promise<string | undefined> {
  const row = await firstRow(
    tx,
    sql<{
      id: string;
    }>`insert into brief_rejection (workspace_id, id, source_key, signature, file_name, problems, rejected_at)
      values (${workspaceId}, ${rejection.id}, ${rejection.sourceKey}, ${rejection.signature}, ${rejection.fileName},
        ${JSON.stringify(rejection.problems)}, ${rejection.at})
      on conflict (workspace_id, source_key) do update set signature = excluded.signature, problems = excluded.problems,
        rejected_at = excluded.rejected_at where brief_rejection.signature <> excluded.signature
      returning id`,
  );
  return row?.id;
}

/** Forgets the rejection of a source that was mended or is gone; returns its id, if there was one. */
export async function deleteRejection(
  tx: Tx,
  workspaceId: string,
  sourceKey: string,
): Promise<string | undefined> {
  const row = await firstRow(
    tx,
    sql<{
      id: string;
    }>`delete from brief_rejection where workspace_id = ${workspaceId} and source_key = ${sourceKey} returning id`,
  );
  return row?.id;
}

/** The sources of all rejections: the paths of files, for those from the folder. */
export async function findRejectedSources(db: Db, workspaceId: string): Promise<string[]> {
  const found = await rows(
    db,
    sql<{
      source: string;
    }>`select source_key as source from brief_rejection where workspace_id = ${workspaceId}`,
  );
  return found.map((row) => row.source);
}

/** Rejections by id, newest first, one more than `limit`. */
export async function listRejections(
  db: Db,
  filter: { workspaceId: string; limit: number; after?: string | undefined },
): Promise<BriefRejection[]> {
  const after = filter.after === undefined ? sql`` : sql`and id < ${filter.after}`;
  return rows(
    db,
    sql<BriefRejection>`select id, file_name as "fileName", problems, rejected_at as "rejectedAt" from brief_rejection
      where workspace_id = ${filter.workspaceId} ${after} order by id desc limit ${filter.limit + 1}`,
  );
}

/** Which of these watched files were taken as they are now: path to signature. */
export async function findSignature(db: Db, workspaceId: string, path: string): Promise<string | undefined> {
  const row = await firstRow(
    db,
    sql<{
      signature: string;
    }>`select signature from watched_file where workspace_id = ${workspaceId} and path = ${path}`,
  );
  return row?.signature;
}

/** Notes that a watched file was dealt with as it is. */
export async function saveSignature(
  tx: Tx,
  workspaceId: string,
  file: { path: string; signature: string; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`insert into watched_file (workspace_id, path, signature, seen_at) values (${workspaceId}, ${file.path}, ${file.signature}, ${file.at})
      on conflict (workspace_id, path) do update set signature = excluded.signature, seen_at = excluded.seen_at`,
  );
}

/** Forgets a watched file that is gone: should the same one come back, it is dealt with anew. */
export async function deleteSignature(tx: Tx, workspaceId: string, path: string): Promise<void> {
  await rows(tx, sql`delete from watched_file where workspace_id = ${workspaceId} and path = ${path}`);
}
