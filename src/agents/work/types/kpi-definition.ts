import { z } from 'zod';
import { checkTargets } from '#agents/work/methods/check-targets';
import { addDays, workingDay } from '#agents/work/methods/days';
import { buildTree, mainGoal, paceOf } from '#agents/work/methods/driver-tree';
import { pastPeriod, poolPast } from '#agents/work/methods/past-figures';
import { readTarget, readTargets, type Target } from '#agents/work/methods/read-targets';
import { samplesNeeded } from '#agents/work/methods/samples-needed';
import {
  counted,
  lineOf,
  listed,
  quote,
  weakUnless,
  missingFrom,
  sentences,
  roomFor,
} from '#agents/work/say';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import type { Block, Branch } from '#agents/work/work-page';
import { statement, workProductOf } from '#agents/work/work-product';

const input = z.object({
  history: z
    .array(pastPeriod)
    .max(200)
    .default([])
    .describe(
      'Past periods of the same channels; baselines and the days that a test takes follow from them.',
    ),
  owners: z
    .array(z.object({ metric: z.string().trim().min(2).max(120), name: z.string().trim().min(2).max(120) }))
    .max(40)
    .default([])
    .describe('Who answers for which figure.'),
  smallestLift: z
    .number()
    .min(0.01)
    .max(2)
    .default(0.2)
    .describe('Smallest change worth seeing, as a share of the figure: 0.2 is 3 % becoming 3.6 %.'),
  orderValue: z
    .object({
      mean: z.number().positive(),
      deviation: z.number().positive(),
      source: z.string().min(2).max(200),
    })
    .optional()
    .describe('Mean and standard deviation of past orders.'),
});
type Input = z.output<typeof input>;

const metric = z.object({
  key: z.string(),
  name: z.string(),
  parent: z.string().nullable(),
  formula: z.string(),
  source: z.string(),
  baseline: statement,
  target: statement,
  owner: z.string(),
  isOwnerNamed: z.boolean(),
});
export const kpiContent = z.object({
  goal: z.string().describe('Key of the main goal.'),
  metrics: z.array(metric),
  pace: statement.nullable(),
  checks: z.array(statement.extend({ verdict: z.enum(['contradicts', 'strains', 'fits']) })),
  samples: z.array(
    statement.extend({
      metric: z.string(),
      needed: z.number().nullable(),
      unit: z.string(),
      days: z.number().nullable(),
    }),
  ),
  reviews: z.array(z.object({ date: z.string(), what: z.string() })),
  unread: z.array(z.string()).describe('Targets without a figure.'),
});
type Content = z.output<typeof kpiContent>;

export const taskType = defineTaskType<Input, Content>({
  type: 'kpi_definition',
  aliases: ['kpis', 'kpi_tree'],
  title: 'KPI definition',
  purpose:
    'Says what is counted, from the goal to what drives it, and whether the targets can be kept together.',
  input,
  content: kpiContent,
  needs: ['brief'],
  reads: [],
  minutes: 60,
  propose: ({ brief }) =>
    brief === null
      ? undefined
      : {
          title: `KPI tree of ${brief.name}`,
          description:
            'Goal, drivers, formulas, baselines and targets, with the sample that a change takes to be seen.',
          payload: input.parse({}),
          priority: 'HIGH',
          confidence: brief.kpis.length > 0 ? 0.9 : 0.7,
          reason:
            brief.kpis.length > 0
              ? `The brief of ${brief.name} states ${counted(brief.kpis.length, 'target')}; whether they fit budget and dates has to be known before money is spent.`
              : `The brief of ${brief.name} states no target: without one nobody can say whether it worked.`,
        },
  check: findGaps,
  write(request) {
    const content = contentOf(request);
    const gaps = findGaps(request);
    const hasPast = request.input.history.length > 0;
    const read = targetsOf(request).length;
    return workProductOf(kpiContent).parse({
      summary: summaryOf(content),
      method:
        'Targets are read from the brief as figures and set against budget, prices and dates. The main goal (sales, else orders, else leads) is broken into drivers that multiply to it. Baselines pool the past periods of the payload, shares with 95 % Wilson intervals. Samples: two shares after Fleiss, Levin and Paik (2003), means after Chow, Shao and Wang (2008), counts as Poisson; alpha 0.05 two-sided, power 0.8.',
      confidence: {
        level: hasPast && read > 0 ? 'high' : read > 0 ? 'medium' : 'low',
        because: `${counted(read, 'target')} of the brief could be read as a figure; ${hasPast ? counted(request.input.history.length, 'past period') : 'no past period'} is known.`,
      },
      missing: missingFrom(gaps, GAINS, 'Whether the campaign worked can be said at its end.'),
      wouldChange: [
        'Past figures: they replace every “not known” and may show that a target is out of reach.',
        'A part of the budget that is not for media: the cost of each result is taken from the whole of it.',
      ],
      next: sentences(nextOf(content)),
      content,
    });
  },
  wordable: ({ checks }) =>
    checks.map((one, index) => ({
      path: `checks.${index}.text`,
      role: 'what targets, budget and dates say of each other',
      mostCharacters: roomFor(one.text, 500),
    })),
  render: ({ content }) => render(content),
});

function targetsOf({ material: { brief }, facts }: WorkRequest<Input>): Target[] {
  return readTargets(facts, brief?.schedule);
}

function contentOf(request: WorkRequest<Input>): Content {
  const { material, input, facts } = request;
  const { brief } = material;
  if (brief === null) throw new Error('kpi_definition needs a brief');
  const targets = targetsOf(request);
  const past = poolPast(input.history);
  const metrics = buildTree(brief, targets, past).map(({ role, ...rest }) => {
    const named = input.owners.find(({ metric }) => metric.toLowerCase() === rest.name.toLowerCase());
    return { ...rest, owner: named?.name ?? role, isOwnerNamed: named !== undefined };
  });
  const readIds = new Set(targets.map(({ id }) => id));
  return {
    goal: metrics[0]?.key ?? '',
    metrics,
    pace: paceOf(brief, mainGoal(targets))?.said ?? null,
    checks: checkTargets(brief, targets),
    samples: samplesNeeded({ brief, targets, past, ...input }),
    reviews: reviewsOf(brief.schedule, targets, material.today),
    unread: [...facts.values()]
      .filter(({ id }) => id.startsWith('brief.kpis.') && !readIds.has(id))
      .map(({ text }) => text),
  };
}

const MOST_WEEKLY = 6;

/** A look on every seventh day (working days), the end, and when late figures are whole. */
function reviewsOf(
  schedule: { start?: string; end?: string } | undefined,
  targets: readonly Target[],
  today: string,
): Content['reviews'] {
  const { start = today, end } = schedule ?? {};
  if (end === undefined)
    return [{ date: workingDay(addDays(start, 7)), what: 'Baselines of the first week' }];
  const weeks = Math.floor((Date.parse(end) - Date.parse(start)) / 86_400_000 / 7);
  const step = 7 * Math.max(1, Math.ceil(weeks / MOST_WEEKLY));
  const looks: Content['reviews'] = [];
  for (let day = addDays(start, 7); day < end; day = addDays(day, step))
    looks.push({
      date: workingDay(day),
      what:
        looks.length === 0
          ? 'Baselines of the first week, pace and cost'
          : 'Pace and cost against the target',
    });
  const due = targets.flatMap(({ by, text }) =>
    by === undefined || by >= end ? [] : [{ date: workingDay(addDays(by, 1)), what: `Due: ${text}` }],
  );
  const late = targets
    .filter(({ kind, spanDays }) => kind === 'rate' && spanDays !== undefined)
    .map(({ text, spanDays = 0 }) => ({
      date: workingDay(addDays(end, spanDays + 1)),
      what: `Readable in full: ${text}`,
    }));
  const last = { date: workingDay(addDays(end, 1)), what: 'All targets that are due by the end' };
  return [...looks.filter(({ date }) => date < last.date), ...due, last, ...late].toSorted((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : 0,
  );
}

function findGaps({ material: { brief }, facts, input }: WorkRequest<Input>): Finding[] {
  const kpis = [...facts.values()].filter(({ id }) => id.startsWith('brief.kpis.'));
  const unread = kpis.filter(({ id, text }) => readTarget(id, text, brief?.schedule) === undefined);
  return [
    ...weakUnless(
      kpis.length > 0,
      'brief.kpis',
      'The brief states no target: add at least one with a figure, such as “400 orders by 30 June”.',
    ),
    ...weakUnless(
      unread.length === 0,
      'brief.kpis',
      `No figure is found in ${listed(unread.map(({ text }) => quote(text)))}: add a number, a unit and a date.`,
    ),
    ...weakUnless(
      brief?.budget !== undefined,
      'brief.budget',
      'No budget is stated, so what a result may cost cannot be set against it.',
    ),
    ...weakUnless(
      brief?.schedule?.end !== undefined,
      'brief.schedule',
      'Start or end is not stated, so there is no pace and no review date.',
    ),
    ...weakUnless(
      input.history.length > 0,
      'history',
      'No past figures are given: add periods with impressions, visits, results and spend from the reports of shop and channels.',
    ),
    ...weakUnless(
      input.owners.length > 0,
      'owners',
      'Nobody is named for any figure: the roles are proposals.',
    ),
  ];
}

const GAINS: Readonly<Record<string, string>> = {
  history: 'Baselines, a target for visits, and the days that a test takes.',
  owners: 'Each figure has somebody who acts on it.',
  'brief.budget': 'Whether the targets can be paid for.',
  'brief.schedule': 'A pace for each day and dates for reviews.',
};

function summaryOf({ metrics, checks, samples, pace }: Content): string {
  const [goal] = metrics;
  const worst = checks.find(({ verdict }) => verdict !== 'fits');
  return [
    goal === undefined ? '' : `Main goal: ${goal.name}. ${goal.target.text}.`,
    pace === null ? '' : `Pace: ${pace.text}.`,
    worst === undefined ? '' : `To be decided first: ${worst.text}`,
    samples[0]?.text ?? '',
  ]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 1_200);
}

function nextOf({ checks, metrics, reviews }: Content): string[] {
  const open = checks.filter(({ verdict }) => verdict !== 'fits').length;
  const unnamed = metrics.filter(({ isOwnerNamed }) => !isOwnerNamed).length;
  const [first] = reviews;
  return [
    ...(open === 0
      ? []
      : [`Decide ${counted(open, 'open point')} of the targets with the client before the start.`]),
    'Give every link its UTM and test one order or sign-up from click to report.',
    ...(unnamed === 0 ? [] : [`Name who answers for ${counted(unnamed, 'figure')}.`]),
    ...(first === undefined ? [] : [`Review on ${first.date}: ${first.what}.`]),
  ];
}

function render({ metrics, checks, samples, reviews, pace, unread }: Content): Block[] {
  const branch = (one: Content['metrics'][number]): Branch => ({
    name: one.name,
    detail: one.target.text,
    children: metrics.filter(({ parent }) => parent === one.key).map(branch),
  });
  const roots = metrics.filter(({ parent }) => parent === null);
  return [
    { kind: 'heading', text: 'From the goal to its drivers' },
    ...roots.map((root): Block => ({ kind: 'tree', root: branch(root) })),
    ...(pace === null ? [] : [{ kind: 'text' as const, text: `Pace: ${pace.text}.`, facts: pace.facts }]),
    { kind: 'heading', text: 'Whether the targets fit together' },
    {
      kind: 'list',
      items:
        checks.length === 0
          ? [{ text: 'Nothing to set against each other: targets, budget or dates are not stated.' }]
          : checks.map((one) => ({ ...lineOf(one), text: `${VERDICTS[one.verdict]}: ${one.text}` })),
    },
    {
      kind: 'table',
      caption: 'Definitions',
      columns: ['Figure', 'Formula', 'Where it is read', 'Baseline', 'Target', 'Answers for it'],
      rows: metrics.map((one) => [
        one.name,
        one.formula,
        one.source,
        one.baseline.text,
        one.target.text,
        one.isOwnerNamed ? one.owner : `${one.owner} (proposed)`,
      ]),
    },
    { kind: 'heading', text: 'How much must be counted' },
    {
      kind: 'list',
      items:
        samples.length === 0
          ? [{ text: 'Not known without a count with a date, or past figures.' }]
          : samples.map(lineOf),
    },
    {
      kind: 'table',
      caption: 'Reviews',
      columns: ['Date', 'What'],
      rows: reviews.map(({ date, what }) => [date, what]),
    },
    ...(unread.length === 0
      ? []
      : [{ kind: 'list' as const, items: unread.map((text) => ({ text: `Without a figure: ${text}` })) }]),
  ];
}

const VERDICTS = { contradicts: 'Cannot be kept', strains: 'To be decided', fits: 'Good to know' } as const;
