import { z } from 'zod';
import { KINDS } from '#llm/model';

/** Kinds of providers: three wires of their own, and those that speak OpenAI's with another address. */
export const PROVIDER_KINDS = [
  'google',
  'openai',
  'anthropic',
  'openai-compatible',
  'ollama',
  'vllm',
  'llama-cpp',
  'openrouter',
  'azure',
] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_.-]{0,62}$/, 'Names have small letters, digits, `.`, `-` and `_`');
/** The environment names the key of a provider, with `_` for `-`. */
const providerName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Names of providers have small letters, digits and `-`');
const milliseconds = z.number().int().min(10).max(3_600_000);

export const priceSchema = z.strictObject({
  inputPerMTok: z.number().min(0).describe('US dollars per million input tokens.'),
  outputPerMTok: z.number().min(0).default(0).describe('US dollars per million output tokens.'),
  cachedPerMTok: z
    .number()
    .min(0)
    .optional()
    .describe('US dollars per million input tokens read from a cache.'),
  perImage: z.number().min(0).optional().describe('US dollars per picture.'),
});
export type Price = z.output<typeof priceSchema>;

export const providerSchema = z.strictObject({
  kind: z.enum(PROVIDER_KINDS),
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'A base address starts with http:// or https://' })
    .optional()
    .describe('Address of the API; the presets know their own.'),
  headers: z.record(z.string(), z.string()).optional().describe('Further headers. Never write a key here.'),
  apiVersion: z.string().optional().describe('Azure only.'),
  concurrency: z.number().int().min(1).max(1000).default(8).describe('Calls side by side in one process.'),
});
export type ProviderSettings = z.output<typeof providerSchema>;

export const targetSchema = z.strictObject({
  provider: providerName,
  model: z.string().min(1).max(200),
  contextWindow: z.number().int().min(256).default(128_000).describe('Tokens of prompt and answer together.'),
  maxOutputTokens: z.number().int().min(1).default(4_096),
  structured: z
    .enum(['schema', 'json', 'text'])
    .default('schema')
    .describe('How it is told the wanted form: JSON schema, JSON mode, or in words.'),
  isStreaming: z.boolean().default(true).describe('false: the model is called without a stream.'),
  firstTokenMs: milliseconds.default(30_000),
  idleMs: milliseconds.default(20_000),
  totalMs: milliseconds.default(120_000),
  requestsPerMinute: z.number().int().min(1).optional(),
  tokensPerMinute: z.number().int().min(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
  reasoning: z.enum(['none', 'minimal', 'low', 'medium', 'high']).optional(),
  price: z
    .union([z.literal('free'), priceSchema])
    .optional()
    .describe('`free`, or US dollars; without it the built-in price list is asked.'),
});
export type TargetSettings = z.output<typeof targetSchema>;

export const useCaseSchema = z.strictObject({
  kind: z.enum(KINDS).default('text'),
  chain: z.array(name).max(12).default([]).describe('Targets in the order to be tried.'),
  policy: z
    .enum(['quality', 'cost', 'latency'])
    .default('quality')
    .describe('quality keeps the order of the chain; cost and latency sort it.'),
  maxOutputTokens: z.number().int().min(1).optional(),
  deadlineMs: milliseconds.default(120_000).describe('Longest time of a request over all its attempts.'),
  retries: z.number().int().min(0).max(5).default(2).describe('Further tries on one target.'),
  cache: z.enum(['off', 'exact', 'semantic']).default('off'),
  cacheHours: z.number().min(0.01).max(8_760).default(24),
  cacheLikeness: z.number().min(0.5).max(1).default(0.95).describe('Least cosine for a semantic hit.'),
  mask: z.boolean().default(true).describe('Mask personal data before a prompt leaves.'),
});
export type UseCaseSettings = z.output<typeof useCaseSchema>;

const recordSchema = z.strictObject({
  keepTexts: z.boolean().default(false).describe('Keep prompts and answers, masked, with each call.'),
  days: z.number().int().min(1).max(3_650).default(90).describe('Days that calls stay on record.'),
});

/** The models file, and what a workspace sets at run time on top of it. Everything may be left out. */
export const settingsDocumentSchema = z.strictObject({
  providers: z.record(providerName, providerSchema).default({}),
  targets: z.record(name, targetSchema).default({}),
  useCases: z.record(name, useCaseSchema).default({}),
  unknownPrice: priceSchema
    .default({ inputPerMTok: 15, outputPerMTok: 75, perImage: 0.25 })
    .describe('What budgets count for a model without a known price.'),
  workspaceConcurrency: z.number().int().min(1).max(1000).default(16),
  record: recordSchema.prefault({}),
});
export type SettingsDocument = z.output<typeof settingsDocumentSchema>;

/** At run time providers cannot be added: an address is a matter of the operator's file. */
export const overlaySchema = z.strictObject({
  targets: z.record(name, changeOf(targetSchema)).default({}),
  useCases: z.record(name, changeOf(useCaseSchema)).default({}),
  record: changeOf(recordSchema).default({}),
});
export type Overlay = z.output<typeof overlaySchema>;

/** What is not said at run time stays as the file has it: `partial()` alone would fill the defaults in and hide it. */
function changeOf<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape, z.core.$strict>,
): ReturnType<typeof schema.partial> {
  const fields = Object.entries(schema.shape).map(([key, field]) => {
    const bare = field instanceof z.ZodDefault ? field.unwrap() : field;
    return [key, (bare as z.ZodType).optional()];
  });
  return z.strictObject(Object.fromEntries(fields) as z.ZodRawShape) as never;
}
