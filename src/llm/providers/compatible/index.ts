import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { boundedFetch, MOST_BULK_BYTES, MOST_TEXT_BYTES } from '#llm/providers/bounded-fetch';
import type { Provider, ProviderOpening } from '#llm/providers/provider';
import type { ProviderKind } from '#llm/settings/settings-document';

/** Where the servers that people run themselves listen by default, and OpenRouter. */
const ADDRESSES: Readonly<Partial<Record<ProviderKind, string>>> = {
  ollama: 'http://127.0.0.1:11434/v1',
  vllm: 'http://127.0.0.1:8000/v1',
  'llama-cpp': 'http://127.0.0.1:8080/v1',
  openrouter: 'https://openrouter.ai/api/v1',
};

/** The address of an OpenAI-compatible provider; undefined where the settings must give it. */
export function compatibleAddress(settings: ProviderOpening['settings']): string | undefined {
  return settings.baseUrl ?? ADDRESSES[settings.kind];
}

/** Any server that speaks OpenAI's chat completions: Ollama, vLLM, llama.cpp, OpenRouter, Azure and others. */
export function openCompatible({ name, settings, apiKey }: ProviderOpening, baseURL: string): Provider {
  const isAzure = settings.kind === 'azure';
  const options = {
    baseURL,
    name,
    includeUsage: true,
    supportsStructuredOutputs: true,
    headers: { ...settings.headers, ...(isAzure && apiKey !== undefined ? { 'api-key': apiKey } : {}) },
    ...(isAzure || apiKey === undefined ? {} : { apiKey }),
    ...(settings.apiVersion === undefined ? {} : { queryParams: { 'api-version': settings.apiVersion } }),
  };
  const text = createOpenAICompatible({ ...options, fetch: boundedFetch(baseURL, MOST_TEXT_BYTES) });
  const bulk = createOpenAICompatible({ ...options, fetch: boundedFetch(baseURL, MOST_BULK_BYTES) });
  return {
    text: (model) => text.languageModel(model),
    embedding: (model) => bulk.embeddingModel(model),
    image: (model) => bulk.imageModel(model),
  };
}
