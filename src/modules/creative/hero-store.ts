import { sql } from 'kysely';
import { type Db, rows, type Tx } from '#platform/db/database';
import { recordFiles, pictureRecord } from '#platform/files/file-records';
import type { Hero } from './contract.ts';
import type { RevisionRef } from './store.ts';

const COLUMNS = sql.raw(
  'product_key as "productKey", shape, sha256, origin, checks, created_at as "createdAt"',
);

/** Scenes of a revision, those that were refused too. */
export function findHeroes(db: Db, ref: RevisionRef): Promise<Hero[]> {
  return rows(
    db,
    sql<Hero>`select ${COLUMNS} from hero where workspace_id = ${ref.workspaceId} and campaign_id = ${ref.campaignId}
      and revision = ${ref.revision} order by product_key, shape`,
  );
}

/** Notes a scene with its origin and checks; without a picture it was refused. The first one stays. */
export async function insertHero(
  tx: Tx,
  ref: RevisionRef,
  hero: Omit<Hero, 'sha256' | 'createdAt'> & {
    picture: Parameters<typeof pictureRecord>[0] | undefined;
    at: Date;
  },
): Promise<void> {
  if (hero.picture !== undefined) await recordFiles(tx, ref.workspaceId, [pictureRecord(hero.picture)]);
  await rows(
    tx,
    sql`insert into hero (workspace_id, campaign_id, revision, product_key, shape, sha256, origin, checks, created_at)
      values (${ref.workspaceId}, ${ref.campaignId}, ${ref.revision}, ${hero.productKey}, ${hero.shape},
        ${hero.picture?.sha256 ?? null}, ${JSON.stringify(hero.origin)}, ${JSON.stringify(hero.checks)}, ${hero.at})
      on conflict do nothing`,
  );
}
