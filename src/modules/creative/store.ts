import { sql } from 'kysely';
import { firstRow, rows, type Db, type Tx } from '#platform/db/database';
import { recordFiles } from '#platform/files/file-records';
import type { Cell, Rendition, Variant } from './contract.ts';

interface CellRow {
  id: string;
  product_key: string;
  locale: string;
  channel: string;
  ratios: string[];
  target: number;
  accepted: number;
  near_unique: number;
  effective: number | null;
  score: number | null;
  diversity: Record<string, unknown> | null;
  gaps: Cell['gaps'];
  rejected: Cell['rejected'];
  state: Cell['state'];
  error: string | null;
  writer: Cell['writer'];
}

/** A cell to be planned. */
export type PlannedCell = Pick<Cell, 'id' | 'productKey' | 'locale' | 'channel' | 'ratios' | 'target'>;

/** Which revision of which campaign. */
export interface RevisionRef {
  readonly workspaceId: string;
  readonly campaignId: string;
  readonly revision: number;
}

/** Writes the cells of a revision; those that are there already stay as they are. */
export async function insertCells(tx: Tx, ref: RevisionRef, cells: readonly PlannedCell[]): Promise<void> {
  await rows(
    tx,
    sql`insert into cell (workspace_id, id, campaign_id, revision, product_key, locale, channel, ratios, target, state)
      select ${ref.workspaceId}, c->>'id', ${ref.campaignId}, ${ref.revision}, c->>'productKey', c->>'locale', c->>'channel',
        array(select jsonb_array_elements_text(c->'ratios')), (c->>'target')::int, 'planned'
      from jsonb_array_elements(${JSON.stringify(cells)}::jsonb) c
      on conflict do nothing`,
  );
}

/** All cells of a revision, in the order in which they are worked on. */
export async function findCells(db: Db, ref: RevisionRef): Promise<Cell[]> {
  const found = await rows(
    db,
    sql<CellRow>`select * from cell where workspace_id = ${ref.workspaceId} and campaign_id = ${ref.campaignId}
      and revision = ${ref.revision} order by id`,
  );
  return found.map(toCell);
}

/** One cell, locked, or undefined. */
export async function lockCell(tx: Tx, workspaceId: string, cellId: string): Promise<Cell | undefined> {
  const row = await firstRow(
    tx,
    sql<CellRow>`select * from cell where workspace_id = ${workspaceId} and id = ${cellId} for update`,
  );
  return row === undefined ? undefined : toCell(row);
}

export type CellOutcome = Pick<
  Cell,
  'accepted' | 'nearUnique' | 'effective' | 'score' | 'diversity' | 'gaps' | 'rejected' | 'state' | 'error'
> & { writer?: Cell['writer'] | undefined; target?: number | undefined };

/** Writes what became of a cell. */
export async function updateCell(
  tx: Tx,
  workspaceId: string,
  change: { id: string; outcome: CellOutcome; at: Date },
): Promise<void> {
  const { outcome } = change;
  await rows(
    tx,
    sql`update cell set accepted = ${outcome.accepted}, near_unique = ${outcome.nearUnique}, effective = ${outcome.effective},
      score = ${outcome.score}, diversity = ${JSON.stringify(outcome.diversity)}, gaps = ${JSON.stringify(outcome.gaps)},
      rejected = ${JSON.stringify(outcome.rejected)}, state = ${outcome.state}, error = ${outcome.error}, finished_at = ${change.at},
      target = coalesce(${outcome.target ?? null}, target),
      writer = coalesce(${outcome.writer === undefined ? null : JSON.stringify(outcome.writer)}::jsonb, writer)
      where workspace_id = ${workspaceId} and id = ${change.id}`,
  );
}

/** A finished variant as it is recorded. */
export interface NewVariant extends Omit<Variant, 'createdAt' | 'id' | 'campaignId' | 'cellId' | 'revision'> {
  readonly id: string;
  readonly features: Uint8Array;
  readonly contentHash: string;
}

/** Writes variants with their renditions and files in three statements, whatever their number. */
export async function insertVariants(
  tx: Tx,
  ref: RevisionRef & { cellId: string; at: Date },
  variants: readonly NewVariant[],
): Promise<void> {
  if (variants.length === 0) return;
  const images = variants.flatMap((variant) =>
    variant.renditions.map((found) => ({ ...found, variantId: variant.id, mediaType: 'image/jpeg' })),
  );
  const texts = variants.map((variant) => ({
    ...variant,
    features: Buffer.from(variant.features).toString('hex'),
  }));
  await recordFiles(tx, ref.workspaceId, images);
  await rows(
    tx,
    sql`insert into variant (workspace_id, id, campaign_id, cell_id, revision, ordinal, key, product_key, locale, channel,
        angle, layout, palette, theme, writer, copy, checks, features, content_hash, created_at)
      select ${ref.workspaceId}, v->>'id', ${ref.campaignId}, ${ref.cellId}, ${ref.revision}, (v->>'ordinal')::int, v->>'key',
        v->>'productKey', v->>'locale', v->>'channel', v->>'angle', v->>'layout', v->>'palette', v->>'theme', v->>'writer',
        v->'copy', v->'checks', decode(v->>'features', 'hex'), v->>'contentHash', ${ref.at}
      from jsonb_array_elements(${JSON.stringify(texts)}::jsonb) v`,
  );
  await rows(
    tx,
    sql`insert into rendition (workspace_id, variant_id, ratio, sha256, width, height, bytes, path, verdict, checks, repairs)
      select ${ref.workspaceId}, i->>'variantId', i->>'ratio', i->>'sha256', (i->>'width')::int, (i->>'height')::int,
        (i->>'bytes')::bigint, i->>'path', i->>'verdict', i->'checks', i->'repairs'
      from jsonb_array_elements(${JSON.stringify(images)}::jsonb) i`,
  );
}

/** Takes the output paths from older revisions: the files of the new one lie there now. */
export async function releasePaths(tx: Tx, ref: RevisionRef): Promise<void> {
  await rows(
    tx,
    sql`update rendition r set path = null from variant v
      where v.workspace_id = ${ref.workspaceId} and v.campaign_id = ${ref.campaignId} and v.revision < ${ref.revision}
        and r.workspace_id = v.workspace_id and r.variant_id = v.id and r.path is not null`,
  );
}

/** Features, texts and keys of the variants a cell has already. */
export async function findCellVariants(
  db: Db,
  workspaceId: string,
  cellId: string,
): Promise<
  {
    ordinal: number;
    headline: string;
    angle: string;
    layout: string;
    features: Buffer;
    contentHash: string;
  }[]
> {
  return rows(
    db,
    sql<{
      ordinal: number;
      headline: string;
      angle: string;
      layout: string;
      features: Buffer;
      contentHash: string;
    }>`
      select ordinal, copy->>'headline' as headline, angle, layout, features, content_hash as "contentHash" from variant
      where workspace_id = ${workspaceId} and cell_id = ${cellId} order by ordinal`,
  );
}

export interface VariantRow extends Omit<Variant, 'renditions'> {
  renditions: Rendition[] | null;
}

/** The columns of a variant `v`, with its renditions. */
export const VARIANT =
  sql.raw(`v.id, v.key, v.campaign_id as "campaignId", v.cell_id as "cellId", v.revision, v.ordinal, v.product_key as "productKey",
  v.locale, v.channel, v.angle, v.layout, v.palette, v.theme, v.writer, v.copy, v.checks, v.created_at as "createdAt",
  (select jsonb_agg(jsonb_build_object('ratio', r.ratio, 'width', r.width, 'height', r.height, 'bytes', r.bytes, 'sha256', r.sha256,
     'path', r.path, 'verdict', r.verdict, 'checks', r.checks, 'repairs', r.repairs) order by r.ratio)
   from rendition r where r.workspace_id = v.workspace_id and r.variant_id = v.id) as renditions`);

/** One variant by its id. */
export async function findVariant(db: Db, workspaceId: string, id: string): Promise<Variant | undefined> {
  const row = await firstRow(
    db,
    sql<VariantRow>`select ${VARIANT} from variant v where v.workspace_id = ${workspaceId} and v.id = ${id}`,
  );
  return row === undefined ? undefined : { ...row, renditions: row.renditions ?? [] };
}

/** What goes out of a variant, and what it is called: without the checks, which are most of its bytes. */
export interface OutgoingVariant extends Pick<Variant, 'id' | 'productKey' | 'locale' | 'channel' | 'copy'> {
  readonly renditions: readonly Pick<Rendition, 'ratio' | 'sha256'>[];
}

/** What goes out of variants by their ids, in no order; those that are not there are left out. */
export async function outgoingVariants(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<OutgoingVariant[]> {
  if (ids.length === 0) return [];
  return rows(
    db,
    sql<OutgoingVariant>`select v.id, v.product_key as "productKey", v.locale, v.channel, v.copy,
        coalesce((select jsonb_agg(jsonb_build_object('ratio', r.ratio, 'sha256', r.sha256) order by r.ratio)
          from rendition r where r.workspace_id = v.workspace_id and r.variant_id = v.id), '[]') as renditions
      from variant v where v.workspace_id = ${workspaceId} and v.id = any(${[...ids]})`,
  );
}

/** What a variant says, and where. */
export type VariantText = Pick<
  Variant,
  'id' | 'campaignId' | 'productKey' | 'locale' | 'channel' | 'angle' | 'layout' | 'copy'
>;

/** What the variants of several campaigns say, each in one revision: the first `limit` of each by id. */
export function variantTexts(
  db: Db,
  workspaceId: string,
  of: { refs: readonly Omit<RevisionRef, 'workspaceId'>[]; limit: number },
): Promise<VariantText[]> {
  return rows(
    db,
    sql<VariantText>`select v.id, v.campaign_id as "campaignId", v.product_key as "productKey", v.locale, v.channel, v.angle,
        v.layout, v.copy
      from unnest(${of.refs.map(({ campaignId }) => campaignId)}::text[], ${of.refs.map(({ revision }) => revision)}::int[])
        as wanted (campaign_id, revision)
      cross join lateral (select * from variant v where v.workspace_id = ${workspaceId} and v.campaign_id = wanted.campaign_id
        and v.revision = wanted.revision order by v.id limit ${of.limit}) v order by v.id`,
  );
}

/** Output paths and addresses of all pictures of a revision. */
export async function findOutputs(db: Db, ref: RevisionRef): Promise<{ path: string; sha256: string }[]> {
  return rows(
    db,
    sql<{ path: string; sha256: string }>`select r.path, r.sha256 from rendition r join variant v
      on v.workspace_id = r.workspace_id and v.id = r.variant_id
      where v.workspace_id = ${ref.workspaceId} and v.campaign_id = ${ref.campaignId} and v.revision = ${ref.revision}
        and r.path is not null order by r.path`,
  );
}

/** What the names of the pictures of older revisions were made of; their paths are given up. */
export async function findFormerOutputs(
  db: Db,
  ref: RevisionRef,
): Promise<
  (Pick<Variant, 'productKey' | 'locale' | 'channel' | 'angle' | 'layout'> & {
    ordinal: number;
    ratio: string;
  })[]
> {
  return rows(
    db,
    sql`select v.product_key as "productKey", v.locale, v.channel, v.angle, v.layout, v.ordinal, r.ratio
      from rendition r join variant v on v.workspace_id = r.workspace_id and v.id = r.variant_id
      where v.workspace_id = ${ref.workspaceId} and v.campaign_id = ${ref.campaignId} and v.revision < ${ref.revision}`,
  );
}

function toCell(row: CellRow): Cell {
  return {
    id: row.id,
    productKey: row.product_key,
    locale: row.locale,
    channel: row.channel,
    ratios: row.ratios,
    target: row.target,
    accepted: row.accepted,
    nearUnique: row.near_unique,
    effective: row.effective,
    score: row.score,
    diversity: row.diversity,
    gaps: row.gaps,
    rejected: row.rejected,
    state: row.state,
    error: row.error,
    writer: row.writer,
  };
}
