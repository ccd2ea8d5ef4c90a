import { createGoogle } from '@ai-sdk/google';
import { boundedFetch, MOST_BULK_BYTES, MOST_TEXT_BYTES } from '#llm/providers/bounded-fetch';
import type { Provider, ProviderOpening } from '#llm/providers/provider';

const ADDRESS = 'https://generativelanguage.googleapis.com/v1beta';

/** Google Gemini: text, embeddings, and pictures by its image models. */
export function openGoogle({ name, settings, apiKey }: ProviderOpening): Provider {
  const baseURL = settings.baseUrl ?? ADDRESS;
  const options = {
    baseURL,
    apiKey: apiKey ?? '',
    name: `google.${name}`,
    ...(settings.headers === undefined ? {} : { headers: settings.headers }),
  };
  const text = createGoogle({ ...options, fetch: boundedFetch(baseURL, MOST_TEXT_BYTES) });
  const bulk = createGoogle({ ...options, fetch: boundedFetch(baseURL, MOST_BULK_BYTES) });
  return {
    text: (model) => text.chat(model),
    embedding: (model) => bulk.embeddingModel(model),
    image: (model) => bulk.image(model),
  };
}
