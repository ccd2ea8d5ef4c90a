import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';
import {
  arm,
  budget,
  BUDGET_SCOPES,
  experiment,
  LEAST_UNITS,
  modelCall,
  modelCallWithTexts,
  modelKey,
  modelsStatus,
  MOST_ARMS,
  MOST_UNITS,
  MOST_USAGE_DAYS,
  name,
  OUTCOMES,
  prompt,
  USAGE_BY,
  usageRow,
} from './model-records.ts';

export {
  type Budget,
  BUDGET_SCOPES,
  type ExperimentReport,
  LEAST_UNITS,
  type ModelCall,
  type ModelKey,
  type ModelsStatus,
  MOST_ARMS,
  MOST_UNITS,
  MOST_USAGE_DAYS,
  MOST_USAGE_GROUPS,
  OUTCOMES,
  type PromptVersion,
  USAGE_BY,
} from './model-records.ts';

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

const milliseconds = z.number().int().min(10).max(3_600_000);
const targetChange = z.strictObject({
  provider: name.optional(),
  model: z.string().min(1).max(200).optional(),
  contextWindow: z.number().int().min(256).optional(),
  maxOutputTokens: z.number().int().min(1).optional(),
  firstTokenMs: milliseconds.optional(),
  idleMs: milliseconds.optional(),
  totalMs: milliseconds.optional(),
  requestsPerMinute: z.number().int().min(1).optional(),
  tokensPerMinute: z.number().int().min(1).optional(),
  price: z
    .union([
      z.literal('free'),
      z.strictObject({
        inputPerMTok: z.number().min(0),
        outputPerMTok: z.number().min(0).default(0),
        cachedPerMTok: z.number().min(0).optional(),
        perImage: z.number().min(0).optional(),
      }),
    ])
    .optional()
    .describe('`free`, or US dollars per million tokens and per picture.'),
});
/** It goes into a header: what has spaces or line ends is no key, but a key and something else. */
const keyValue = z
  .string()
  .regex(/^[\x21-\x7e]{8,4096}$/, 'A key has 8 to 4096 characters, and no spaces')
  .describe('It is sealed and never shown again.');
const provider = name.describe('Name of the provider, such as google.');

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
        runId: z.string().max(200).optional().describe('Of a campaign run, an evaluation or a live try.'),
        day: z.iso.date().optional().describe('Started on this day in UTC, such as 2026-11-26.'),
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
      summary:
        'Calls, tokens, cost and latency: the 200 dearest use cases, campaigns, brands, targets, models or prompts, or every day',
      tags,
    },
  )
    .input(
      z.object({
        by: z.enum(USAGE_BY).default('use_case'),
        days: z.coerce.number().int().min(1).max(MOST_USAGE_DAYS).default(30),
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
  setTarget: operation(
    { needs: 'llm.manage', effect: 'write' },
    {
      method: 'POST',
      path: '/models/targets/{target}',
      summary: 'Change limits, time-outs or price of a target at run time; a new name makes a new one',
      tags,
    },
  )
    .input(targetChange.extend({ target: name }))
    .output(modelsStatus),
  resetTarget: operation(
    { needs: 'llm.manage', effect: 'write' },
    {
      method: 'POST',
      path: '/models/targets/{target}/reset',
      summary: 'Back to what the models file says of a target',
      tags,
    },
  )
    .input(z.object({ target: name }))
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
  keys: operation(
    { needs: 'llm.manage', effect: 'read' },
    { method: 'GET', path: '/models/keys', summary: 'Keys to providers by name, never themselves', tags },
  ).output(z.object({ items: z.array(modelKey) })),
  setKey: operation(
    { needs: 'llm.manage', effect: 'write', fresh: true },
    {
      method: 'POST',
      path: '/models/keys/{name}',
      summary: 'Keep the key to a provider as a secret; one of the environment comes first',
      tags,
    },
  )
    .input(z.object({ name: provider, key: keyValue }))
    .output(modelKey),
  removeKey: operation(
    { needs: 'llm.manage', effect: 'write' },
    { method: 'DELETE', path: '/models/keys/{name}', summary: 'Remove the key to a provider', tags },
  )
    .input(z.object({ name: provider }))
    .output(modelKey),
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
  experiment: operation(
    { needs: 'llm.read', effect: 'read' },
    {
      method: 'GET',
      path: '/models/experiments/{id}',
      summary: 'One comparison with its figures so far',
      tags,
    },
  )
    .input(reference)
    .output(experiment),
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
        arms: z
          .array(arm)
          .min(2)
          .max(MOST_ARMS)
          .refine(
            (arms) => new Set(arms.map((one) => one.name)).size === arms.length,
            'Each arm needs a name of its own',
          ),
        unitsPerArm: z
          .number()
          .int()
          .min(LEAST_UNITS)
          .max(MOST_UNITS)
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
