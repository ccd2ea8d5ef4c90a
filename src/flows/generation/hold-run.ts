import { findCampaign, type StoredCampaign } from '#modules/campaigns/index';
import type { Context } from '#platform/context';

const LOOK_MS = 250;

/** Whether a campaign is still worked on by this run: no newer run took it over, and nobody cancelled it. */
export function isOwnRun(campaign: StoredCampaign | undefined, runId: string): campaign is StoredCampaign {
  return campaign !== undefined && campaign.runId === runId && campaign.status !== 'cancelled';
}

/**
 * Looks at the campaign a few times a second while a long step works on it; `lost` aborts when it is not this
 * run's any more, so that a changed brief or a cancellation does not wait for pictures nobody wants.
 */
export function holdRun(
  ctx: Context,
  run: { campaignId: string; runId: string },
): Disposable & { readonly lost: AbortSignal } {
  const lost = new AbortController();
  const look = async (): Promise<void> => {
    const campaign = await findCampaign(ctx.db, ctx.workspaceId, { id: run.campaignId });
    if (!isOwnRun(campaign, run.runId)) lost.abort(new Error('the campaign was taken away from this run'));
  };
  // A look that fails decides nothing: the record of the step asks again under a lock.
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_MS);
  return { lost: lost.signal, [Symbol.dispose]: () => clearInterval(timer) };
}
