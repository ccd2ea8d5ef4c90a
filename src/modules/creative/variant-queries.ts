import { type RawBuilder, sql } from 'kysely';
import { firstRow, rows, type Db } from '#platform/db/database';
import type { Variant, VariantSummary } from './contract.ts';
import { type RevisionRef, VARIANT, type VariantRow } from './store.ts';

export type VariantFilter = RevisionRef & {
  limit: number;
  after?: string | undefined;
  locale?: string | undefined;
  channel?: string | undefined;
  productKey?: string | undefined;
  cellId?: string | undefined;
  angle?: string | undefined;
  layout?: string | undefined;
  verdict?: keyof VariantSummary['verdicts'] | undefined;
};

const RENDITIONS = sql.raw('from rendition r where r.workspace_id = v.workspace_id and r.variant_id = v.id');
const IS_REPAIRED = sql`exists (select 1 ${RENDITIONS} and r.verdict = 'repaired')`;
const IS_NOTED = sql`(jsonb_path_exists(v.checks, '$[*] ? (@.verdict != "pass")')
  or exists (select 1 ${RENDITIONS} and jsonb_path_exists(r.checks, '$[*] ? (@.verdict != "pass")')))`;

const OF_VERDICT: Readonly<Record<keyof VariantSummary['verdicts'], RawBuilder<unknown>>> = {
  repaired: IS_REPAIRED,
  noted: sql`${IS_NOTED} and not ${IS_REPAIRED}`,
  clean: sql`not ${IS_NOTED} and not ${IS_REPAIRED}`,
};

function ofRevision(ref: RevisionRef): RawBuilder<unknown> {
  return sql`v.workspace_id = ${ref.workspaceId} and v.campaign_id = ${ref.campaignId} and v.revision = ${ref.revision}`;
}

/** Variants of a revision with their renditions, by id, one more than `limit`. */
export async function listVariants(db: Db, filter: VariantFilter): Promise<Variant[]> {
  const equal: readonly [column: string, wanted: string | undefined][] = [
    ['v.locale', filter.locale],
    ['v.channel', filter.channel],
    ['v.product_key', filter.productKey],
    ['v.cell_id', filter.cellId],
    ['v.angle', filter.angle],
    ['v.layout', filter.layout],
  ];
  const parts = equal.flatMap(([column, wanted]) =>
    wanted === undefined ? [] : [sql`and ${sql.raw(column)} = ${wanted}`],
  );
  if (filter.after !== undefined) parts.push(sql`and v.id > ${filter.after}`);
  if (filter.verdict !== undefined) parts.push(sql`and ${OF_VERDICT[filter.verdict]}`);
  const found = await rows(
    db,
    sql<VariantRow>`select ${VARIANT} from variant v where ${ofRevision(filter)} ${sql.join(parts, sql` `)}
      order by v.id limit ${filter.limit + 1}`,
  );
  return found.map((row) => ({ ...row, renditions: row.renditions ?? [] }));
}

/** What the variants of a revision are made of, and how they stood their checks. */
export async function summariseVariants(db: Db, ref: RevisionRef): Promise<VariantSummary> {
  const totals = await firstRow(
    db,
    sql<{
      variants: number;
      pictures: number;
      bytes: string;
      clean: number;
      noted: number;
      repaired: number;
    }>`select count(*)::int as variants, coalesce(sum((select count(*) ${RENDITIONS})), 0)::int as pictures,
        coalesce(sum((select sum(r.bytes) ${RENDITIONS})), 0)::text as bytes,
        count(*) filter (where ${OF_VERDICT.clean})::int as clean, count(*) filter (where ${OF_VERDICT.noted})::int as noted,
        count(*) filter (where ${OF_VERDICT.repaired})::int as repaired
      from variant v where ${ofRevision(ref)}`,
  );
  const shares = await rows(
    db,
    sql<{ kind: 'angle' | 'layout' | 'palette' | 'writer'; name: string; count: number }>`
      select case when grouping(v.angle) = 0 then 'angle' when grouping(v.layout) = 0 then 'layout'
          when grouping(v.palette) = 0 then 'palette' else 'writer' end as kind,
        coalesce(v.angle, v.layout, v.palette, v.writer) as name, count(*)::int as count
      from variant v where ${ofRevision(ref)}
      group by grouping sets ((v.angle), (v.layout), (v.palette), (v.writer)) order by count(*) desc, name`,
  );
  const checks = await rows(
    db,
    sql<VariantSummary['checks'][number]>`select k->>'rule' as rule, f.source as of,
        count(*) filter (where k->>'verdict' = 'pass')::int as pass, count(*) filter (where k->>'verdict' = 'warn')::int as warn,
        count(*) filter (where k->>'verdict' = 'fail')::int as fail
      from (select 'text' as source, v.checks from variant v where ${ofRevision(ref)}
        union all select 'picture', r.checks from variant v join rendition r on r.workspace_id = v.workspace_id
          and r.variant_id = v.id where ${ofRevision(ref)}) f, jsonb_array_elements(f.checks) k
      group by 1, 2 order by 2 desc, 1`,
  );
  const of = (kind: (typeof shares)[number]['kind']): { name: string; count: number }[] =>
    shares.filter((found) => found.kind === kind).map(({ name, count }) => ({ name, count }));
  const { variants = 0, pictures = 0, bytes = '0', clean = 0, noted = 0, repaired = 0 } = totals ?? {};
  return {
    variants,
    pictures,
    bytes: Number(bytes),
    angles: of('angle'),
    layouts: of('layout'),
    palettes: of('palette'),
    writers: of('writer'),
    verdicts: { clean, noted, repaired },
    checks,
  };
}
