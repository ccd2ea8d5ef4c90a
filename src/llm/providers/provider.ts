import type { EmbeddingModelV4, ImageModelV4, LanguageModelV4 } from '@ai-sdk/provider';
import type { ProviderSettings } from '#llm/settings/settings-document';

/** What every provider offers; what it has not, it says. */
export interface Provider {
  text(model: string): LanguageModelV4;
  embedding(model: string): EmbeddingModelV4 | undefined;
  image(model: string): ImageModelV4 | undefined;
}

/** What a provider is opened with. */
export interface ProviderOpening {
  readonly name: string;
  readonly settings: ProviderSettings;
  readonly apiKey: string | undefined;
}
