import { z } from 'zod';
import { looksOf, meaningOfLift, stopRules } from '#agents/work/methods/decision-rules';
import { mainGoal } from '#agents/work/methods/driver-tree';
import { finalDecisions, OUTCOMES } from '#agents/work/methods/final-decisions';
import { guardrailsOf } from '#agents/work/methods/guardrails';
import { readTargets, type Target } from '#agents/work/methods/read-targets';
import { sampleForShares } from '#agents/work/methods/sample-size';
import { MOST_LOOKS, sampleInflation } from '#agents/work/methods/sequential-looks';
import { longDay } from '#agents/work/methods/days';
import {
  assumed,
  counted,
  derived,
  earlierContent,
  lineOf,
  number,
  percent,
  stated,
  weakUnless,
  missingFrom,
  roomFor,
} from '#agents/work/say';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import type { Block } from '#agents/work/work-page';
import { type Statement, statement, workProductOf } from '#agents/work/work-product';
import { kpiContent } from './kpi-definition.ts';

const source = z.string().trim().min(2).max(200);
const input = z.object({
  smallestLift: z
    .number()
    .min(0.01)
    .max(2)
    .optional()
    .describe(
      'Smallest change that would change a decision, as a share of the figure: 0.1 is 3 % becoming 3.3 %.',
    ),
  baseline: z
    .object({ hits: z.number().int().min(0), of: z.number().int().min(1), source })
    .refine(({ hits, of }) => hits <= of, 'There are more hits than tries.')
    .optional()
    .describe(
      'Past result of the figure by which variants are compared, such as 150 orders of 6,000 visits.',
    ),
  unitsPerDay: z
    .number()
    .positive()
    .optional()
    .describe('Visits or mails a day that can take part in a test.'),
  looks: z
    .number()
    .int()
    .min(1)
    .max(MOST_LOOKS)
    .optional()
    .describe('How often the test is looked at; one a week by default.'),
  guardrails: z
    .array(
      z.object({
        metric: z.string().trim().min(2).max(120),
        limit: z.string().trim().min(1).max(120),
        source,
      }),
    )
    .max(20)
    .default([])
    .describe('What must not get worse, with the limit and where it comes from.'),
});
type Input = z.output<typeof input>;

const look = z.object({
  number: z.number(),
  date: z.string(),
  share: z.number(),
  z: z.number(),
  p: z.number(),
  expected: z.number().nullable(),
  least: z.number().nullable(),
});
const content = z.object({
  primary: statement,
  smallestEffect: z.array(statement),
  sample: statement.extend({ perGroup: z.number().nullable(), days: z.number().nullable() }),
  looks: z.array(look),
  decisions: z.array(statement.extend({ outcome: z.enum(OUTCOMES) })),
  guardrails: z.array(statement.extend({ metric: z.string(), isSet: z.boolean() })),
  stopRules: z.array(statement),
  open: z.array(statement).describe('What the KPI definition left to decide.'),
});
type Content = z.output<typeof content>;

const USUAL_LIFT = 0.2;

export const taskType = defineTaskType<Input, Content>({
  type: 'success_metrics',
  aliases: ['success_criteria'],
  title: 'Success metrics',
  purpose: 'Fixes before the start what counts as success, when it is looked at, and what is done then.',
  input,
  content,
  needs: ['brief'],
  reads: ['kpi_definition'],
  minutes: 45,
  propose: ({ brief }) =>
    brief === null || brief.kpis.length === 0 || brief.schedule?.end === undefined
      ? undefined
      : {
          title: `When ${brief.name} counts as a success`,
          description:
            'Smallest effect that matters, sample, dates of looks, decision rule, guardrails, stop rule.',
          payload: input.parse({}),
          priority: 'HIGH',
          confidence: 0.8,
          reason: `${brief.name} ends on ${brief.schedule.end} and states ${counted(brief.kpis.length, 'target')}: the rule must be there before the first figure is.`,
        },
  check: findGaps,
  write(request) {
    const made = contentOf(request);
    const gaps = findGaps(request);
    const hasRate = made.sample.perGroup !== null;
    const hasTarget = made.primary.basis === 'stated';
    return workProductOf(content).parse({
      summary: summaryOf(made),
      method:
        'The main target of the brief is the primary figure. Looks lie at equal parts of the run; boundaries after O’Brien and Fleming (1979) in the tables of Jennison and Turnbull (2000), so that all looks together give one false alarm in 20. A count is behind when it is below its expected value by more than the boundary times its root (Poisson). Sample for two shares after Fleiss, Levin and Paik (2003), power 0.8.',
      confidence: {
        level: hasTarget && hasRate ? 'high' : hasTarget ? 'medium' : 'low',
        because: `${hasTarget ? 'The target is stated' : 'No target is stated'}; ${hasRate ? 'a past rate is known, so the sample is' : 'no past rate is known, so the sample for variants is not'}.`,
      },
      missing: missingFrom(gaps, GAINS, 'A sample that fits what is worth acting on.'),
      wouldChange: [
        'A smaller effect that is worth acting on: the sample grows with the square of it.',
        'A change of offer, price or budget during the run: the count starts again from that day.',
      ],
      next: [
        ...(made.open.length === 0
          ? []
          : [
              'Settle the open points of the KPI definition: a rule on targets that do not fit decides nothing.',
            ]),
        'Have the client agree to the rule in writing before the first day.',
        ...(made.looks[0] === undefined
          ? []
          : [`Put the looks into the calendar, first ${longDay(made.looks[0].date)}.`]),
        'Look at nothing but guardrails between the looks.',
      ],
      content: made,
    });
  },
  wordable: ({ decisions }) =>
    decisions.map((one, index) => ({
      path: `decisions.${index}.text`,
      role: 'a rule of decision',
      mostCharacters: roomFor(one.text, 400),
    })),
  render: ({ content }) => render(content),
});

function contentOf(request: WorkRequest<Input>): Content {
  const { material, facts, input } = request;
  const { brief } = material;
  if (brief === null) throw new Error('success_metrics needs a brief');
  const targets = readTargets(facts, brief.schedule);
  const main = mainGoal(targets);
  const lift = input.smallestLift ?? USUAL_LIFT;
  const looks = looksOf(brief, main, input.looks);
  const cost = targets.find(({ kind }) => kind === 'cost');
  const meaning = meaningOfLift({ lift, main, cost });
  return {
    primary:
      main === undefined
        ? assumed('No target with a figure is stated, so success cannot be told from luck.')
        : stated(main.text, main.id),
    smallestEffect: [
      input.smallestLift === undefined
        ? assumed(
            `A change below ${percent(lift)} of the figure changes no decision here. Nobody has said so yet: agree it or give another.`,
          )
        : stated(
            `A change of ${percent(lift)} of the figure is the smallest that changes a decision.`,
            'input.smallestLift',
          ),
      ...(meaning === undefined ? [] : [meaning]),
    ],
    sample: sampleOf(request, { lift, looks: Math.max(1, looks.length), targets }),
    looks,
    decisions: finalDecisions({ main, cost, looks, lift }),
    guardrails: guardrailsOf(brief, targets, input.guardrails),
    stopRules: stopRules(brief, targets),
    open: openPoints(request),
  };
}

function sampleOf(
  { input, material, facts }: WorkRequest<Input>,
  { lift, looks, targets }: { lift: number; looks: number; targets: readonly Target[] },
): Content['sample'] {
  const { baseline, unitsPerDay } = input;
  const rate = targets.find(({ kind }) => kind === 'rate');
  const share = baseline === undefined ? rate?.value : baseline.hits / baseline.of;
  const earlier = earlierContent(material, 'kpi_definition', kpiContent);
  const known = earlier?.samples.findIndex(({ metric }) => metric === 'Share of visits with a result') ?? -1;
  if (baseline === undefined && known >= 0 && earlier !== undefined) {
    const found = earlier.samples[known];
    const id = `work.kpi_definition.samples.${known}`;
    if (found?.needed !== null && found?.needed !== undefined && facts.has(id)) {
      const perGroup = Math.ceil(found.needed * sampleInflation(looks));
      return {
        perGroup,
        days: found.days,
        ...derived(
          `${number(perGroup)} ${found.unit}: ${number(found.needed)} of the KPI definition, and ${percent(sampleInflation(looks) - 1)} more for ${counted(looks, 'look')}.`,
          [id],
        ),
      };
    }
  }
  if (share === undefined || share <= 0 || share * (1 + lift) >= 1)
    return {
      perGroup: null,
      days: null,
      ...assumed(
        'Not known: it takes a past rate of the figure by which variants are compared. Until then the rules below hold for the campaign as a whole.',
      ),
    };
  const perGroup = Math.ceil(sampleForShares(share, share * (1 + lift)) * sampleInflation(looks));
  const days = unitsPerDay === undefined ? null : Math.ceil((2 * perGroup) / unitsPerDay);
  const ids = baseline === undefined ? [rate?.id ?? ''] : ['input.baseline.hits', 'input.baseline.of'];
  const from =
    baseline === undefined
      ? `the rate of the target (${rate?.what ?? ''})`
      : `${number(baseline.hits)} of ${number(baseline.of)} (${baseline.source})`;
  return {
    perGroup,
    days,
    ...derived(
      `${number(perGroup)} for each of two variants, to see ${percent(share)} become ${percent(share * (1 + lift))}${days === null ? '' : `; ${days} days at ${number(unitsPerDay ?? 0)} a day`}. From ${from}, with ${counted(looks, 'look')}.`,
      unitsPerDay === undefined ? ids : [...ids, 'input.unitsPerDay'],
    ),
  };
}

/** What the KPI definition found that does not fit, as it said it. */
function openPoints({ material, facts }: WorkRequest<Input>): Statement[] {
  const earlier = earlierContent(material, 'kpi_definition', kpiContent);
  return (earlier?.checks ?? []).flatMap(({ verdict, text }, index) => {
    const id = `work.kpi_definition.checks.${index}`;
    return verdict === 'fits' || !facts.has(id) ? [] : [stated(text, id)];
  });
}

function findGaps({ material, facts, input }: WorkRequest<Input>): Finding[] {
  const { brief } = material;
  const knows = earlierContent(material, 'kpi_definition', kpiContent) !== undefined;
  return [
    ...weakUnless(
      readTargets(facts, brief?.schedule).length > 0,
      'brief.kpis',
      'No target with a figure is stated: add one, such as “400 orders by 30 June”.',
    ),
    ...weakUnless(
      brief?.schedule?.start !== undefined && brief.schedule.end !== undefined,
      'brief.schedule',
      'Start or end is not stated, so looks have no dates.',
    ),
    ...weakUnless(
      input.baseline !== undefined,
      'baseline',
      'No past rate is given: add hits and tries of the figure by which variants are compared, with their source.',
    ),
    ...weakUnless(
      input.smallestLift !== undefined,
      'smallestLift',
      `Nobody has said which change would change a decision; ${percent(USUAL_LIFT)} is taken.`,
    ),
    ...weakUnless(
      input.guardrails.length > 0,
      'guardrails',
      'No limits are given for unsubscribes, complaints or returns: take them from past campaigns.',
    ),
    ...weakUnless(
      knows,
      'kpi_definition',
      'There is no KPI definition yet: it tells whether the targets fit together.',
    ),
  ];
}

const GAINS: Readonly<Record<string, string>> = {
  'brief.kpis': 'Success can be told from failure.',
  'brief.schedule': 'Dates of the looks and the pace at each.',
  baseline: 'The sample for each variant and the days that it takes.',
  smallestLift: 'A sample that fits what is worth acting on.',
  guardrails: 'A limit at which somebody acts.',
  kpi_definition: 'The rule rests on targets that can be kept together.',
};

function summaryOf({ primary, looks, decisions, sample, stopRules: [stop] }: Content): string {
  const first = looks[0];
  return [
    `Primary figure: ${primary.text}${primary.text.endsWith('.') ? '' : '.'}`,
    first === undefined
      ? ''
      : `${counted(looks.length, 'look')}, first on ${longDay(first.date)}${first.least === null ? '' : `: fewer than ${number(first.least)} (${number(first.expected ?? 0)} expected) is behind beyond chance`}.`,
    decisions[0]?.text ?? '',
    sample.perGroup === null ? '' : sample.text,
    stop?.basis === 'derived' ? stop.text : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 1_200);
}

function render({
  primary,
  smallestEffect,
  sample,
  looks,
  decisions,
  guardrails,
  stopRules,
  open,
}: Content): Block[] {
  return [
    { kind: 'heading', text: 'What counts' },
    { kind: 'list', items: [primary, ...smallestEffect, sample].map(lineOf) },
    ...(open.length === 0
      ? []
      : [
          { kind: 'heading' as const, text: 'Open before the start' },
          { kind: 'list' as const, items: open.map(lineOf) },
        ]),
    { kind: 'heading', text: 'Decision rule, fixed before the start' },
    {
      kind: 'list',
      isOrdered: true,
      items: decisions.map((one) => ({ ...lineOf(one), text: `${TITLES[one.outcome]}: ${one.text}` })),
    },
    ...(looks.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption:
              'Looks. “Least”: fewer is behind beyond chance. “Standard errors”: by which two variants must differ, all looks together at 5 %.',
            columns: ['Look', 'Evening of', 'Of the run', 'Expected', 'Least', 'Standard errors', 'p below'],
            rows: looks.map((one) => [
              String(one.number),
              one.date,
              percent(one.share),
              figure(one.expected),
              figure(one.least),
              one.z.toFixed(2),
              one.p < 0.0001 ? '0.0001' : one.p.toFixed(4),
            ]),
          },
        ]),
    { kind: 'heading', text: 'Guardrails' },
    { kind: 'list', items: guardrails.map(lineOf) },
    { kind: 'heading', text: 'Stop rule' },
    { kind: 'list', items: stopRules.map(lineOf) },
  ];
}

const figure = (value: number | null): string => (value === null ? 'not known' : number(value));
const TITLES = {
  scale: 'Scale',
  repeat: 'Repeat',
  choose: 'Choose a variant',
  change: 'Change',
  stop: 'Stop',
} as const;
