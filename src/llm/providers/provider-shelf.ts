import type { EmbeddingModelV4, ImageModelV4, LanguageModelV4 } from '@ai-sdk/provider';
import { llmError } from '#llm/errors';
import type { Settings, Target } from '#llm/settings/settings';
import type { ModelKeys } from '#llm/settings/settings-source';
import { openProvider } from './open-provider.ts';
import type { Provider } from './provider.ts';

/** The models of all providers, opened when they are first asked for. */
export interface ProviderShelf {
  text(settings: Settings, target: Target): LanguageModelV4;
  embedding(settings: Settings, target: Target): EmbeddingModelV4 | undefined;
  image(settings: Settings, target: Target): ImageModelV4 | undefined;
}

const MOST_MODELS = 500;

export function createProviderShelf(keys: ModelKeys): ProviderShelf {
  const providers = new WeakMap<object, Provider>();
  const models = new Map<string, LanguageModelV4>();

  function providerOf(settings: Settings, target: Target): Provider {
    const own = settings.document.providers[target.provider];
    if (own === undefined)
      throw llmError('llm.settings_invalid', { report: `There is no provider ${target.provider}.` });
    const known = providers.get(own);
    if (known !== undefined) return known;
    const opened = openProvider({
      name: target.provider,
      settings: own,
      apiKey: keys.get(target.provider)?.reveal(),
    });
    providers.set(own, opened);
    return opened;
  }

  return {
    text(settings, target) {
      const { key } = target;
      const known = models.get(key);
      if (known !== undefined) return known;
      const model = providerOf(settings, target).text(target.model);
      models.set(key, model);
      const [oldest] = models.keys();
      if (models.size > MOST_MODELS && oldest !== undefined) models.delete(oldest);
      return model;
    },
    embedding: (settings, target) => providerOf(settings, target).embedding(target.model),
    image: (settings, target) => providerOf(settings, target).image(target.model),
  };
}
