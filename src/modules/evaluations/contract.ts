import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';

/** What is scored, each from 0 to 1. */
export const SCORES = [
  'schema',
  'facts',
  'words',
  'length',
  'language',
  'headlines',
  'expectations',
] as const;
export type ScoreName = (typeof SCORES)[number];

const share = (of: string) => z.number().nullable().describe(`${of}; null: there was nothing to measure.`);
const scores = z.object({
  schema: share('Answers that had the form at once'),
  facts: share('Texts that say only what the facts say'),
  words: share('Texts without banned and risky words'),
  length: share('Texts that keep the lengths of the channel'),
  language: share('Texts in the language that was asked for'),
  headlines: share('Texts whose headline stands in no other one'),
  expectations: share('What the case expects'),
});
export type Scores = z.output<typeof scores>;

const cost = z.number().nullable().describe('Millionths of a US dollar; null: a price is not known.');

const caseText = z.object({
  angle: z.string(),
  headline: z.string(),
  support: z.string().exactOptional(),
  cta: z.string(),
  body: z.string(),
  altText: z.string(),
});

export const caseResult = z.object({
  name: z.string(),
  locale: z.string(),
  channel: z.string(),
  isAnswered: z.boolean(),
  problem: z.string().nullable().describe('Why no model answered.'),
  model: z.string().nullable().describe('Who wrote, as provider/model.'),
  scores,
  written: z.number().int(),
  texts: z.array(caseText).describe('Texts that passed every check.'),
  refused: z.array(z.object({ headline: z.string(), angle: z.string(), reason: z.string() })),
  unmet: z.array(z.string()).describe('What the case expects and did not get.'),
  judged: z
    .object({ verdict: z.enum(['better', 'worse', 'tie', 'undecided']), reasons: z.array(z.string()) })
    .nullable()
    .describe('This run against the one before; undecided: the verdict turned with the order.'),
  costMicro: cost,
  ms: z.number().int(),
});
export type CaseResult = z.output<typeof caseResult>;

export const judgement = z.object({
  isJudged: z.boolean(),
  reason: z.string().describe('Against which run, or why there is no verdict.'),
  against: z.string().nullable().describe('The run before, of the same set.'),
  models: z.array(z.string()).describe('Who judged; never one of those that wrote.'),
  better: z.number().int().describe('Cases in which this run is better.'),
  worse: z.number().int(),
  tie: z.number().int(),
  undecided: z.number().int(),
});
export type Judgement = z.output<typeof judgement>;

export const evaluation = z.object({
  id: z.string().describe('Its calls are on record under it as their run.'),
  setName: z.string(),
  setHash: z.string(),
  useCase: z.string(),
  promptName: z.string(),
  promptVersion: z.number().int(),
  promptHash: z.string(),
  targets: z.array(z.string()),
  models: z.array(z.string()).describe('Who wrote, as provider/model.'),
  cases: z.number().int(),
  answered: z.number().int().describe('Cases that a model answered; the scores are means over these.'),
  scores,
  total: z.number().nullable().describe('Mean of the scores.'),
  judgement: judgement.nullable().describe('null: no judge was asked.'),
  costMicro: cost,
  startedAt: z.date(),
  endedAt: z.date(),
  startedBy: z.string(),
});
export type Evaluation = z.output<typeof evaluation>;

export const evaluationDetail = evaluation.extend({ results: z.array(caseResult) });
export type EvaluationDetail = z.output<typeof evaluationDetail>;

const name = z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,62}$/, 'small letters, digits, `.`, `-` and `_`');
const tags = ['Models'];

export const evaluationsContract = {
  list: operation(
    { needs: 'llm.read', effect: 'read' },
    { method: 'GET', path: '/models/evaluations', summary: 'Runs of evaluation sets, newest first', tags },
  )
    .input(z.object({ ...pageInput, set: z.string().max(200).optional().describe('Only of this set.') }))
    .output(pageOf(evaluation)),
  get: operation(
    { needs: 'llm.read', effect: 'read' },
    {
      method: 'GET',
      path: '/models/evaluations/{id}',
      summary: 'One run with every case: scores, texts, and the reason of each refusal',
      tags,
    },
  )
    .input(z.object({ id: z.string().max(200) }))
    .output(evaluationDetail),
  run: operation(
    { needs: 'llm.manage', effect: 'spend' },
    {
      method: 'POST',
      path: '/models/evaluations',
      summary: 'Let models write the cases of a set, at most 50, and score them; answers when all are done',
      tags,
    },
  )
    .input(
      z.object({
        text: z.string().max(300_000).describe('The set as YAML or JSON, at most 256 KB.'),
        fileName: z
          .string()
          .max(200)
          .regex(/^[^\0]+\.(yaml|yml|json)$/i, 'must end in .yaml, .yml or .json')
          .default('set.yaml')
          .describe('For messages about errors in it.'),
        promptVersion: z
          .number()
          .int()
          .min(0)
          .optional()
          .describe('Another version than the one in use; 0 ships with the house.'),
        targets: z.array(name).min(1).max(12).optional().describe('Another chain than that of copywriting.'),
        judge: z
          .boolean()
          .default(false)
          .describe('Let a model of the use case judge compare the texts with those of the run before.'),
      }),
    )
    .output(evaluationDetail),
};
