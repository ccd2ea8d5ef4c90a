import { describeActor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { cutPage, type Page } from '#kernel/page';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent, historyOf } from '#platform/events/outbox';
import type { RunControl } from '#platform/workflow/engine';
import type { Campaign, campaignChange } from './contract.ts';
import { campaignError } from './errors.ts';
import { isAtRest, mayBecome } from './rules.ts';
import {
  type CampaignCounts,
  type CampaignFilter,
  type CampaignPatch,
  countCampaigns,
  findCampaign,
  insertCampaign,
  listCampaigns as findCampaigns,
  type StoredCampaign,
  updateCampaign,
} from './store.ts';
import type { z } from 'zod';

/** The flow that turns a brief into a campaign, by name: the module starts it, `flows/` holds it. */
export const BRIEF_TO_CAMPAIGN = { name: 'brief-to-campaign', queue: 'campaigns' } as const;

/** What the flow is told. */
export interface CampaignRunInput {
  readonly workspaceId: string;
  readonly campaignId: string;
  readonly revision: number;
  /** Counts runs of one revision: 0 the first, more after resumes. Seeds what is generated anew. */
  readonly round: number;
}

/** A context of verbs that start or stop durable runs. */
export type RunContext = Context & { readonly runs: RunControl };

/** Campaigns, newest first. */
export async function listCampaigns(
  ctx: Context,
  input: Omit<CampaignFilter, 'workspaceId'>,
): Promise<Page<Campaign>> {
  authorise(ctx, 'campaigns.read');
  const found = await findCampaigns(ctx.db, { workspaceId: ctx.workspaceId, ...input });
  return cutPage(found, input.limit, (campaign) => campaign.id);
}

/** How many campaigns stand where. */
export async function getCampaignCounts(ctx: Context): Promise<CampaignCounts> {
  authorise(ctx, 'campaigns.read');
  return countCampaigns(ctx.db, ctx.workspaceId);
}

/** One campaign by id or key. Throws `campaigns.unknown`. */
export async function getCampaign(ctx: Context, input: { id: string }): Promise<StoredCampaign> {
  authorise(ctx, 'campaigns.read');
  return need(await findCampaign(ctx.db, ctx.workspaceId, input), input.id);
}

/** What happened to a campaign, oldest first. */
export async function getCampaignHistory(
  ctx: Context,
  input: { id: string; limit: number },
): Promise<{ items: z.output<typeof campaignChange>[] }> {
  const { id } = await getCampaign(ctx, input);
  const events = await historyOf(ctx.db, {
    workspaceId: ctx.workspaceId,
    type: 'campaign',
    id,
    limit: input.limit,
  });
  return {
    items: events.map((event) => ({
      at: event.at,
      type: event.type,
      cause: typeof event.payload['cause'] === 'string' ? event.payload['cause'] : '',
      actor: describeActor(event.actor),
      payload: { ...event.payload },
    })),
  };
}

/**
 * Makes room for a brief in the caller's transaction: the campaign of this key is created or locked.
 * The caller writes the revision and then calls `beginRevision`.
 */
export async function openCampaign(
  tx: Tx,
  ctx: Context,
  input: { key: string; name: string; brandId: string | null },
): Promise<StoredCampaign> {
  const id = newId('cmp', ctx.clock.now().getTime());
  const isNew = await insertCampaign(tx, ctx.workspaceId, { id, ...input, at: ctx.clock.now() });
  const campaign = await findCampaign(tx, ctx.workspaceId, { id: input.key, lock: true });
  // Neither new nor to be found: it is of a brand that this person does not see.
  if (campaign === undefined) throw campaignError('campaigns.key_taken', { key: input.key });
  if (isNew) {
    const subject = { type: 'campaign', id: campaign.id };
    await appendEvent(tx, ctx, {
      type: 'campaign.created',
      subject,
      payload: { key: campaign.key, cause: 'a brief arrived' },
      after: { key: campaign.key, status: campaign.status },
    });
  }
  return campaign;
}

/** Sets a campaign to work on a revision: its run starts with the caller's commit. */
export async function beginRevision(
  tx: Tx,
  ctx: RunContext,
  input: {
    campaign: StoredCampaign;
    revision: number;
    name: string;
    brandId: string | null;
    /** The former revision that the new one brings back. */
    restoredFrom?: number;
  },
): Promise<StoredCampaign> {
  const { campaign } = input;
  const cause = causeOf(input);
  const set: CampaignPatch = {
    name: input.name,
    brandId: input.brandId,
    revision: input.revision,
    ...EMPTY_TOTALS,
  };
  await updateCampaign(tx, ctx.workspaceId, { id: campaign.id, set });
  return startRun(tx, ctx, { campaign: { ...campaign, ...set }, cause, round: 0 });
}

function causeOf({ revision, restoredFrom }: { revision: number; restoredFrom?: number }): string {
  if (restoredFrom !== undefined)
    return `the brief was restored from revision ${restoredFrom}: revision ${revision}`;
  return revision === 1 ? 'the brief was accepted' : `the brief changed: revision ${revision}`;
}

const EMPTY_TOTALS = {
  cellCount: 0,
  cellsDone: 0,
  targetVariants: 0,
  variantCount: 0,
  nearUniqueCount: 0,
  effectiveVariants: null,
  diversityScore: null,
  imageCount: 0,
  startedAt: null,
  endedAt: null,
} satisfies CampaignPatch;

/**
 * Generates what is missing (CRE-7) and shows the files again; where nothing is missing, only the files are shown.
 * Throws `campaigns.not_resumable` while it is being worked on.
 */
export async function resumeCampaign(ctx: RunContext, input: { id: string }): Promise<Campaign> {
  authorise(ctx, 'campaigns.run');
  return withTransaction(ctx.db, async (tx) => {
    const campaign = need(await findCampaign(tx, ctx.workspaceId, { id: input.id, lock: true }), input.id);
    if (!isAtRest(campaign.status)) {
      throw campaignError('campaigns.not_resumable', { key: campaign.key, status: campaign.status });
    }
    const round = roundOf(campaign.runId) + 1;
    return startRun(tx, ctx, { campaign, cause: 'asked to generate what is missing', round });
  });
}

/**
 * Stops a campaign; what is finished stays. Its run sees it within a second, shows what is finished and ends.
 * Throws `campaigns.not_running` when it is completed or cancelled already.
 */
export async function cancelCampaign(ctx: Context, input: { id: string }): Promise<Campaign> {
  authorise(ctx, 'campaigns.run');
  return withTransaction(ctx.db, async (tx) => {
    const campaign = need(await findCampaign(tx, ctx.workspaceId, { id: input.id, lock: true }), input.id);
    if (isAtRest(campaign.status) && campaign.status !== 'needs_assets' && campaign.status !== 'failed') {
      throw campaignError('campaigns.not_running', { key: campaign.key, status: campaign.status });
    }
    return setStatus(tx, ctx, {
      campaign,
      status: 'cancelled',
      cause: `cancelled by ${describeActor(ctx.actor)}`,
    });
  });
}

/** Moves a campaign to a status with its cause, as an event (BRF-6). Throws `campaigns.wrong_way`. */
export async function setStatus(
  tx: Tx,
  ctx: Context,
  change: { campaign: StoredCampaign; status: Campaign['status']; cause: string; set?: CampaignPatch },
): Promise<StoredCampaign> {
  const { campaign, status, cause } = change;
  if (!mayBecome(campaign.status, status)) {
    throw campaignError('campaigns.wrong_way', { key: campaign.key, from: campaign.status, to: status });
  }
  const now = ctx.clock.now();
  const ended = isAtRest(status) ? { endedAt: now } : { endedAt: null };
  const set: CampaignPatch = { ...change.set, status, statusCause: cause, ...ended };
  await updateCampaign(tx, ctx.workspaceId, { id: campaign.id, set });
  await appendEvent(tx, ctx, {
    type: 'campaign.status_changed',
    subject: { type: 'campaign', id: campaign.id },
    payload: {
      key: campaign.key,
      from: campaign.status,
      to: status,
      cause,
      revision: change.set?.revision ?? campaign.revision,
    },
    before: auditedFields(campaign),
    after: auditedFields({ ...campaign, ...set }),
  });
  return { ...campaign, ...set };
}

async function startRun(
  tx: Tx,
  ctx: RunContext,
  input: { campaign: StoredCampaign; cause: string; round: number },
): Promise<StoredCampaign> {
  const { campaign, round } = input;
  const runId = `${campaign.id}:r${campaign.revision}:${round}`;
  const begun = await setStatus(tx, ctx, { campaign, status: 'new', cause: input.cause, set: { runId } });
  const run: CampaignRunInput = {
    workspaceId: ctx.workspaceId,
    campaignId: campaign.id,
    revision: campaign.revision,
    round,
  };
  await ctx.runs.start(tx, BRIEF_TO_CAMPAIGN, { runId, input: run });
  return begun;
}

function auditedFields({ status, revision, runId }: StoredCampaign): Record<string, unknown> {
  return { status, revision, runId };
}

function roundOf(runId: string | null): number {
  return Number(runId?.split(':').at(-1) ?? 0);
}

function need(campaign: StoredCampaign | undefined, id: string): StoredCampaign {
  if (campaign === undefined) throw campaignError('campaigns.unknown', { id });
  return campaign;
}
