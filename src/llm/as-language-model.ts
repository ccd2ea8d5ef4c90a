import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import type { TextCall } from './calls/text-job.ts';
import type { Gateway } from './gateway.ts';
import { type CallScope, wireUsage } from './model.ts';

/**
 * A use case as a model of the AI SDK, so that its agents and tools go through the gateway too. Give the SDK
 * `maxRetries: 0`: the gateway owns retries.
 */
export function asLanguageModel(
  gateway: Gateway,
  by: { useCase: string; scope: CallScope },
): LanguageModelV4 {
  const callOf = (options: LanguageModelV4CallOptions): TextCall => {
    const { prompt, maxOutputTokens, abortSignal, ...rest } = options;
    return { ...rest, ...by, prompt, maxOutputTokens, signal: abortSignal };
  };
  return {
    specificationVersion: 'v4',
    provider: 'aicmo',
    modelId: by.useCase,
    supportedUrls: {},
    async doGenerate(options) {
      const { result, origin } = await gateway.text(callOf(options));
      return {
        content: [...result.content],
        finishReason: { unified: result.finish, raw: result.finish },
        usage: wireUsage(result.usage),
        warnings: [],
        response: { modelId: origin.model },
      };
    },
    async doStream(options) {
      const { parts } = gateway.live(callOf(options));
      return { stream: toStream(parts) };
    },
  };
}

function toStream(
  parts: AsyncIterable<LanguageModelV4StreamPart>,
): ReadableStream<LanguageModelV4StreamPart> {
  const iterator = parts[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.(undefined);
    },
  });
}
