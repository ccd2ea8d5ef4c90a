import type { OrderedVariant, VariantOrder } from '#agents/work/ordered-variants';
import type { contextFor, FlowDeps } from '#flows/deps';
import { type DrawnOrder, drawOrder, undrawn } from '#flows/generation/draw-order';
import { type JoinedVariant, joinCampaign } from '#flows/generation/join-campaign';
import type { CellParts } from '#flows/generation/make-cell';
import { heroesFor, paintScene, type WantedHero } from '#flows/generation/paint-heroes';
import { outputDirOf } from '#flows/generation/output-path';
import { writeOutputs } from '#flows/generation/write-outputs';
import { hasModelFor } from '#flows/has-model';
import { AppError, messageOf } from '#kernel/errors';
import type { CallScope } from '#llm/index';
import { findCampaign, type StoredCampaign } from '#modules/campaigns/index';
import type { SufficiencyLimits } from '#modules/creative/index';
import { needTaskType, taskError, type taskStore } from '#modules/tasks/index';
import type { Tx } from '#platform/db/database';
import { recordFiles } from '#platform/files/file-records';
import type { FlowTools } from '#platform/workflow/flow';
import { FULL_SIZE } from '#studio/model';
import { HERO_LAYOUT } from '#studio/produce/creative-spec';
import type { Worked } from './end-runs.ts';

type WorkContext = ReturnType<typeof contextFor>;

/** What the studio made for a piece of work, with what models asked for it in millionths of a US dollar. */
export interface Drawing {
  readonly drawn: readonly DrawnOrder[];
  readonly notes: readonly string[];
  readonly costMicro: number;
}

/** What is made for which run of a task. */
export interface DrawingJob {
  readonly task: Pick<taskStore.StoredTask, 'type' | 'campaignId' | 'brandId' | 'title'>;
  /** Of the run, and of its steps. */
  readonly name: string;
  readonly orders: readonly VariantOrder[];
  /** Of the brief that the orders go by. */
  readonly revision: number;
  readonly isDryRun: boolean;
}

/**
 * Has the studio make what work ordered, each order in a step of its own; one that cannot be made keeps no other from it.
 * Scenes are painted in real runs only: a preview shows those that are there. Throws `tasks.brief_changed`.
 */
export async function makeVariants(
  tools: FlowTools,
  deps: FlowDeps,
  { ctx, parts, job }: { ctx: WorkContext; parts: CellParts; job: DrawingJob },
): Promise<Drawing> {
  const { name, orders } = job;
  // What the studio goes by is read anew for each run of a task: the kit may have changed since the last one.
  const own: CellParts = {
    ...parts,
    material: (workspaceId, campaign) => parts.material(workspaceId, { ...campaign, runId: name }),
  };
  const scenes = job.isDryRun ? [] : await paintScenes(tools, deps, { ctx, parts: own, job });
  const drawn: DrawnOrder[] = [];
  for (const order of orders) {
    const found = await drawDurably(tools, { ctx, parts: own, job, order });
    if (found === null) throw taskError('tasks.brief_changed');
    drawn.push(found);
  }
  return {
    drawn,
    notes: [
      ...scenes.map(({ told }) => told),
      ...new Set(drawn.flatMap(({ noModel }) => (noModel === null ? [] : [`No model wrote: ${noModel}`]))),
    ],
    costMicro: [...scenes, ...drawn].reduce((sum, { costMicro }) => sum + costMicro, 0),
  };
}

interface Making {
  readonly ctx: WorkContext;
  readonly parts: CellParts;
  readonly job: DrawingJob;
}

/** What came of an order; null where the brief is another by now. */
async function drawDurably(
  tools: FlowTools,
  { ctx, parts, job, order }: Making & { order: VariantOrder },
): Promise<DrawnOrder | null> {
  try {
    return await tools.step(
      `variant ${job.name} ${order.id}`,
      async (key, signal) => {
        const campaign = await campaignOf(ctx, job);
        if (campaign === undefined) return null;
        const isWritten = await hasModelFor(ctx, ctx.workspaceId, 'copywriting');
        const scope = isWritten ? scopeOf(ctx, job, { key, what: `copy for ${order.id}` }) : undefined;
        return drawOrder(ctx, parts, { campaign, order, seed: order.id, scope, signal });
      },
      { shouldRetry: (error) => !(error instanceof AppError) || error.retryable },
    );
  } catch (error) {
    ctx.log.warn({ err: error, run: job.name, order: order.id }, 'a variant could not be made');
    return undrawn(order, messageOf(error));
  }
}

/** Has a model paint the scenes that orders want, where one is set for it. */
async function paintScenes(
  tools: FlowTools,
  deps: FlowDeps,
  { ctx, parts, job }: Making,
): Promise<{ told: string; costMicro: number }[]> {
  const keys = job.orders
    .filter(({ isPainted, layout }) => isPainted && layout === HERO_LAYOUT)
    .map(({ productKey }) => productKey);
  if (keys.length === 0) return [];
  const wanted = await tools.step(`scenes ${job.name}`, async () => {
    const campaign = await campaignOf(ctx, job);
    if (campaign === undefined || !(await hasModelFor(ctx, ctx.workspaceId, 'hero_image'))) return [];
    const { document } = await parts.material(ctx.workspaceId, campaign);
    return heroesFor([...new Set(keys)], document.aspectRatios);
  });
  const painted = [];
  for (const one of wanted) painted.push(await paintDurably(tools, deps, { ctx, parts, job, wanted: one }));
  return painted;
}

async function paintDurably(
  tools: FlowTools,
  deps: FlowDeps,
  { ctx, parts, job, wanted }: Making & { wanted: WantedHero },
): Promise<{ told: string; costMicro: number }> {
  const name = `${wanted.shape} scene for ${wanted.productKey}`;
  try {
    const { told, costMicro } = await tools.step(
      `${name} ${job.name}`,
      async (key, signal) => {
        const campaign = await campaignOf(ctx, job);
        if (campaign === undefined) return { told: 'the brief was changed', costMicro: 0 };
        const scope = scopeOf(ctx, job, { key, what: name });
        return paintScene(ctx, parts, { campaign, wanted, scope, signal });
      },
      { timeoutMs: 2 * deps.config.stepTimeoutMs },
    );
    return { told: `${name}: ${told}.`, costMicro };
  } catch (error) {
    ctx.log.warn({ err: error, run: job.name, ...wanted }, 'a scene could not be painted');
    return { told: `${name}: ${messageOf(error)}`, costMicro: 0 };
  }
}

/** The campaign of the orders, as long as it has the brief that they go by. */
async function campaignOf(
  ctx: WorkContext,
  { task, revision }: DrawingJob,
): Promise<StoredCampaign | undefined> {
  const campaign = await findCampaign(ctx.db, ctx.workspaceId, { id: task.campaignId });
  return campaign?.revision === revision ? campaign : undefined;
}

function scopeOf(
  ctx: WorkContext,
  { task }: DrawingJob,
  { key, what }: { key: string; what: string },
): CallScope {
  return {
    workspaceId: ctx.workspaceId,
    actor: ctx.actor,
    purpose: `${task.title}: ${what}`.slice(0, 200),
    campaignId: task.campaignId,
    ...(task.brandId === null ? {} : { brandId: task.brandId }),
    idempotencyKey: key,
  };
}

/**
 * The work with what the studio made for it: in a real run as variants of the campaign, in a preview as pictures alone. Null,
 * with nothing written, while a run makes the campaign. Throws `tasks.brief_changed`.
 */
export async function hangVariants(
  tx: Tx,
  ctx: WorkContext,
  {
    job,
    done,
    drawing,
    limits,
  }: { job: DrawingJob; done: Worked; drawing: Drawing; limits: SufficiencyLimits },
): Promise<Worked | null> {
  const { task, revision, isDryRun } = job;
  const { drawn } = drawing;
  const joined = isDryRun
    ? new Map<string, JoinedVariant>()
    : await joinCampaign(tx, ctx, { campaignId: task.campaignId, revision, drawn, limits });
  if (joined === null) return null;
  const hung = drawn.map((one) => hang(one, joined.get(one.order.id) ?? null));
  const pictures = hung.flatMap((one) => one.pictures);
  const files = pictures.map((picture) => ({ ...picture, mediaType: 'image/jpeg' }));
  await recordFiles(tx, ctx.workspaceId, files);
  const count = hung.filter(({ problem }) => problem === null).length;
  return {
    ...done,
    product: needTaskType(task.type).variants?.hang(done.product, hung) ?? done.product,
    costMicro: done.costMicro + drawing.costMicro,
    notes: [
      ...drawing.notes,
      `The studio made ${count} of ${hung.length} variants, ${pictures.length} pictures; ${joined.size} joined the campaign.`,
    ],
  };
}

/** What came of an order as the work shows it. */
function hang({ order, made, problem }: DrawnOrder, variant: JoinedVariant | null): OrderedVariant {
  const { id, productKey, locale, channel, angle } = order;
  return {
    order: id,
    productKey,
    locale,
    channel,
    angle,
    layout: made?.layout ?? order.layout,
    headline: made?.copy.headline ?? order.headline ?? '',
    altText: made?.copy.altText ?? '',
    writer: made?.copy.writer ?? '',
    variant,
    pictures: (made?.renditions ?? []).map(({ ratio, sha256, bytes }) => ({
      ratio,
      sha256,
      ...FULL_SIZE[ratio],
      bytes,
    })),
    problem,
  };
}

/** Shows the campaign's files as it has them now. The work is done without that: what fails here is written by the next run. */
export async function showVariants(
  tools: FlowTools,
  deps: FlowDeps,
  { ctx, job }: { ctx: WorkContext; job: DrawingJob },
): Promise<void> {
  try {
    await tools.step(`files ${job.name}`, async () => {
      const campaign = await findCampaign(ctx.db, ctx.workspaceId, { id: job.task.campaignId });
      if (campaign === undefined) return { files: 0 };
      const outputDir = outputDirOf(deps.config, ctx.workspaceId);
      return writeOutputs(ctx, { campaign, files: deps.files, outputDir });
    });
  } catch (error) {
    deps.log.warn({ err: error, run: job.name }, 'files of new variants could not be shown');
  }
}
