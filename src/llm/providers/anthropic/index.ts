import { createAnthropic } from '@ai-sdk/anthropic';
import { boundedFetch, MOST_TEXT_BYTES } from '#llm/providers/bounded-fetch';
import type { Provider, ProviderOpening } from '#llm/providers/provider';

const ADDRESS = 'https://api.anthropic.com/v1';

/** Anthropic by its messages API; it has neither embeddings nor pictures. */
export function openAnthropic({ name, settings, apiKey }: ProviderOpening): Provider {
  const baseURL = settings.baseUrl ?? ADDRESS;
  const options = {
    baseURL,
    apiKey: apiKey ?? '',
    name: `anthropic.${name}`,
    ...(settings.headers === undefined ? {} : { headers: settings.headers }),
  };
  const text = createAnthropic({ ...options, fetch: boundedFetch(baseURL, MOST_TEXT_BYTES) });
  return {
    text: (model) => text.chat(model),
    embedding: () => undefined,
    image: () => undefined,
  };
}
