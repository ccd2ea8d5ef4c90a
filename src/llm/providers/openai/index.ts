import { createOpenAI } from '@ai-sdk/openai';
import { boundedFetch } from '#llm/providers/bounded-fetch';
import type { Provider, ProviderOpening } from '#llm/providers/provider';

const ADDRESS = 'https://api.openai.com/v1';

/** OpenAI by its chat completions, embeddings and images. */
export function openOpenAi({ name, settings, apiKey }: ProviderOpening): Provider {
  const baseURL = settings.baseUrl ?? ADDRESS;
  const openai = createOpenAI({
    baseURL,
    apiKey: apiKey ?? '',
    name,
    fetch: boundedFetch(baseURL),
    ...(settings.headers === undefined ? {} : { headers: settings.headers }),
  });
  return {
    text: (model) => openai.chat(model),
    embedding: (model) => openai.embeddingModel(model),
    image: (model) => openai.image(model),
  };
}
