import { createAnthropic } from '@ai-sdk/anthropic';
import { boundedFetch } from '#llm/providers/bounded-fetch';
import type { Provider, ProviderOpening } from '#llm/providers/provider';

const ADDRESS = 'https://api.anthropic.com/v1';

/** Anthropic by its messages API; it has neither embeddings nor pictures. */
export function openAnthropic({ name, settings, apiKey }: ProviderOpening): Provider {
  const baseURL = settings.baseUrl ?? ADDRESS;
  const anthropic = createAnthropic({
    baseURL,
    apiKey: apiKey ?? '',
    name: `anthropic.${name}`,
    fetch: boundedFetch(baseURL),
    ...(settings.headers === undefined ? {} : { headers: settings.headers }),
  });
  return {
    text: (model) => anthropic.chat(model),
    embedding: () => undefined,
    image: () => undefined,
  };
}
