import { USE_CASES } from '#llm/model';
import { type SettingsDocument, settingsDocumentSchema } from './settings-document.ts';

/** What a key alone brings: its provider, a text model, and where the provider has them embeddings and pictures. */
const BY_KEY: Readonly<
  Record<string, { targets: Readonly<Record<string, object>>; embedding?: string; text: string }>
> = {
  google: {
    text: 'gemini',
    embedding: 'gemini-embedding',
    targets: {
      gemini: {
        provider: 'google',
        model: 'gemini-2.5-flash',
        contextWindow: 1_000_000,
        maxOutputTokens: 8_192,
      },
      'gemini-embedding': { provider: 'google', model: 'gemini-embedding-001', contextWindow: 2_048 },
      'gemini-image': { provider: 'google', model: 'gemini-2.5-flash-image', contextWindow: 32_000 },
    },
  },
  openai: {
    text: 'gpt',
    embedding: 'openai-embedding',
    targets: {
      gpt: { provider: 'openai', model: 'gpt-5.4-mini', contextWindow: 400_000, maxOutputTokens: 8_192 },
      'openai-embedding': { provider: 'openai', model: 'text-embedding-3-small', contextWindow: 8_191 },
      'openai-image': { provider: 'openai', model: 'gpt-image-1', contextWindow: 32_000 },
    },
  },
  anthropic: {
    text: 'claude',
    targets: {
      claude: {
        provider: 'anthropic',
        model: 'claude-haiku-4-5',
        contextWindow: 200_000,
        maxOutputTokens: 8_192,
      },
    },
  },
};

/**
 * The settings that the keys alone make: a provider for each key of a known name, and its models in the chains of
 * the use cases that ship. Without a key all chains are empty, and the offline provider answers.
 */
export function defaultSettings(keys: readonly string[]): SettingsDocument {
  const known = Object.keys(BY_KEY).filter((key) => keys.includes(key));
  const presets = known.map((key) => BY_KEY[key]).filter((preset) => preset !== undefined);
  const text = presets.map((preset) => preset.text);
  const embedding = presets.flatMap((preset) => preset.embedding ?? []);
  const chainOf = (useCase: string): object => {
    if (useCase === 'embedding')
      return { kind: 'embedding', chain: embedding.slice(0, 1), deadlineMs: 30_000 };
    // A picture costs a hundred times a text: nobody pays for one who did not set the chain.
    if (useCase === 'hero_image') return { kind: 'image', chain: [], deadlineMs: 180_000 };
    if (useCase === 'alert_drafting') return { chain: text, deadlineMs: 20_000, maxOutputTokens: 2_000 };
    return { chain: text };
  };
  return settingsDocumentSchema.parse({
    providers: Object.fromEntries(known.map((key) => [key, { kind: key }])),
    targets: Object.assign({}, ...presets.map((preset) => preset.targets)) as object,
    useCases: Object.fromEntries(USE_CASES.map((useCase) => [useCase, chainOf(useCase)])),
  });
}
