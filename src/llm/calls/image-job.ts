import type { ImageModelV4 } from '@ai-sdk/provider';
import { attemptOnce } from '#llm/attempt/attempt-once';
import type { Job } from '#llm/execute/job';
import { FaultError } from '#llm/faults/fault';
import type { CallScope, ImageAnswer, PromptRef, Usage } from '#llm/model';
import type { Target } from '#llm/settings/settings';
import { estimateTokens } from '#llm/tokens';

export interface ImageCall {
  readonly useCase: string;
  readonly scope: CallScope;
  readonly prompt: string;
  readonly count: number;
  /** Such as `16:9`; models that know only sizes choose the nearest themselves. */
  readonly aspectRatio: `${number}:${number}`;
  readonly promptRef?: PromptRef | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The caller can do without: a target whose breaker is open is not asked, though it is the only one. */
  readonly isOptional?: boolean | undefined;
}

/** Pictures in base64, so that they can be kept as an answer. */
interface EncodedImages {
  readonly images: readonly string[];
  readonly usage: Usage;
}

/** The job of a call for pictures. There is no offline way: code does not paint. */
export function imageJob(
  call: ImageCall,
  modelOf: (target: Target) => ImageModelV4 | undefined,
): Job<EncodedImages, ImageAnswer> {
  return {
    kind: 'image',
    useCase: call.useCase,
    scope: call.scope,
    prompt: call.promptRef,
    signal: call.signal,
    isOptional: call.isOptional,
    size: { input: estimateTokens(call.prompt), output: () => 1_500 * call.count, images: call.count },
    params: { count: call.count, aspectRatio: call.aspectRatio },
    input: call.prompt,
    isKept: true,
    hasTexts: false,
    attempt: ({ target, leftMs }) =>
      attemptOnce({ target, leftMs, signal: call.signal }, async (signal) => {
        const model = modelOf(target);
        if (model === undefined)
          throw new FaultError({ kind: 'model_missing', detail: `${target.provider} has no picture models` });
        return paint(model, call, signal);
      }),
    check: ({ images, usage }) => ({
      ok: true,
      result: { images: images.map((image) => Buffer.from(image, 'base64')), usage },
    }),
  };
}

/** Models that take a size and no ratio, by the names their providers gave them. */
const SIZES: Readonly<Record<string, `${number}x${number}`>> = {
  wide: '1536x1024',
  tall: '1024x1536',
  square: '1024x1024',
};

async function paint(
  model: ImageModelV4,
  call: ImageCall,
  abortSignal: AbortSignal,
): Promise<{ value: EncodedImages; usage: Usage }> {
  const [width = 1, height = 1] = call.aspectRatio.split(':').map(Number);
  const shape = width / height > 1.2 ? 'wide' : width / height < 0.83 ? 'tall' : 'square';
  const takesSize = model.provider.includes('openai') || model.modelId.startsWith('gpt-image');
  const result = await model.doGenerate({
    prompt: call.prompt,
    n: call.count,
    size: takesSize ? SIZES[shape] : undefined,
    aspectRatio: takesSize ? undefined : call.aspectRatio,
    seed: undefined,
    files: undefined,
    mask: undefined,
    providerOptions: {},
    abortSignal,
  });
  const images = result.images.map((image) =>
    typeof image === 'string' ? image : Buffer.from(image).toString('base64'),
  );
  if (images.length === 0) throw new FaultError({ kind: 'not_wire', detail: 'the answer holds no picture' });
  const { inputTokens, outputTokens } = result.usage ?? {};
  const usage: Usage = {
    ...(inputTokens === undefined ? {} : { input: inputTokens }),
    ...(outputTokens === undefined ? {} : { output: outputTokens }),
  };
  return { value: { images, usage }, usage };
}
