import { llmError } from '#llm/errors';
import { openAnthropic } from './anthropic/index.ts';
import { compatibleAddress, openCompatible } from './compatible/index.ts';
import { openGoogle } from './google/index.ts';
import { openOpenAi } from './openai/index.ts';
import type { Provider, ProviderOpening } from './provider.ts';

/** Opens a provider by its kind. Throws `llm.settings_invalid` when its address is not known. */
export function openProvider(opening: ProviderOpening): Provider {
  const { kind } = opening.settings;
  switch (kind) {
    case 'google':
      return openGoogle(opening);
    case 'openai':
      return openOpenAi(opening);
    case 'anthropic':
      return openAnthropic(opening);
    default: {
      const address = compatibleAddress(opening.settings);
      const report = `Provider ${opening.name} of kind ${kind} has no address: add \`baseUrl\`.`;
      if (address === undefined) throw llmError('llm.settings_invalid', { report });
      return openCompatible(opening, address);
    }
  }
}
