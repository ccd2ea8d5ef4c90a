import { cutPage, type Page } from '#kernel/page';
import { getCampaign } from '#modules/campaigns/index';
import { defineErrors } from '#kernel/errors';
import { authorise } from '#platform/auth/permissions';
import { type Context, readTogether } from '#platform/context';
import type { Cell, Hero, Variant, VariantSummary } from './contract.ts';
import { findHeroes } from './hero-store.ts';
import { findCells, findVariant, type RevisionRef } from './store.ts';
import { listVariants as findVariants, summariseVariants, type VariantFilter } from './variant-queries.ts';

const creativeError = defineErrors({
  'variants.unknown': {
    status: 404,
    retryable: false,
    message: 'There is no variant {id}. `aicmo variant list CAMPAIGN` shows the ones of a campaign.',
  },
});

/** Variants of a campaign's current revision. Throws `campaigns.unknown`. */
export async function listVariants(
  ctx: Context,
  input: Omit<VariantFilter, 'workspaceId' | 'revision'>,
): Promise<Page<Variant>> {
  authorise(ctx, 'variants.read');
  return readTogether(ctx, async (together) => {
    const found = await findVariants(together.db, { ...input, ...(await currentRevision(together, input)) });
    return cutPage(found, input.limit, (variant) => variant.id);
  });
}

/** What the variants of a campaign's current revision are made of. Throws `campaigns.unknown`. */
export async function getVariantSummary(
  ctx: Context,
  input: { campaignId: string },
): Promise<VariantSummary> {
  authorise(ctx, 'variants.read');
  return readTogether(ctx, async (together) =>
    summariseVariants(together.db, await currentRevision(together, input)),
  );
}

/** One variant. Throws `variants.unknown`. */
export async function getVariant(ctx: Context, input: { id: string }): Promise<Variant> {
  authorise(ctx, 'variants.read');
  const found = await findVariant(ctx.db, ctx.workspaceId, input.id);
  if (found === undefined) throw creativeError('variants.unknown', input);
  return found;
}

/** Coverage of a campaign's current revision: one row a cell. Throws `campaigns.unknown`. */
export async function listCells(ctx: Context, input: { campaignId: string }): Promise<{ items: Cell[] }> {
  authorise(ctx, 'variants.read');
  return readTogether(ctx, async (together) => ({
    items: await findCells(together.db, await currentRevision(together, input)),
  }));
}

/** Scenes that a model painted for a campaign's current revision. Throws `campaigns.unknown`. */
export async function listHeroes(ctx: Context, input: { campaignId: string }): Promise<{ items: Hero[] }> {
  authorise(ctx, 'variants.read');
  const campaign = await getCampaign(ctx, { id: input.campaignId });
  const ref = { workspaceId: ctx.workspaceId, campaignId: campaign.id, revision: campaign.revision };
  return { items: await findHeroes(ctx.db, ref) };
}

/** The current revision of a campaign. Throws `campaigns.unknown`. */
async function currentRevision(ctx: Context, { campaignId }: { campaignId: string }): Promise<RevisionRef> {
  const campaign = await getCampaign(ctx, { id: campaignId });
  return { workspaceId: ctx.workspaceId, campaignId: campaign.id, revision: campaign.revision };
}
