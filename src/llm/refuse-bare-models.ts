import { llmError } from './errors.ts';

const GLOBAL = 'AI_SDK_DEFAULT_PROVIDER';

/** A model named by a bare string would go to somebody else's hosted gateway: the SDK's default is made to refuse. */
export function refuseBareModels(): void {
  const refuse = (model: string): never => {
    throw llmError('llm.bare_model', { model });
  };
  Reflect.set(globalThis, GLOBAL, {
    specificationVersion: 'v4',
    languageModel: refuse,
    embeddingModel: refuse,
    textEmbeddingModel: refuse,
    imageModel: refuse,
    rerankingModel: refuse,
    speechModel: refuse,
    transcriptionModel: refuse,
    videoModel: refuse,
  });
}
