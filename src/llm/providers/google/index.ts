import { createGoogle } from '@ai-sdk/google';
import { boundedFetch } from '#llm/providers/bounded-fetch';
import type { Provider, ProviderOpening } from '#llm/providers/provider';

const ADDRESS = 'https://generativelanguage.googleapis.com/v1beta';

/** Google Gemini: text, embeddings, and pictures by its image models. */
export function openGoogle({ name, settings, apiKey }: ProviderOpening): Provider {
  const baseURL = settings.baseUrl ?? ADDRESS;
  const google = createGoogle({
    baseURL,
    apiKey: apiKey ?? '',
    name: `google.${name}`,
    fetch: boundedFetch(baseURL),
    ...(settings.headers === undefined ? {} : { headers: settings.headers }),
  });
  return {
    text: (model) => google.chat(model),
    embedding: (model) => google.embeddingModel(model),
    image: (model) => google.image(model),
  };
}
