import { authorise } from '#platform/auth/permissions';
import type { ModelsContext } from './models-context.ts';

/** What came of a try: who answered, how long it took and what it cost. */
export interface TriedModel {
  readonly text: string;
  readonly finish: string;
  readonly flags: string[];
  readonly target: string;
  readonly provider: string;
  readonly model: string;
  readonly attempts: number;
  readonly cache: string;
  readonly costMicro: number | null;
  readonly totalMs: number;
  readonly requestId: string;
}

/** Asks a model by use case, or one target alone. Throws `llm.*`. */
export async function tryModel(
  ctx: ModelsContext,
  input: { useCase: string; target?: string | undefined; text: string },
): Promise<TriedModel> {
  authorise(ctx, 'llm.use');
  const start = performance.now();
  const { result, flags, origin } = await ctx.gateway.text({
    useCase: input.useCase,
    scope: { workspaceId: ctx.workspaceId, actor: ctx.actor, purpose: 'try' },
    prompt: [{ role: 'user', content: [{ type: 'text', text: input.text }] }],
    targets: input.target === undefined ? undefined : [input.target],
  });
  const { target, provider, model, attempts, cache, costMicro, requestId } = origin;
  const totalMs = Math.round(performance.now() - start);
  return {
    text: result.text,
    finish: result.finish,
    flags: [...flags],
    target,
    provider,
    model,
    attempts,
    cache,
    costMicro,
    totalMs,
    requestId,
  };
}
