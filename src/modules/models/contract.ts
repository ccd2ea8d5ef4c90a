import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';

const OUTCOMES = [
  'ok',
  'flagged',
  'invalid',
  'failed',
  'refused',
  'skipped',
  'cancelled',
  'cached',
  'unknown',
] as const;
const micro = (of: string) => z.number().describe(`${of}, in millionths of a US dollar.`);
const name = z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,62}$/, 'small letters, digits, `.`, `-` and `_`');

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

const modelCallWithTexts = modelCall.extend({
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

export const modelsStatus = z.object({
  revision: z.number().int().describe('Of what was set at run time.'),
  providers: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      baseUrl: z.string().nullable(),
      keyId: z.string().nullable(),
    }),
  ),
  targets: z.array(targetStatus),
  useCases: z.array(useCaseStatus),
  keepTexts: z.boolean(),
  problems: z.array(z.string()).describe('What in the settings cannot work, in words.'),
});
export type ModelsStatus = z.output<typeof modelsStatus>;

export const USAGE_BY = ['use_case', 'campaign', 'brand', 'target', 'model', 'prompt', 'day'] as const;
const usageRow = z.object({
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

export const BUDGET_SCOPES = ['workspace', 'brand', 'use_case', 'campaign', 'run'] as const;
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

const useCaseChange = z.strictObject({
  chain: z.array(name).max(12).optional(),
  policy: z.enum(['quality', 'cost', 'latency']).optional(),
  cache: z.enum(['off', 'exact', 'semantic']).optional(),
  cacheHours: z.number().min(0.01).max(8_760).optional(),
  cacheLikeness: z.number().min(0.5).max(1).optional(),
  retries: z.number().int().min(0).max(5).optional(),
  deadlineMs: z.number().int().min(100).max(3_600_000).optional(),
  maxOutputTokens: z.number().int().min(1).optional(),
  mask: z.boolean().optional(),
});

const prompt = z.object({
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

const arm = z.object({
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

const reference = z.object({ id: z.string().max(200) });
const tags = ['Models'];

export const modelsContract = {
  status: operation(
    { needs: 'llm.read', effect: 'read' },
    {
      method: 'GET',
      path: '/models/status',
      summary: 'Providers, targets with health and price, use cases and what does not fit',
      tags,
    },
  ).output(modelsStatus),
  calls: operation(
    { needs: 'llm.read', effect: 'read' },
    { method: 'GET', path: '/models/calls', summary: 'Attempts on record, newest first', tags },
  )
    .input(
      z.object({
        ...pageInput,
        useCase: z.string().max(200).optional(),
        campaignId: z.string().max(200).optional(),
        target: z.string().max(200).optional(),
        outcome: z.enum(OUTCOMES).optional(),
        requestId: z.string().max(200).optional(),
      }),
    )
    .output(pageOf(modelCall)),
  call: operation(
    { needs: 'llm.read', effect: 'read' },
    {
      method: 'GET',
      path: '/models/calls/{id}',
      summary: 'One attempt, with its texts where they are kept',
      tags,
    },
  )
    .input(reference)
    .output(modelCallWithTexts),
  usage: operation(
    { needs: 'llm.read', effect: 'read' },
    {
      method: 'GET',
      path: '/models/usage',
      summary: 'Calls, tokens, cost and latency by use case, campaign, brand, target, model, prompt or day',
      tags,
    },
  )
    .input(
      z.object({
        by: z.enum(USAGE_BY).default('use_case'),
        days: z.coerce.number().int().min(1).max(3_650).default(30),
      }),
    )
    .output(z.object({ since: z.date(), items: z.array(usageRow) })),
  budgets: operation(
    { needs: 'llm.read', effect: 'read' },
    { method: 'GET', path: '/models/budgets', summary: 'Budgets with what is spent and reserved', tags },
  ).output(z.object({ items: z.array(budget) })),
  setBudget: operation(
    { needs: 'llm.manage', effect: 'write' },
    {
      method: 'POST',
      path: '/models/budgets',
      summary: 'Set a budget; one of the same scope, period and measure is replaced',
      tags,
    },
  )
    .input(
      z
        .object({
          scopeKind: z.enum(BUDGET_SCOPES),
          scopeId: z.string().max(200).default(''),
          period: z.enum(['day', 'month', 'total']),
          measure: z.enum(['cost', 'tokens', 'calls']).default('cost'),
          limit: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
        })
        .refine((given) => (given.scopeKind === 'workspace') === (given.scopeId === ''), {
          path: ['scopeId'],
          message: 'name whom it is for, or `*` for each one; the workspace has none',
        }),
    )
    .output(budget),
  removeBudget: operation(
    { needs: 'llm.manage', effect: 'write' },
    { method: 'DELETE', path: '/models/budgets/{id}', summary: 'Remove a budget', tags },
  )
    .input(reference)
    .output(budget),
  setUseCase: operation(
    { needs: 'llm.manage', effect: 'write' },
    {
      method: 'POST',
      path: '/models/use-cases/{useCase}',
      summary: 'Change chain, policy, cache or limits of a use case at run time; a new name makes a new one',
      tags,
    },
  )
    .input(useCaseChange.extend({ useCase: name }))
    .output(modelsStatus),
  resetUseCase: operation(
    { needs: 'llm.manage', effect: 'write' },
    {
      method: 'POST',
      path: '/models/use-cases/{useCase}/reset',
      summary: 'Back to what the models file says',
      tags,
    },
  )
    .input(z.object({ useCase: name }))
    .output(modelsStatus),
  setRecord: operation(
    { needs: 'llm.manage', effect: 'write' },
    {
      method: 'POST',
      path: '/models/record',
      summary: 'Whether prompts and answers are kept (masked) with each call',
      tags,
    },
  )
    .input(z.object({ keepTexts: z.boolean() }))
    .output(modelsStatus),
  try: operation(
    { needs: 'llm.use', effect: 'spend' },
    {
      method: 'POST',
      path: '/models/try',
      summary: 'Ask a model by use case or target and see who answered, how long it took and what it cost',
      tags,
    },
  )
    .input(
      z.object({
        useCase: name.default('chat'),
        target: name.optional(),
        text: z.string().min(1).max(100_000),
      }),
    )
    .output(
      z.object({
        text: z.string(),
        finish: z.string(),
        flags: z.array(z.string()),
        target: z.string(),
        provider: z.string(),
        model: z.string(),
        attempts: z.number().int(),
        cache: z.string(),
        costMicro: z.number().nullable(),
        totalMs: z.number().int(),
        requestId: z.string(),
      }),
    ),
  prompts: operation(
    { needs: 'llm.read', effect: 'read' },
    { method: 'GET', path: '/models/prompts', summary: 'Prompts with all their versions, at most 200', tags },
  )
    .input(z.object({ name: name.optional() }))
    .output(z.object({ items: z.array(prompt) })),
  addPrompt: operation(
    { needs: 'llm.manage', effect: 'write' },
    {
      method: 'POST',
      path: '/models/prompts/{name}',
      summary: 'Add a version of a prompt; it is not active until it is made so',
      tags,
    },
  )
    .input(
      z.object({
        name,
        system: z.string().min(1).max(50_000),
        user: z.string().min(1).max(50_000),
        note: z.string().max(2_000).default(''),
      }),
    )
    .output(prompt),
  activatePrompt: operation(
    { needs: 'llm.manage', effect: 'write' },
    {
      method: 'POST',
      path: '/models/prompts/{name}/activate',
      summary: 'Make a version of a prompt the one that is used',
      tags,
    },
  )
    .input(z.object({ name, version: z.number().int().min(0) }))
    .output(prompt),
  experiments: operation(
    { needs: 'llm.read', effect: 'read' },
    {
      method: 'GET',
      path: '/models/experiments',
      summary: 'Comparisons of prompts and models, newest first',
      tags,
    },
  )
    .input(z.object({ ...pageInput }))
    .output(pageOf(experiment)),
  startExperiment: operation(
    { needs: 'llm.manage', effect: 'write' },
    {
      method: 'POST',
      path: '/models/experiments',
      summary: 'Compare versions of a prompt, or chains, on the work that comes',
      tags,
    },
  )
    .input(
      z.object({
        name: z.string().min(1).max(200),
        promptName: name,
        arms: z.array(arm).min(2).max(6),
        unitsPerArm: z
          .number()
          .int()
          .min(30)
          .max(100_000)
          .default(100)
          .describe('The verdict is given when every arm has so many units, not before.'),
      }),
    )
    .output(experiment),
  endExperiment: operation(
    { needs: 'llm.manage', effect: 'write' },
    {
      method: 'POST',
      path: '/models/experiments/{id}/end',
      summary: 'End a comparison; before every arm has its units there is no winner',
      tags,
    },
  )
    .input(reference)
    .output(experiment),
};
