import type { z } from 'zod';
import { AppError } from '#kernel/errors';
import type { ProviderKeys } from './model-keys.ts';
import { listPrice, PRICE_VERSION } from './prices.ts';
import {
  type Overlay,
  type Price,
  type ProviderSettings,
  type SettingsDocument,
  targetSchema,
  type TargetSettings,
  useCaseSchema,
  type UseCaseSettings,
} from './settings-document.ts';

/** A model that can be called, with all that is known of it. */
export interface Target extends TargetSettings {
  readonly name: string;
  /** Health is kept under it: provider, model and key. */
  readonly key: string;
  readonly keyId: string | null;
  /** Its provider answers nobody without a key, and there is none. */
  readonly lacksKey: boolean;
  /** What one token or picture costs; the configured ceiling where no price is known. */
  readonly cost: Price;
  readonly isFree: boolean;
  readonly isPriceKnown: boolean;
  readonly priceVersion: string;
}

/** The settings of a workspace as the gateway uses them. */
export interface Settings {
  readonly revision: number;
  readonly document: SettingsDocument;
  readonly targets: ReadonlyMap<string, Target>;
  readonly useCases: ReadonlyMap<string, UseCaseSettings & { readonly name: string }>;
  /** The key of each provider that has one, and where it comes from. */
  readonly keys: ProviderKeys;
  /** Chains that name targets that are not there, in words. */
  readonly problems: readonly string[];
}

const FREE: Price = { inputPerMTok: 0, outputPerMTok: 0, perImage: 0 };
/** Servers on the operator's own machines cost nothing a token, unless the settings say otherwise. */
const LOCAL_KINDS = new Set(['ollama', 'vllm', 'llama-cpp']);

/** Services that answer nobody without a key; other servers may be open. */
const KEYED_KINDS = new Set(['google', 'openai', 'anthropic', 'openrouter', 'azure']);

/** Defaults, then the file, then what was set at run time; each entry is laid over the one of the same name. */
export function mergeSettings(
  base: SettingsDocument,
  file: SettingsDocument | undefined,
  overlay: Overlay | undefined,
): SettingsDocument {
  const useCases = { ...base.useCases, ...file?.useCases };
  const targets = { ...base.targets, ...file?.targets };
  return {
    ...base,
    ...file,
    providers: { ...base.providers, ...file?.providers },
    targets: layOver(targetSchema, targets, overlay?.targets),
    useCases: layOver(useCaseSchema, useCases, overlay?.useCases),
    record: { ...(file ?? base).record, ...withoutUndefined(overlay?.record ?? {}) },
  };
}

/** An entry that is new at run time gets the defaults; one that lacks what has none, such as a model, is left out. */
function layOver<Entry extends object>(
  schema: z.ZodType<Entry>,
  under: Readonly<Record<string, Entry>>,
  over: Readonly<Record<string, object>> | undefined,
): Record<string, Entry> {
  const result: Record<string, Entry> = { ...under };
  for (const [name, change] of Object.entries(over ?? {})) {
    const laid = schema.safeParse({ ...result[name], ...withoutUndefined(change) });
    if (laid.success) result[name] = laid.data;
  }
  return result;
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));
}

/** Makes settings ready for use. What a chain cannot use, for want of target or key, is left out of it and told. */
export function resolveSettings(
  document: SettingsDocument,
  from: { revision: number; keys: ProviderKeys },
): Settings {
  const { keys } = from;
  const problems: string[] = [];
  const isShut = (provider: string | undefined): boolean =>
    provider !== undefined && keys.get(provider) instanceof AppError;
  for (const [provider, key] of keys)
    if (key instanceof AppError) problems.push(`the key of ${provider} is not used: ${key.message}`);
  const targets = new Map<string, Target>();
  for (const [name, target] of Object.entries(document.targets)) {
    const provider = document.providers[target.provider];
    if (provider === undefined)
      problems.push(`target ${name} names the provider ${target.provider}, which is not there`);
    else
      targets.set(
        name,
        resolveTarget(name, target, { provider, document, keyId: keyIdOf(keys, target.provider) }),
      );
  }
  const useCases = new Map<string, UseCaseSettings & { name: string }>();
  for (const [name, useCase] of Object.entries(document.useCases)) {
    const missing = useCase.chain.filter((target) => !targets.has(target));
    for (const target of missing)
      problems.push(`use case ${name} names the target ${target}, which is not there`);
    const chain = useCase.chain.filter(
      (target) => targets.has(target) && !isShut(targets.get(target)?.provider),
    );
    useCases.set(name, { ...useCase, name, chain });
  }
  return { revision: from.revision, document, targets, useCases, keys, problems };
}

/** The name of a provider's key; null where there is none to be used. */
function keyIdOf(keys: ProviderKeys, provider: string): string | null {
  const found = keys.get(provider);
  return found === undefined || found instanceof AppError ? null : found.id;
}

function resolveTarget(
  name: string,
  target: TargetSettings,
  from: { provider: ProviderSettings; document: SettingsDocument; keyId: string | null },
): Target {
  const isFree =
    target.price === 'free' || (target.price === undefined && LOCAL_KINDS.has(from.provider.kind));
  const own = target.price === 'free' ? undefined : target.price;
  const known = isFree ? FREE : (own ?? listPrice(target.model));
  return {
    ...target,
    name,
    key: `${target.provider}/${target.model}/${from.keyId ?? '-'}`,
    keyId: from.keyId,
    lacksKey: from.keyId === null && KEYED_KINDS.has(from.provider.kind),
    cost: known ?? from.document.unknownPrice,
    isFree,
    isPriceKnown: known !== undefined,
    priceVersion: own === undefined ? PRICE_VERSION : 'settings',
  };
}

/** Millionths of a US dollar of some tokens and pictures at a price, rounded up so that nothing counts as free. */
export function costMicro(
  price: Price,
  amount: { input?: number; cached?: number; output?: number; images?: number },
): number {
  const cached = Math.min(amount.cached ?? 0, amount.input ?? 0);
  const fresh = (amount.input ?? 0) - cached;
  const pictures = price.perImage === undefined ? 0 : (amount.images ?? 0) * price.perImage * 1e6;
  // With a price a picture, the tokens of the picture are in it.
  const output = pictures > 0 ? 0 : (amount.output ?? 0) * price.outputPerMTok;
  return Math.ceil(
    fresh * price.inputPerMTok + cached * (price.cachedPerMTok ?? price.inputPerMTok) + output + pictures,
  );
}
