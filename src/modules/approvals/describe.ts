import { describeActor } from '#kernel/actor';
import { type BriefDetail, briefOrigins } from '#modules/briefs/index';
import { type OutgoingVariant, outgoingVariants } from '#modules/creative/index';
import { hashOfTask, type TaskToApprove, tasksToApprove } from '#modules/tasks/index';
import type { Context } from '#platform/context';
import type { Approval } from './contract.ts';
import { hashOfVariant } from './rules.ts';
import { readSteps, standingOf, type Steps } from './steps.ts';
import type { StoredApproval } from './store.ts';

/** What would go out of what approvals are about, by id. */
export interface Contents {
  readonly variants: ReadonlyMap<string, OutgoingVariant>;
  readonly briefs: ReadonlyMap<string, Pick<BriefDetail, 'contentHash' | 'source'>>;
  readonly tasks: ReadonlyMap<string, TaskToApprove & { campaignId: string }>;
}

/** The same with what a page tells of the approvals. */
export interface Subjects extends Contents {
  /** Steps of approvals that have any, by the id of the approval. */
  readonly steps: ReadonlyMap<string, Steps>;
  readonly now: Date;
}

/** Reads what would go out of several approvals, in one statement for each kind of subject that is among them. */
export async function readContents(ctx: Context, found: readonly StoredApproval[]): Promise<Contents> {
  const idsOf = (type: Approval['subjectType']): string[] =>
    found.filter(({ subjectType }) => subjectType === type).map(({ subjectId }) => subjectId);
  const [variants, briefs, tasks] = [
    await outgoingVariants(ctx.db, ctx.workspaceId, idsOf('variant')),
    await briefOrigins(ctx.db, ctx.workspaceId, idsOf('brief')),
    await tasksToApprove(ctx.db, ctx.workspaceId, idsOf('task')),
  ];
  return {
    variants: new Map(variants.map((variant) => [variant.id, variant])),
    briefs: new Map(briefs.map((brief) => [brief.id, brief])),
    tasks: new Map(tasks.map((task) => [task.id, task])),
  };
}

/** Reads what would go out of several approvals, and the steps of those that have any. */
export async function readSubjects(ctx: Context, found: readonly StoredApproval[]): Promise<Subjects> {
  const contents = await readContents(ctx, found);
  const steps = await readSteps(ctx, found, (stored) => hashOf(stored, contents));
  return { ...contents, steps, now: ctx.clock.now() };
}

/** The hash of what would go out now. */
export function hashOf(stored: StoredApproval, contents: Contents): string {
  const variant = contents.variants.get(stored.subjectId);
  if (variant !== undefined) return hashOfVariant(variant);
  const task = contents.tasks.get(stored.subjectId);
  if (task !== undefined) return hashOfTask(task);
  return contents.briefs.get(stored.subjectId)?.contentHash ?? '';
}

/** An approval as it is shown. One whose subject has changed since the decision is void, whatever is kept. */
export function describe(stored: StoredApproval, subjects: Subjects): Approval {
  const { decidedHash, decidedBy, madeBy, voidReason, ...kept } = stored;
  const contentHash = hashOf(stored, subjects);
  const isOutdated = decidedHash !== null && decidedHash !== contentHash && stored.state !== 'void';
  const steps = subjects.steps.get(stored.id);
  return {
    id: kept.id,
    subjectType: kept.subjectType,
    subjectId: kept.subjectId,
    campaignId: kept.campaignId,
    campaignKey: kept.campaignKey,
    campaignName: kept.campaignName,
    revision: kept.revision,
    requestedAt: kept.requestedAt,
    decidedAt: kept.decidedAt,
    comment: kept.comment,
    openComments: kept.openComments,
    ...wordsOf(stored, subjects),
    contentHash,
    state: isOutdated ? 'void' : stored.state,
    voidReason: isOutdated ? 'it was changed after the decision' : voidReason,
    step: steps === undefined ? null : standingOf(stored, steps, subjects.now),
    madeBy: describeActor(madeBy),
    decidedBy: decidedBy === null ? null : describeActor(decidedBy),
  };
}

function wordsOf(
  { subjectId, campaignName }: StoredApproval,
  { variants, briefs, tasks }: Subjects,
): Pick<Approval, 'title' | 'detail' | 'picture'> {
  const variant = variants.get(subjectId);
  if (variant !== undefined) {
    const { copy, productKey, locale, channel, renditions } = variant;
    const square = renditions.find(({ ratio }) => ratio === '1:1') ?? renditions[0];
    return {
      title: copy.headline,
      detail: [productKey, locale, channel].join(' · '),
      picture: square === undefined ? null : { variantId: variant.id, ratio: square.ratio },
    };
  }
  const task = tasks.get(subjectId);
  if (task !== undefined) return { title: task.title, detail: `Task: ${task.typeTitle}`, picture: null };
  const source = briefs.get(subjectId)?.source;
  return {
    title: campaignName,
    detail: source === undefined ? 'Brief' : `Brief by ${source.kind}: ${source.name}`,
    picture: null,
  };
}
