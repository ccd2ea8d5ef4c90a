import type { EmbeddingModelV4, ImageModelV4, LanguageModelV4 } from '@ai-sdk/provider';
import { AppError } from '#kernel/errors';
import { llmError } from '#llm/errors';
import type { Settings, Target } from '#llm/settings/settings';
import { openProvider } from './open-provider.ts';
import type { Provider } from './provider.ts';

/** The models of all providers, opened when they are first asked for. */
export interface ProviderShelf {
  text(settings: Settings, target: Target): LanguageModelV4;
  embedding(settings: Settings, target: Target): EmbeddingModelV4 | undefined;
  image(settings: Settings, target: Target): ImageModelV4 | undefined;
}

interface Opened {
  readonly provider: Provider;
  readonly apiKey: string | undefined;
  readonly models: Map<string, LanguageModelV4>;
}

const MOST_MODELS = 500;

export function createProviderShelf(): ProviderShelf {
  // By what was written about it, and by key: workspaces have keys of their own, and keys change.
  const shelf = new WeakMap<object, Map<string, Opened>>();

  function openedOf(settings: Settings, target: Target): Opened {
    const own = settings.document.providers[target.provider];
    if (own === undefined)
      throw llmError('llm.settings_invalid', { report: `There is no provider ${target.provider}.` });
    const found = settings.keys.get(target.provider);
    if (found instanceof AppError) throw found;
    const apiKey = found?.key.reveal();
    const byKey = shelf.get(own) ?? new Map<string, Opened>();
    shelf.set(own, byKey);
    const known = byKey.get(found?.id ?? '');
    // Eight digits may meet by chance; a call must never leave with another workspace's key.
    if (known !== undefined && known.apiKey === apiKey) return known;
    const provider = openProvider({ name: target.provider, settings: own, apiKey });
    const opened = { provider, apiKey, models: new Map<string, LanguageModelV4>() };
    byKey.set(found?.id ?? '', opened);
    dropOldest(byKey);
    return opened;
  }

  return {
    text(settings, target) {
      const { provider, models } = openedOf(settings, target);
      const model = models.get(target.model) ?? provider.text(target.model);
      models.set(target.model, model);
      dropOldest(models);
      return model;
    },
    embedding: (settings, target) => openedOf(settings, target).provider.embedding(target.model),
    image: (settings, target) => openedOf(settings, target).provider.image(target.model),
  };
}

function dropOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > MOST_MODELS && oldest !== undefined) map.delete(oldest);
}
