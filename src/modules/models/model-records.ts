import { z } from 'zod';
import { BUDGET_SCOPES, MOST_USAGE_DAYS, MOST_USAGE_GROUPS, OUTCOMES, USAGE_BY } from './enums.ts';

export { BUDGET_SCOPES, MOST_USAGE_DAYS, MOST_USAGE_GROUPS, OUTCOMES, USAGE_BY };

const micro = (of: string) => z.number().describe(`${of}, in millionths of a US dollar.`);
export const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_.-]{0,62}$/, 'small letters, digits, `.`, `-` and `_`');

/** One attempt on record. */
export const modelCall = z.object({
  id: z.string(),
  requestId: z.string().describe('Attempts of one request share it.'),
  attempt: z.number().int(),
  useCase: z.string(),
  kind: z.enum(['text', 'embedding', 'image']),
  purpose: z.string(),
  actor: z.string(),
  brandId: z.string().nullable(),
  campaignId: z.string().nullable(),
  runId: z.string().nullable(),
  promptName: z.string().nullable(),
  promptVersion: z.number().int().nullable(),
  promptHash: z.string().nullable(),
  experimentId: z.string().nullable(),
  arm: z.string().nullable(),
  target: z.string(),
  provider: z.string(),
  model: z.string(),
  state: z.enum(['running', 'ended', 'unknown']),
  outcome: z.enum(OUTCOMES).nullable(),
  fault: z.string().nullable(),
  faultDetail: z.string().nullable(),
  httpStatus: z.number().int().nullable(),
  startedAt: z.date(),
  firstTokenMs: z.number().int().nullable(),
  totalMs: z.number().int().nullable(),
  tokensIn: z.number().int().nullable(),
  tokensOut: z.number().int().nullable(),
  tokensCached: z.number().int().nullable(),
  tokensReasoning: z.number().int().nullable(),
  images: z.number().int().nullable(),
  costMicro: micro('Cost; null where the price is not known').nullable(),
  costBasis: z.enum(['reported', 'estimated', 'none']).nullable(),
  isPriceKnown: z.boolean(),
  priceVersion: z.string().nullable(),
  isGenerated: z.boolean().describe('false: written by code, without a model.'),
  cache: z.enum(['none', 'exact', 'semantic']),
});
export type ModelCall = z.output<typeof modelCall>;

export const modelCallWithTexts = modelCall.extend({
  params: z.record(z.string(), z.unknown()),
  input: z.unknown().describe('The prompt, masked; null unless the workspace keeps texts.'),
  output: z.unknown().describe('The answer, masked; null unless the workspace keeps texts.'),
});

const figures = z.object({
  calls: z.number().int(),
  ok: z.number().int(),
  failed: z.number().int(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});

export const targetStatus = z.object({
  name: z.string(),
  provider: z.string(),
  model: z.string(),
  contextWindow: z.number().int(),
  price: z
    .object({ inputPerMTok: z.number(), outputPerMTok: z.number(), perImage: z.number().optional() })
    .describe('US dollars; the configured ceiling where no price is known.'),
  isPriceKnown: z.boolean(),
  isFree: z.boolean(),
  hasKey: z.boolean(),
  lacksKey: z.boolean().describe('Its provider answers nobody without a key, and there is none.'),
  breaker: z.object({
    isOpen: z.boolean(),
    opensInMs: z.number().int(),
    holdMs: z.number().int(),
    reason: z.string(),
  }),
  lately: figures.describe('Calls of the last 15 minutes, of this workspace.'),
});

export const useCaseStatus = z.object({
  name: z.string(),
  kind: z.enum(['text', 'embedding', 'image']),
  chain: z.array(z.string()),
  policy: z.enum(['quality', 'cost', 'latency']),
  cache: z.enum(['off', 'exact', 'semantic']),
  mask: z.boolean(),
  retries: z.number().int(),
  deadlineMs: z.number().int(),
  isChanged: z.boolean().describe('Set at run time, on top of the models file.'),
});

export const modelKey = z.object({
  name: z.string().describe('Of the provider.'),
  keyId: z.string().nullable().describe('Eight digits of its hash; null when it cannot be opened.'),
  keyFrom: z.enum(['environment', 'secret']).nullable(),
  updatedAt: z.date().nullable(),
  updatedBy: z.string().nullable(),
  isInForce: z.boolean().describe('false: a key of the environment comes first, or it cannot be opened.'),
  problem: z.string().nullable(),
});
export type ModelKey = z.output<typeof modelKey>;

export const modelsStatus = z.object({
  revision: z.number().int().describe('Of what was set at run time.'),
  providers: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      baseUrl: z.string().nullable(),
      keyId: z.string().nullable().describe('Eight digits of the hash of its key.'),
      keyFrom: z.enum(['environment', 'secret']).nullable(),
    }),
  ),
  targets: z.array(targetStatus),
  useCases: z.array(useCaseStatus),
  keepTexts: z.boolean(),
  problems: z.array(z.string()).describe('What in the settings cannot work, in words.'),
});
export type ModelsStatus = z.output<typeof modelsStatus>;

export const usageRow = z.object({
  group: z.string(),
  requests: z.number().int(),
  calls: z.number().int(),
  ok: z.number().int(),
  failed: z.number().int(),
  cached: z.number().int(),
  tokensIn: z.number().int(),
  tokensOut: z.number().int(),
  costMicro: micro('Cost'),
  unpriced: z.number().int().describe('Calls without a known price: not in the cost.'),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});

export const budget = z.object({
  id: z.string(),
  scopeKind: z.enum(BUDGET_SCOPES),
  scopeId: z
    .string()
    .describe('Empty for the workspace; `*`: each one of its kind has this budget for itself.'),
  period: z.enum(['day', 'month', 'total']).describe('Days and months are those of UTC.'),
  measure: z.enum(['cost', 'tokens', 'calls']),
  limit: z.number().int().describe('Cost in millionths of a US dollar.'),
  spent: z.number().int().describe('In the period that runs now; for `*` that of the one who spent most.'),
  reserved: z.number().int().describe('By calls under way.'),
  createdAt: z.date(),
});
export type Budget = z.output<typeof budget>;

export const prompt = z.object({
  name: z.string(),
  useCase: z.string(),
  version: z.number().int().describe('0 ships with the house.'),
  hash: z.string(),
  system: z.string(),
  user: z.string(),
  note: z.string(),
  isActive: z.boolean(),
  inputs: z.record(z.string(), z.string()).describe('What may stand between `{{` and `}}`.'),
  createdAt: z.date().nullable(),
  createdBy: z.string().nullable(),
});
export type PromptVersion = z.output<typeof prompt>;

export const MOST_ARMS = 6;
/** Fewer units an arm say nothing: the interval of the verdict is a large-sample one. */
export const LEAST_UNITS = 30;
export const MOST_UNITS = 100_000;
export const arm = z.object({
  name: z.string().min(1).max(40),
  promptVersion: z.number().int().min(0),
  targets: z.array(name).max(12).optional().describe('Another chain, to compare models.'),
});
const verdict = z.object({
  kind: z.enum(['too_early', 'no_difference', 'winner']),
  winner: z.string().nullable(),
  differences: z.array(
    z.object({ arm: z.string(), difference: z.number(), low: z.number(), high: z.number() }),
  ),
  reason: z.string(),
});
export const experiment = z.object({
  id: z.string(),
  name: z.string(),
  promptName: z.string(),
  arms: z.array(arm),
  metric: z.string(),
  unitsPerArm: z.number().int(),
  state: z.enum(['running', 'ended']),
  startedAt: z.date(),
  endedAt: z.date().nullable(),
  results: z.array(
    z.object({
      arm: z.string(),
      units: z.number().int(),
      mean: z.number().describe('Mean share of texts of a unit that passed every check.'),
      successes: z.number().int(),
      trials: z.number().int(),
      meanCostMicro: z.number().nullable(),
      meanMs: z.number().nullable(),
    }),
  ),
  verdict: verdict.describe('None before every arm has its units.'),
});
export type ExperimentReport = z.output<typeof experiment>;
