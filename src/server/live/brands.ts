import { sql } from 'kysely';
import { type Db, firstRow } from '#platform/db/database';

const MOST_KEPT = 5_000;

/** Brands of campaigns, for people who see some of them; asked for once while they are used. */
export function rememberBrands(db: Db): {
  /** null: the campaign has none, or is not there. */
  find: (workspaceId: string, campaignId: string) => Promise<string | null>;
  forget: (campaignId: string) => void;
  forgetAll: () => void;
} {
  const known = new Map<string, string | null>();
  return {
    async find(workspaceId, campaignId) {
      const found = known.get(campaignId);
      if (found !== undefined) return found;
      const row = await firstRow(
        db,
        sql<{ brand: string | null }>`select brand_id as brand from campaign
          where workspace_id = ${workspaceId} and id = ${campaignId}`,
      );
      const brand = row?.brand ?? null;
      known.set(campaignId, brand);
      const [oldest] = known.keys();
      if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest);
      return brand;
    },
    forget: (campaignId) => known.delete(campaignId),
    forgetAll: () => known.clear(),
  };
}
