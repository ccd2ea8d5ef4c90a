import type { Db } from '#platform/db/database';
import type { Database } from '#platform/db/database';

/** A campaign to be put into the database as it would stand after a run. */
export interface CampaignRecord {
  readonly id: string;
  readonly name?: string;
  readonly status?: string;
  readonly start?: string;
  readonly costMicro?: number;
  readonly variants?: number;
  readonly cells?: readonly CellRecord[];
}

export interface CellRecord {
  readonly target: number;
  readonly accepted: number;
  readonly nearUnique: number;
  readonly ratios: readonly string[];
}

/** Writes campaigns with brief and cells by plain SQL, for tests of what reads them. */
export async function insertCampaign(db: Database, record: CampaignRecord): Promise<void> {
  const { id, name = id, status = 'completed', start, costMicro = 0, variants = 0, cells = [] } = record;
  await db.pool.query(
    `insert into campaign (workspace_id, id, key, name, revision, status, variant_count, cost_micro, created_at)
     values ('ws_default', $1, $1, $2, 1, $3, $4, $5, now())`,
    [id, name, status, variants, costMicro],
  );
  const product = {
    key: 'p',
    name: 'P',
    benefits: [],
    features: [],
    problems: [],
    proofs: [],
    targetVariants: 1,
    extra: {},
  };
  const document = {
    campaignId: id,
    name,
    language: 'en',
    locales: ['en'],
    markets: [],
    products: [product],
    targetVariants: 1,
    hashtags: [],
    channels: ['x'],
    aspectRatios: ['1:1'],
    kpis: [],
    requirements: [],
    extra: {},
    ...(start === undefined ? {} : { schedule: { start } }),
  };
  await db.pool.query(
    `insert into brief_revision (workspace_id, id, campaign_id, revision, content_hash, source, text, document, created_at)
     values ('ws_default', $1 || '-brief', $1, 1, 'hash', '{"kind":"api","name":"x.yaml"}', '', $2, now())`,
    [id, JSON.stringify(document)],
  );
  for (const [index, cell] of cells.entries()) {
    await db.pool.query(
      `insert into cell (workspace_id, id, campaign_id, revision, product_key, locale, channel, ratios, target, accepted, near_unique, state)
       values ('ws_default', $1, $2, 1, $3, 'en', 'x', $4, $5, $6, $7, 'done')`,
      [`${id}-cell-${index}`, id, `p${index}`, cell.ratios, cell.target, cell.accepted, cell.nearUnique],
    );
  }
}

/** The one value of a query with one row and one column. */
export async function valueOf<Value>(
  db: Db & Pick<Database, 'pool'>,
  text: string,
  values: unknown[] = [],
): Promise<Value> {
  const { rows } = await db.pool.query<Record<string, Value>>(text, values);
  return Object.values(rows[0] ?? {})[0] as Value;
}
