import { describeActor } from '#kernel/actor';
import { cutPage, type Page } from '#kernel/page';
import { examine } from '#agents/work/do-work';
import { findTaskType } from '#agents/work/registry';
import { type EditablePlace, editablePlaces } from '#agents/work/revise-product';
import { orderedVariantsOf } from '#agents/work/ordered-variants';
import { workToMarkdown } from '#agents/work/to-markdown';
import type { WorkProduct } from '#agents/work/work-product';
import { approvalsOfTasks } from '#modules/approvals/index';
import { findCampaign } from '#modules/campaigns/index';
import {
  type Classification,
  classify,
  describeTask,
  findRun,
  hashOfTask,
  listRuns,
  problemsOf,
  type StoredRun,
  type Surroundings,
  type Task,
  type TaskDetail,
  taskError,
  type TaskRun,
  type TaskRunDetail,
  taskStore,
} from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import { type Context, readTogether } from '#platform/context';
import { loadWorkMaterials } from './work-material.ts';

type StoredTask = taskStore.StoredTask;

/** Tasks that were not dropped, newest first. Throws `campaigns.unknown` and `tasks.type_unknown` by finding none. */
export async function listTasks(
  ctx: Context,
  input: Omit<taskStore.TaskFilter, 'workspaceId'>,
): Promise<Page<Task>> {
  authorise(ctx, 'tasks.read');
  return readTogether(ctx, async (together) => {
    const { db, workspaceId } = together;
    const { campaignId: asked, type, ...rest } = input;
    const campaign = asked === undefined ? undefined : await findCampaign(db, workspaceId, { id: asked });
    if (asked !== undefined && campaign === undefined) return { items: [] };
    const filter = {
      ...rest,
      campaignId: campaign?.id,
      type: type === undefined ? undefined : (findTaskType(type)?.type ?? type),
    };
    const page = cutPage(
      await taskStore.listTasks(db, { workspaceId, ...filter }),
      input.limit,
      ({ id }) => id,
    );
    return { ...page, items: await describeAll(together, page.items) };
  });
}

/** Tasks as they are shown, with how they stand. */
export async function describeAll(ctx: Context, tasks: readonly StoredTask[]): Promise<Task[]> {
  const all = await surround(ctx, tasks);
  const ended = tasks.filter(({ execution }) => execution === 'failed' || execution === 'skipped');
  const runIds = ended.flatMap(({ runId }) => runId ?? []);
  const problems = await problemsOf(ctx.db, ctx.workspaceId, runIds);
  return all.map((one) => describeTask(one, problems.get(one.task.runId ?? '') ?? null));
}

/** Tasks with what their standing depends on. */
export async function surround(
  ctx: Context,
  tasks: readonly StoredTask[],
  { isDryRun = false }: { isDryRun?: boolean } = {},
): Promise<Surroundings[]> {
  const known = new Map(tasks.map((task) => [task.id, task]));
  const others = [...new Set(tasks.flatMap(({ dependsOn }) => dependsOn))].filter((id) => !known.has(id));
  if (others.length > 0)
    for (const task of await taskStore.findTasks(ctx.db, ctx.workspaceId, { ids: others }))
      known.set(task.id, task);
  const approvals = await approvalsOfTasks(
    ctx,
    tasks.map(({ id }) => id),
  );
  const now = ctx.clock.now();
  return tasks.map((task) => ({
    task,
    approval: approvals.get(task.id),
    before: task.dependsOn.flatMap((id) => known.get(id) ?? []),
    now,
    isDryRun,
  }));
}

/** One task with its newest work product. Throws `tasks.unknown`. */
export async function getTask(ctx: Context, input: { id: string }): Promise<TaskDetail> {
  authorise(ctx, 'tasks.read');
  return readTogether(ctx, async (together) => {
    const stored = await needTask(together, input.id);
    const [shown] = await describeAll(together, [stored]);
    if (shown === undefined) throw taskError('tasks.unknown', input);
    const around = await taskStore.dependantsOf(together.db, together.workspaceId, stored.id);
    const titles = async (ids: readonly string[]): Promise<TaskDetail['before']> =>
      (
        await describeAll(together, await taskStore.findTasks(together.db, together.workspaceId, { ids }))
      ).map(({ id, title, status }) => ({ id, title, status }));
    const classification = await classifyStored(together, stored);
    return {
      ...shown,
      status: classification.status,
      description: stored.description,
      payload: stored.payload as TaskDetail['payload'],
      contentHash: hashOfTask(stored),
      classification,
      before: await titles(stored.dependsOn),
      after: await titles(around),
      lastRun: stored.runId === null ? null : await getTaskRun(together, { id: stored.runId }),
    };
  });
}

/** Whether a task can be done, field by field (EXE-1). Throws `tasks.unknown`. */
export async function classifyTask(ctx: Context, input: { id: string }): Promise<Classification> {
  authorise(ctx, 'tasks.read');
  return readTogether(ctx, async (together) => classifyStored(together, await needTask(together, input.id)));
}

/** How a stored task stands, with its payload and material looked at. */
export async function classifyStored(ctx: Context, stored: StoredTask): Promise<Classification> {
  const [classified] = await classifyAll(ctx, [stored]);
  if (classified === undefined) throw taskError('tasks.unknown', { id: stored.id });
  return classified;
}

/** How stored tasks stand, in their order, with their payloads and material looked at. */
export async function classifyAll(
  ctx: Context,
  tasks: readonly StoredTask[],
  how: { isDryRun?: boolean } = {},
): Promise<Classification[]> {
  const around = await surround(ctx, tasks, how);
  const materialOf = await loadWorkMaterials(ctx, tasks, { withPreviews: how.isDryRun === true });
  return around.map((one) => {
    const type = findTaskType(one.task.type);
    if (type === undefined) return classify(one, []);
    return classify(one, examine(type, materialOf(one.task).material, one.task.payload));
  });
}

/** Runs of a task or a batch, newest first. */
export async function listTaskRuns(
  ctx: Context,
  input: {
    limit: number;
    after?: string | undefined;
    taskId?: string | undefined;
    batchId?: string | undefined;
  },
): Promise<Page<TaskRun>> {
  authorise(ctx, 'tasks.read');
  const found = await listRuns(ctx.db, { workspaceId: ctx.workspaceId, ...input });
  const page = cutPage(found, input.limit, ({ id }) => id);
  return { ...page, items: page.items.map(describeRun) };
}

/** One run with its work product as page and Markdown. Throws `tasks.run_unknown`. */
export async function getTaskRun(ctx: Context, input: { id: string }): Promise<TaskRunDetail> {
  authorise(ctx, 'tasks.read');
  const found = await findRun(ctx.db, ctx.workspaceId, input);
  if (found === undefined) throw taskError('tasks.run_unknown', input);
  const { product, evidence, wording, title } = found;
  const type = findTaskType(found.type);
  const work = product as unknown as WorkProduct | null;
  const blocks = work === null ? [] : (type?.render(work) ?? []);
  return {
    ...describeRun(found),
    product: product as TaskRunDetail['product'],
    evidence,
    wording,
    editable: work === null || type === undefined ? [] : editablePlaces(type, work).map(copyPlace),
    page: blocks as unknown as TaskRunDetail['page'],
    markdown: work === null ? null : workToMarkdown(title, work, blocks),
  };
}

/** A picture of a run's work by its hash, when it is one. Throws `tasks.run_unknown` and `tasks.no_picture`. */
export async function pictureOfRun(ctx: Context, input: { id: string; sha256: string }): Promise<string> {
  authorise(ctx, 'tasks.read');
  const { id, sha256 } = input;
  const found = await findRun(ctx.db, ctx.workspaceId, { id });
  if (found === undefined) throw taskError('tasks.run_unknown', { id });
  const made = orderedVariantsOf(found.product?.['content']);
  if (!made.some(({ pictures }) => pictures.some((one) => one.sha256 === sha256)))
    throw taskError('tasks.no_picture', { id });
  return sha256;
}

const copyPlace = (place: EditablePlace): TaskRunDetail['editable'][number] => ({
  ...place,
  mustKeep: [...place.mustKeep],
});

/** A run as it is shown. */
export function describeRun(run: StoredRun): TaskRun {
  const { id, taskId, revision, briefRevision, isDryRun, batchId, state, problem, costMicro, log } = run;
  const { revisesId, comment, edited } = run;
  return {
    id,
    taskId,
    revision,
    briefRevision,
    isDryRun,
    batchId,
    state,
    problem,
    costMicro,
    log,
    revisesId,
    comment,
    edited,
    madeBy: describeActor(run.madeBy),
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    durationMs: run.endedAt === null ? null : run.endedAt.getTime() - run.startedAt.getTime(),
  };
}

/** A task by its id. Throws `tasks.unknown`. */
export async function needTask(ctx: Context, id: string, lock = false): Promise<StoredTask> {
  const [found] = await taskStore.findTasks(ctx.db, ctx.workspaceId, { ids: [id], lock });
  if (found === undefined) throw taskError('tasks.unknown', { id });
  return found;
}
