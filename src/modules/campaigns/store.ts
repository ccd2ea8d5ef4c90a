import { sql, type RawBuilder } from 'kysely';
import { firstRow, rows, type Db, type Tx } from '#platform/db/database';
import { readTally } from '#platform/db/tally';
import type { Campaign } from './contract.ts';

interface CampaignRow {
  id: string;
  key: string;
  name: string;
  brand_id: string | null;
  revision: number;
  status: Campaign['status'];
  status_cause: string | null;
  run_id: string | null;
  cell_count: number;
  cells_done: number;
  target_variants: number;
  variant_count: number;
  near_unique_count: number;
  effective_variants: number | null;
  diversity_score: number | null;
  image_count: number;
  cost_micro: number;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
}

/** A campaign with the id of the run that works on it. */
export interface StoredCampaign extends Campaign {
  readonly runId: string | null;
}

export type CampaignFilter = {
  workspaceId: string;
  limit: number;
  after?: string | undefined;
  status?: Campaign['status'] | undefined;
  brandId?: string | undefined;
  /** Part of name or key. */
  text?: string | undefined;
};

/** Campaigns by id, newest first, one more than `limit` so that the caller sees whether there are more. */
export async function listCampaigns(db: Db, filter: CampaignFilter): Promise<StoredCampaign[]> {
  const after = filter.after === undefined ? sql`` : sql`and id < ${filter.after}`;
  const status = filter.status === undefined ? sql`` : sql`and status = ${filter.status}`;
  const brand = filter.brandId === undefined ? sql`` : sql`and brand_id = ${filter.brandId}`;
  const text =
    filter.text === undefined
      ? sql``
      : sql`and position(lower(${filter.text}) in lower(name || ' ' || key)) > 0`;
  const found = await rows(
    db,
    sql<CampaignRow>`select * from campaign where workspace_id = ${filter.workspaceId} ${after} ${status} ${brand} ${text}
      order by id desc limit ${filter.limit + 1}`,
  );
  return found.map(toCampaign);
}

/** A campaign by its id or key. With `lock`, other writers of it wait. */
export async function findCampaign(
  db: Db,
  workspaceId: string,
  ref: { id: string; lock?: boolean },
): Promise<StoredCampaign | undefined> {
  const lock = ref.lock === true ? sql`for update` : sql``;
  const row = await firstRow(
    db,
    sql<CampaignRow>`select * from campaign where workspace_id = ${workspaceId} and (id = ${ref.id} or key = ${ref.id}) ${lock}`,
  );
  return row === undefined ? undefined : toCampaign(row);
}

/** Campaigns by their ids, in no order; those that are not there are left out. */
export async function findCampaigns(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<StoredCampaign[]> {
  const found = await rows(
    db,
    sql<CampaignRow>`select * from campaign where workspace_id = ${workspaceId} and id = any(${[...ids]})`,
  );
  return found.map(toCampaign);
}

/** Creates a campaign unless its key is taken; returns whether it was created. */
export async function insertCampaign(
  tx: Tx,
  workspaceId: string,
  campaign: { id: string; key: string; name: string; brandId: string | null; at: Date },
): Promise<boolean> {
  const row = await firstRow(
    tx,
    sql<{
      id: string;
    }>`insert into campaign (workspace_id, id, key, name, brand_id, revision, status, created_at)
      values (${workspaceId}, ${campaign.id}, ${campaign.key}, ${campaign.name}, ${campaign.brandId}, 0, 'new', ${campaign.at})
      on conflict (workspace_id, key) do nothing returning id`,
  );
  return row !== undefined;
}

export interface CampaignPatch {
  name?: string;
  brandId?: string | null;
  revision?: number;
  status?: Campaign['status'];
  statusCause?: string | null;
  runId?: string;
  cellCount?: number;
  cellsDone?: number;
  targetVariants?: number;
  variantCount?: number;
  nearUniqueCount?: number;
  effectiveVariants?: number | null;
  diversityScore?: number | null;
  imageCount?: number;
  costMicro?: number;
  startedAt?: Date | null;
  endedAt?: Date | null;
}

const COLUMN: Readonly<Record<keyof CampaignPatch, string>> = {
  name: 'name',
  brandId: 'brand_id',
  revision: 'revision',
  status: 'status',
  statusCause: 'status_cause',
  runId: 'run_id',
  cellCount: 'cell_count',
  cellsDone: 'cells_done',
  targetVariants: 'target_variants',
  variantCount: 'variant_count',
  nearUniqueCount: 'near_unique_count',
  effectiveVariants: 'effective_variants',
  diversityScore: 'diversity_score',
  imageCount: 'image_count',
  costMicro: 'cost_micro',
  startedAt: 'started_at',
  endedAt: 'ended_at',
};

/** Changes the named fields of a campaign. */
export async function updateCampaign(
  tx: Tx,
  workspaceId: string,
  change: { id: string; set: CampaignPatch },
): Promise<void> {
  const parts: RawBuilder<unknown>[] = Object.entries(change.set).map(
    ([field, value]) => sql`${sql.ref(COLUMN[field as keyof CampaignPatch])} = ${value}`,
  );
  if (parts.length === 0) return;
  await rows(
    tx,
    sql`update campaign set ${sql.join(parts)} where workspace_id = ${workspaceId} and id = ${change.id}`,
  );
}

export interface CampaignCounts {
  readonly active: number;
  readonly completed: number;
  readonly failed: number;
  readonly needsAssets: number;
  readonly cancelled: number;
  readonly variants: number;
  readonly costMicro: number;
}

/** Counts over all campaigns of a workspace, for overviews and alert contexts. */
export async function countCampaigns(db: Db, workspaceId: string): Promise<CampaignCounts> {
  const sums = await readTally(db, workspaceId, 'campaign');
  const of = (name: string): number => sums.get(name) ?? 0;
  return {
    active: of('new') + of('validated') + of('generating'),
    completed: of('completed'),
    failed: of('failed'),
    needsAssets: of('needs_assets'),
    cancelled: of('cancelled'),
    variants: of('variants'),
    costMicro: of('cost_micro'),
  };
}

function toCampaign(row: CampaignRow): StoredCampaign {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    brandId: row.brand_id,
    revision: row.revision,
    status: row.status,
    statusCause: row.status_cause,
    runId: row.run_id,
    cellCount: row.cell_count,
    cellsDone: row.cells_done,
    targetVariants: row.target_variants,
    variantCount: row.variant_count,
    completionRate: row.target_variants === 0 ? 0 : Math.min(1, row.variant_count / row.target_variants),
    nearUniqueCount: row.near_unique_count,
    effectiveVariants: row.effective_variants,
    diversityScore: row.diversity_score,
    imageCount: row.image_count,
    costMicro: row.cost_micro,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
