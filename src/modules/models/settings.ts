import { llmError, type Overlay, overlaySchema, readOverlay, writeOverlay } from '#llm/index';
import { authorise } from '#platform/auth/permissions';
import { withTransaction } from '#platform/db/database';
import type { Fields } from '#platform/audit/changed-fields';
import { appendEvent, type NewEvent } from '#platform/events/outbox';
import type { ModelsStatus } from './contract.ts';
import type { ModelsContext } from './models-context.ts';
import { getModelsStatus } from './status.ts';

type UseCaseChange = Overlay['useCases'][string];
type TargetChange = Overlay['targets'][string];

/** Changes a use case at run time, in force in every process at once. Throws `llm.target_unknown`. */
export async function setUseCase(
  ctx: ModelsContext,
  input: UseCaseChange & { useCase: string },
): Promise<ModelsStatus> {
  authorise(ctx, 'llm.manage');
  const { useCase, ...change } = input;
  const { targets } = await ctx.gateway.settings(ctx.workspaceId);
  const unknown = change.chain?.find((target) => !targets.has(target));
  if (unknown !== undefined)
    throw llmError('llm.target_unknown', {
      target: unknown,
      known: [...targets.keys()].join(', ') || 'none',
    });
  const part = fieldsOf('useCases', useCase);
  await changeOverlay(
    ctx,
    { type: 'models.use_case.set', payload: { useCase, ...change }, part },
    (overlay) => ({
      ...overlay,
      useCases: { ...overlay.useCases, [useCase]: { ...overlay.useCases[useCase], ...change } },
    }),
  );
  return getModelsStatus(ctx);
}

/** Back to what the models file says. Throws `llm.use_case_unknown`. */
export async function resetUseCase(ctx: ModelsContext, input: { useCase: string }): Promise<ModelsStatus> {
  authorise(ctx, 'llm.manage');
  const { useCases } = await ctx.gateway.settings(ctx.workspaceId);
  if (!useCases.has(input.useCase))
    throw llmError('llm.use_case_unknown', {
      useCase: input.useCase,
      known: [...useCases.keys()].join(', '),
    });
  const part = fieldsOf('useCases', input.useCase);
  await changeOverlay(ctx, { type: 'models.use_case.reset', payload: { ...input }, part }, (overlay) => ({
    ...overlay,
    useCases: Object.fromEntries(Object.entries(overlay.useCases).filter(([name]) => name !== input.useCase)),
  }));
  return getModelsStatus(ctx);
}

/**
 * Changes limits, time-outs or price of a target at run time; a new name with provider and model makes a new one.
 * Throws `llm.provider_unknown` or `llm.target_incomplete`.
 */
export async function setTarget(
  ctx: ModelsContext,
  input: TargetChange & { target: string },
): Promise<ModelsStatus> {
  authorise(ctx, 'llm.manage');
  const { target, ...change } = input;
  const { document, targets } = await ctx.gateway.settings(ctx.workspaceId);
  const known = Object.keys(document.providers);
  if (change.provider !== undefined && !known.includes(change.provider))
    throw llmError('llm.provider_unknown', { provider: change.provider, known: known.join(', ') || 'none' });
  if (!targets.has(target) && (change.provider === undefined || change.model === undefined))
    throw llmError('llm.target_incomplete', { target });
  const part = fieldsOf('targets', target);
  await changeOverlay(
    ctx,
    { type: 'models.target.set', payload: { target, ...change }, part },
    (overlay) => ({
      ...overlay,
      targets: { ...overlay.targets, [target]: { ...overlay.targets[target], ...change } },
    }),
  );
  return getModelsStatus(ctx);
}

/** Back to what the models file says. Throws `llm.target_unknown`. */
export async function resetTarget(ctx: ModelsContext, input: { target: string }): Promise<ModelsStatus> {
  authorise(ctx, 'llm.manage');
  const { targets } = await ctx.gateway.settings(ctx.workspaceId);
  if (!targets.has(input.target))
    throw llmError('llm.target_unknown', { target: input.target, known: [...targets.keys()].join(', ') });
  const part = fieldsOf('targets', input.target);
  await changeOverlay(ctx, { type: 'models.target.reset', payload: { ...input }, part }, (overlay) => ({
    ...overlay,
    targets: Object.fromEntries(Object.entries(overlay.targets).filter(([name]) => name !== input.target)),
  }));
  return getModelsStatus(ctx);
}

/** Whether prompts and answers are kept with each call. */
export async function setRecord(ctx: ModelsContext, input: { keepTexts: boolean }): Promise<ModelsStatus> {
  authorise(ctx, 'llm.manage');
  const part = (overlay: Overlay): Fields => overlay.record;
  await changeOverlay(ctx, { type: 'models.record.set', payload: { ...input }, part }, (overlay) => ({
    ...overlay,
    record: { ...overlay.record, ...input },
  }));
  return getModelsStatus(ctx);
}

/** What is set of a use case or a target, each field by `<name>.<field>`. */
const fieldsOf =
  (kind: 'useCases' | 'targets', name: string) =>
  (overlay: Overlay): Fields =>
    Object.fromEntries(
      Object.entries(overlay[kind][name] ?? {}).map(([field, value]) => [`${name}.${field}`, value]),
    );

async function changeOverlay(
  ctx: ModelsContext,
  event: Pick<NewEvent, 'type' | 'payload'> & {
    /** The part of the settings that the change is about. */
    readonly part: (overlay: Overlay) => Fields;
  },
  make: (overlay: Overlay) => Overlay,
): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    const before = await readOverlay(tx, ctx.workspaceId);
    const known = before?.document ?? overlaySchema.parse({});
    const document = make(known);
    const change = {
      workspaceId: ctx.workspaceId,
      document,
      after: before?.revision ?? 0,
      actor: ctx.actor,
      at: ctx.clock.now(),
    };
    if ((await writeOverlay(tx, change)) === undefined) throw llmError('llm.settings_conflict');
    await appendEvent(tx, ctx, {
      type: event.type,
      subject: { type: 'models', id: ctx.workspaceId },
      payload: event.payload,
      before: event.part(known),
      after: event.part(document),
    });
  });
  ctx.gateway.forgetSettings(ctx.workspaceId);
}
