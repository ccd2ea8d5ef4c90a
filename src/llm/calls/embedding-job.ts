import type { EmbeddingModelV4 } from '@ai-sdk/provider';
import { attemptOnce } from '#llm/attempt/attempt-once';
import type { Job } from '#llm/execute/job';
import { FaultError } from '#llm/faults/fault';
import { createMask } from '#llm/masking/mask';
import type { CallScope, EmbeddingAnswer } from '#llm/model';
import { lexicalVector } from '#llm/providers/offline/index';
import type { Target } from '#llm/settings/settings';
import { estimateTokens } from '#llm/tokens';

export interface EmbeddingCall {
  readonly useCase: string;
  readonly scope: CallScope;
  readonly values: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly targets?: readonly string[] | undefined;
  /** Hashed n-grams when no model answers; without it that is an error. */
  readonly isLexicalEnough: boolean;
}

/** The job of an embedding call; values go out in batches of what the model takes at once. */
export function embeddingJob(
  call: EmbeddingCall,
  from: { isMasked: boolean; modelOf: (target: Target) => EmbeddingModelV4 | undefined },
): Job<EmbeddingAnswer, EmbeddingAnswer> {
  const mask = createMask(from.isMasked);
  const values = call.values.map((value) => mask.text(value));
  return {
    kind: 'embedding',
    useCase: call.useCase,
    scope: call.scope,
    signal: call.signal,
    targets: call.targets,
    size: { input: values.reduce((sum, value) => sum + estimateTokens(value), 0), output: () => 0 },
    params: { values: values.length },
    input: values,
    isKept: false,
    hasTexts: false,
    attempt: ({ target, leftMs }) =>
      attemptOnce({ target, leftMs, signal: call.signal }, async (signal) => {
        const model = from.modelOf(target);
        if (model === undefined)
          throw new FaultError({ kind: 'model_missing', detail: `${target.provider} has no embeddings` });
        return embedAll(model, values, signal);
      }),
    check: (value) => ({ ok: true, result: value }),
    offline: call.isLexicalEnough
      ? () => ({ vectors: values.map(lexicalVector), usage: {}, method: 'lexical' })
      : undefined,
  };
}

async function embedAll(
  model: EmbeddingModelV4,
  values: readonly string[],
  abortSignal: AbortSignal,
): Promise<{ value: EmbeddingAnswer; usage: EmbeddingAnswer['usage'] }> {
  const most = Math.max(1, Math.min((await model.maxEmbeddingsPerCall) ?? values.length, 2_048));
  const vectors: (readonly number[])[] = [];
  let input = 0;
  let isCounted = true;
  for (let at = 0; at < values.length; at += most) {
    const batch = values.slice(at, at + most);
    const result = await model.doEmbed({ values: batch, abortSignal });
    if (result.embeddings.length !== batch.length)
      throw new FaultError({
        kind: 'not_wire',
        detail: `${result.embeddings.length} vectors came for ${batch.length} texts`,
      });
    vectors.push(...result.embeddings);
    if (result.usage === undefined) isCounted = false;
    else input += result.usage.tokens;
  }
  const usage = isCounted ? { input } : {};
  return { value: { vectors, usage, method: 'model' }, usage };
}
