import { createOpenAI } from '@ai-sdk/openai';
import { boundedFetch, MOST_BULK_BYTES, MOST_TEXT_BYTES } from '#llm/providers/bounded-fetch';
import type { Provider, ProviderOpening } from '#llm/providers/provider';

const ADDRESS = 'https://api.openai.com/v1';

/** OpenAI by its chat completions, embeddings and images. */
export function openOpenAi({ name, settings, apiKey }: ProviderOpening): Provider {
  const baseURL = settings.baseUrl ?? ADDRESS;
  const options = {
    baseURL,
    apiKey: apiKey ?? '',
    name,
    ...(settings.headers === undefined ? {} : { headers: settings.headers }),
  };
  const text = createOpenAI({ ...options, fetch: boundedFetch(baseURL, MOST_TEXT_BYTES) });
  const bulk = createOpenAI({ ...options, fetch: boundedFetch(baseURL, MOST_BULK_BYTES) });
  return {
    text: (model) => text.chat(model),
    embedding: (model) => bulk.embeddingModel(model),
    image: (model) => bulk.image(model),
  };
}
