import { defineErrors } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { cutPage, type Page } from '#kernel/page';
import { beginRevision, openCampaign, type RunContext, type StoredCampaign } from '#modules/campaigns/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { crashPoint } from '#platform/process/crash-point';
import type { Problem } from '#kernel/text-problem';
import type { BriefDocument } from './brief-document.ts';
import type { BriefDetail, BriefRejection, BriefRevision, Submission } from './contract.ts';
import {
  type BriefSource,
  deleteRejection,
  findBrief,
  findKeptBrief,
  findNewestHash,
  findRevision,
  insertRevision,
  type KeptBrief,
  listRejections,
  listRevisions,
  type NewRejection,
  type RevisionFilter,
  type StoredBrief,
  upsertRejection,
} from './store.ts';

const briefError = defineErrors({
  'briefs.unknown': {
    status: 404,
    retryable: false,
    message: 'There is no revision of a brief with the id {id}.',
  },
  'briefs.revision_unknown': {
    status: 404,
    retryable: false,
    message:
      'There is no revision {revision} of the brief of {key}. `aicmo brief list --campaign {key}` shows the ones there are.',
  },
  'briefs.changed': {
    status: 409,
    retryable: false,
    message:
      'Somebody has changed this brief since you looked at it: it is at revision {revision}, and you compared with {seen}. Look at what they changed, then restore again.',
  },
});

/** A brief that was read and checked, with everything it refers to in the file store. */
export interface CheckedBrief {
  readonly document: BriefDocument;
  readonly contentHash: string;
  readonly text: string;
  readonly warnings: readonly Problem[];
  readonly files: Readonly<Record<string, string>>;
  readonly source: BriefSource;
  readonly brandId: string | null;
  /** The revision that was the newest when somebody decided about it; any one where it is left out. */
  readonly newest?: number | undefined;
}

/** What belongs to the commit of a brief besides it. */
export interface Alongside {
  /** Also where the brief is unchanged. */
  readonly always?: (tx: Tx) => Promise<void>;
  /** Once the new revision is written. */
  readonly onRevision?: (tx: Tx, made: { id: string; campaignId: string; revision: number }) => Promise<void>;
}

/**
 * Takes a brief: a new campaign, a new revision of one, or nothing when the content is the newest already (BRF-4).
 * Revision, campaign and the start of its run commit together, with what the caller writes alongside. Throws
 * `briefs.changed` where the brief names another newest revision than there is.
 */
export async function submitBrief(
  ctx: RunContext,
  brief: CheckedBrief,
  alongside: Alongside = {},
): Promise<Submission> {
  authorise(ctx, 'briefs.write');
  const { document } = brief;
  const submitted = await withTransaction(ctx.db, async (tx): Promise<Submission> => {
    const campaign = await openCampaign(tx, ctx, {
      key: document.campaignId,
      name: document.name,
      brandId: brief.brandId,
    });
    demandNewest(campaign, brief.newest);
    await alongside.always?.(tx);
    const place = { campaignId: campaign.id, campaignKey: campaign.key, warnings: [...brief.warnings] };
    const hashBefore = await findNewestHash(tx, ctx.workspaceId, campaign.id);
    if (hashBefore === brief.contentHash) {
      return { outcome: 'unchanged', revision: campaign.revision, ...place };
    }
    const revision = campaign.revision + 1;
    const at = ctx.clock.now();
    const id = newId('brf', at.getTime());
    await insertRevision(tx, ctx.workspaceId, { id, campaignId: campaign.id, revision, at, ...brief });
    await alongside.onRevision?.(tx, { id, campaignId: campaign.id, revision });
    await recordSubmission(tx, ctx, { id, campaign, revision, brief, hashBefore });
    const { brandId, source } = brief;
    await beginRevision(tx, ctx, {
      campaign,
      revision,
      name: document.name,
      brandId,
      ...restoredBy(source),
    });
    crashPoint('intake.before_commit');
    return { outcome: revision === 1 ? 'created' : 'revised', revision, ...place };
  });
  crashPoint('intake.after_commit');
  return submitted;
}

function demandNewest({ revision }: StoredCampaign, seen: number | undefined): void {
  if (seen !== undefined && seen !== revision) throw briefError('briefs.changed', { revision, seen });
}

function recordSubmission(
  tx: Tx,
  ctx: Context,
  made: {
    id: string;
    campaign: StoredCampaign;
    revision: number;
    brief: CheckedBrief;
    hashBefore: string | undefined;
  },
): Promise<void> {
  const { id, campaign, revision, brief, hashBefore } = made;
  const { contentHash, brandId, source } = brief;
  const told = { campaignId: campaign.id, revision, contentHash, ...restoredBy(source) };
  return appendEvent(tx, ctx, {
    type: 'brief.submitted',
    subject: { type: 'brief', id },
    payload: { ...told, source: source.kind },
    after: { ...told, brandId, replaces: hashBefore ?? null },
  });
}

function restoredBy({ restoredFrom }: BriefSource): { restoredFrom?: number } {
  return restoredFrom === undefined ? {} : { restoredFrom };
}

/** Notes a brief that could not be taken, once per content; returns whether this content is new. */
export async function rejectBrief(
  tx: Tx,
  ctx: Context,
  input: Omit<NewRejection, 'id' | 'at'>,
): Promise<boolean> {
  const at = ctx.clock.now();
  const id = await upsertRejection(tx, ctx.workspaceId, { id: newId('rej', at.getTime()), at, ...input });
  if (id === undefined) return false;
  const problems = input.problems.length;
  await appendEvent(tx, ctx, {
    type: 'brief.refused',
    subject: { type: 'brief_rejection', id },
    payload: { fileName: input.fileName, problems },
    after: { problems },
  });
  return true;
}

/** Forgets the rejection of a source that is mended or gone; returns whether there was one. */
export async function forgetRejection(tx: Tx, ctx: Context, sourceKey: string): Promise<boolean> {
  const id = await deleteRejection(tx, ctx.workspaceId, sourceKey);
  if (id === undefined) return false;
  const subject = { type: 'brief_rejection', id };
  await appendEvent(tx, ctx, { type: 'brief.refusal_cleared', subject, payload: {} });
  return true;
}

/** Revisions of briefs, newest first. */
export async function listBriefs(
  ctx: Context,
  input: Omit<RevisionFilter, 'workspaceId'>,
): Promise<Page<BriefRevision>> {
  authorise(ctx, 'briefs.read');
  const found = await listRevisions(ctx.db, { ...input, workspaceId: ctx.workspaceId });
  return cutPage(found, input.limit, (revision) => revision.id);
}

/** One revision of a brief with its text. Throws `briefs.unknown`. */
export async function getBrief(ctx: Context, input: { id: string }): Promise<BriefDetail> {
  authorise(ctx, 'briefs.read');
  const found = await findBrief(ctx.db, ctx.workspaceId, input.id);
  if (found === undefined) throw briefError('briefs.unknown', input);
  return found;
}

/** A revision of a campaign's brief by its number. Throws `briefs.revision_unknown`. */
export async function getBriefRevision(
  ctx: Context,
  { campaign, revision }: { campaign: Pick<StoredCampaign, 'id' | 'key'>; revision: number },
): Promise<BriefRevision> {
  const { items } = await listBriefs(ctx, { campaignId: campaign.id, revision, limit: 1 });
  const [found] = items;
  if (found === undefined) throw briefError('briefs.revision_unknown', { key: campaign.key, revision });
  return found;
}

/** A revision to bring back, with its pictures. Throws `briefs.unknown`. */
export async function needKeptBrief(ctx: Context, input: { id: string }): Promise<KeptBrief> {
  authorise(ctx, 'briefs.write');
  const found = await findKeptBrief(ctx.db, ctx.workspaceId, input.id);
  if (found === undefined) throw briefError('briefs.unknown', input);
  return found;
}

/** Briefs that could not be taken and have not been mended, by the time of their first rejection, newest first. */
export async function listRejectedBriefs(
  ctx: Context,
  input: { limit: number; after?: string | undefined },
): Promise<Page<BriefRejection>> {
  authorise(ctx, 'briefs.read');
  const found = await listRejections(ctx.db, { ...input, workspaceId: ctx.workspaceId });
  return cutPage(found, input.limit, (rejection) => rejection.id);
}

/** A revision of a campaign's brief for generation; the newest when none is named. */
export function briefOf(
  ctx: Context,
  ref: { campaignId: string; revision?: number },
): Promise<StoredBrief | undefined> {
  return findRevision(ctx.db, ctx.workspaceId, ref);
}

/** First and last day of a campaign as its newest brief names them. */
export async function currentSchedule(ctx: Context, campaignId: string): Promise<BriefDocument['schedule']> {
  return (await briefOf(ctx, { campaignId }))?.document.schedule;
}
