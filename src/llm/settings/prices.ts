import type { Price } from './settings-document.ts';

/**
 * List prices in US dollars per million tokens, as published by the providers and repeated by several public price
 * lists. A price in the models file comes first; a model that is in neither counts at `unknownPrice` and is flagged.
 */
export const PRICE_VERSION = '2026-11-25';

const PRICES: Readonly<Record<string, Price>> = {
  'gpt-5': { inputPerMTok: 1.25, cachedPerMTok: 0.125, outputPerMTok: 10 },
  'gpt-5-mini': { inputPerMTok: 0.25, cachedPerMTok: 0.025, outputPerMTok: 2 },
  'gpt-5-nano': { inputPerMTok: 0.05, cachedPerMTok: 0.005, outputPerMTok: 0.4 },
  'gpt-5.4': { inputPerMTok: 2.5, cachedPerMTok: 0.25, outputPerMTok: 15 },
  'gpt-5.4-mini': { inputPerMTok: 0.75, cachedPerMTok: 0.075, outputPerMTok: 4.5 },
  'gpt-4.1': { inputPerMTok: 2, cachedPerMTok: 0.5, outputPerMTok: 8 },
  'gpt-4.1-mini': { inputPerMTok: 0.4, cachedPerMTok: 0.1, outputPerMTok: 1.6 },
  'gpt-4.1-nano': { inputPerMTok: 0.1, cachedPerMTok: 0.025, outputPerMTok: 0.4 },
  'text-embedding-3-small': { inputPerMTok: 0.02, outputPerMTok: 0 },
  'text-embedding-3-large': { inputPerMTok: 0.13, outputPerMTok: 0 },
  'claude-haiku-4-5': { inputPerMTok: 1, cachedPerMTok: 0.1, outputPerMTok: 5 },
  'claude-sonnet-4-5': { inputPerMTok: 3, cachedPerMTok: 0.3, outputPerMTok: 15 },
  'claude-opus-4-5': { inputPerMTok: 5, cachedPerMTok: 0.5, outputPerMTok: 25 },
  'gemini-2.5-flash': { inputPerMTok: 0.3, outputPerMTok: 2.5 },
  'gemini-2.5-flash-lite': { inputPerMTok: 0.1, outputPerMTok: 0.4 },
  'gemini-2.5-pro': { inputPerMTok: 1.25, outputPerMTok: 10 },
  'gemini-2.5-flash-image': { inputPerMTok: 0.3, outputPerMTok: 30, perImage: 0.039 },
  'gemini-embedding-001': { inputPerMTok: 0.15, outputPerMTok: 0 },
};

/** The list price of a model; dated snapshots (`…-2026-03-17`, `…-20251001`) cost what their model does. */
export function listPrice(model: string): Price | undefined {
  return PRICES[model] ?? PRICES[model.replace(/-(\d{4}-\d{2}-\d{2}|\d{8})$/, '')];
}
