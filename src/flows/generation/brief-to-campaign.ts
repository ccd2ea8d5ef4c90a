import { AppError, messageOf } from '#kernel/errors';
import { BRIEF_TO_CAMPAIGN, type CampaignRunInput, findCampaign } from '#modules/campaigns/index';
import type { ModelCopies } from '#agents/copywriter/write-copies';
import { contextFor, type FlowDeps } from '#flows/deps';
import { hasModelFor } from '#flows/has-model';
import { crashPoint } from '#platform/process/crash-point';
import { defineFlow, type Flow, type FlowTools } from '#platform/workflow/flow';
import type { Studio } from '#studio/produce/cell-request';
import { type CampaignOutcome, failCampaign, finishCampaign } from './finish-campaign.ts';
import { type CellJob, type CellParts, cellParts, failCell, makeCell } from './make-cell.ts';
import { outputDirOf } from './output-path.ts';
import { paintOne, type WantedHero } from './paint-heroes.ts';
import { planCampaign } from './plan-campaign.ts';
import { writeCopy } from './write-copy.ts';
import { writeOutputs } from './write-outputs.ts';

/** Time one picture may take, besides the time that any step has. */
const TIME_PER_PICTURE_MS = 2_000;

/**
 * The durable way from an accepted brief to a finished campaign: plan the cells, make each one (a failing cell
 * stops no other), show the files, and decide how the campaign stands.
 */
export function briefToCampaign(deps: FlowDeps, studio: Studio): Flow<CampaignRunInput, CampaignOutcome> {
  const limits = deps.config;
  const parts = cellParts(deps, studio);
  return defineFlow<CampaignRunInput, CampaignOutcome>({
    ...BRIEF_TO_CAMPAIGN,
    stepDefaults: { retries: deps.config.stepRetries, timeoutMs: deps.config.stepTimeoutMs },
    run: async (tools, run) => {
      crashPoint('flow.started');
      const job = { run, runId: tools.runId };
      const ctx = contextFor(
        deps,
        { kind: 'flow', flow: BRIEF_TO_CAMPAIGN.name, runId: tools.runId },
        run.workspaceId,
      );
      try {
        const plan = await tools.transact('plan', async (tx) =>
          planCampaign(
            tx,
            { ...ctx, db: tx },
            {
              ...job,
              limits,
              hasCopyModel: await hasModelFor(deps, run.workspaceId, 'copywriting'),
              hasPictureModel: await hasModelFor(deps, run.workspaceId, 'hero_image'),
            },
          ),
        );
        if (plan.state === 'superseded') return { status: 'superseded', variants: 0 };
        for (const wanted of plan.heroes ?? []) await paintDurably(tools, deps, { parts, job, wanted });
        for (const cell of plan.cells) {
          const hasModel = plan.hasCopyModel === true;
          const input = { deps, parts, job: { ...job, cellId: cell.id }, pictures: cell.pictures, hasModel };
          if (!(await runCell(tools, input))) break;
        }
        await tools.step('outputs', () => showOutputs(deps, job.run, tools.runId));
        crashPoint('flow.before_finish');
        const outcome = await tools.transact('finish', (tx) =>
          finishCampaign(tx, { ...ctx, db: tx }, { ...job, limits }),
        );
        crashPoint('flow.finished');
        return outcome;
      } catch (error) {
        deps.log.error({ err: error, run: tools.runId, campaign: run.campaignId }, 'a campaign run failed');
        return tools.transact('fail', (tx) =>
          failCampaign(tx, { ...ctx, db: tx }, { ...job, error: messageOf(error) }),
        );
      }
    },
  });
}

/** Makes one cell, or notes why it could not be made; returns whether the campaign is still this run's. */
async function runCell(
  tools: FlowTools,
  input: { deps: FlowDeps; parts: CellParts; job: CellJob; pictures: number; hasModel: boolean },
): Promise<boolean> {
  const { deps, parts, job } = input;
  const ctx = contextFor(
    deps,
    { kind: 'flow', flow: BRIEF_TO_CAMPAIGN.name, runId: job.runId },
    job.run.workspaceId,
  );
  const timeoutMs = deps.config.stepTimeoutMs + TIME_PER_PICTURE_MS * input.pictures;
  try {
    const copies = input.hasModel ? await writeCopyDurably(tools, deps, { parts, job }) : null;
    crashPoint('cell.copy_written');
    const result = await tools.step(
      `cell ${job.cellId}`,
      (_key, signal) => makeCell(ctx, parts, { ...job, signal, copies }),
      { timeoutMs, shouldRetry: (error) => !(error instanceof AppError) || error.retryable },
    );
    return result.isOwn;
  } catch (error) {
    deps.log.warn({ err: error, run: job.runId, cell: job.cellId }, 'a cell could not be made');
    await tools.step(`failed ${job.cellId}`, () => failCell(ctx, { ...job, error: messageOf(error) }));
    return true;
  }
}

/** The copy of a model as a step of its own; without one the offline writer writes, and the cell says why. */
function writeCopyDurably(
  tools: FlowTools,
  deps: FlowDeps,
  { parts, job }: { parts: CellParts; job: CellJob },
): Promise<ModelCopies | null> {
  return tools.step(`copy ${job.cellId}`, (key, signal) => writeCopy(deps, parts, { ...job, key, signal }), {
    timeoutMs: 2 * deps.config.stepTimeoutMs,
  });
}

/** A scene by a model as a step of its own; without one the studio draws its own grounds. */
async function paintDurably(
  tools: FlowTools,
  deps: FlowDeps,
  { parts, job, wanted }: { parts: CellParts; job: Omit<CellJob, 'cellId'>; wanted: WantedHero },
): Promise<void> {
  const name = `hero ${wanted.productKey} ${wanted.shape}`;
  try {
    const came = await tools.step(
      name,
      (key, signal) => paintOne(deps, parts, { ...job, wanted, key, signal }),
      {
        timeoutMs: 2 * deps.config.stepTimeoutMs,
      },
    );
    deps.log.info({ run: job.runId, ...wanted, came }, 'a scene was asked for');
  } catch (error) {
    deps.log.warn(
      { err: error, run: job.runId, ...wanted },
      'a scene could not be painted; the campaign goes on without',
    );
  }
}

async function showOutputs(deps: FlowDeps, run: CampaignRunInput, runId: string): Promise<{ files: number }> {
  const ctx = contextFor(deps, { kind: 'flow', flow: BRIEF_TO_CAMPAIGN.name, runId }, run.workspaceId);
  const campaign = await findCampaign(deps.db, run.workspaceId, { id: run.campaignId });
  if (campaign === undefined || campaign.runId !== runId) return { files: 0 };
  return writeOutputs(ctx, {
    campaign,
    files: deps.files,
    outputDir: outputDirOf(deps.config, run.workspaceId),
  });
}
