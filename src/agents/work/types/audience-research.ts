import { z } from 'zod';
import { planQuestions } from '#agents/work/methods/research-plan';
import { LEAST_SAMPLE, readSource, researchSource } from '#agents/work/methods/research-sources';
import { kinshipOf } from '#agents/work/methods/themes';
import { lessonsOfFindings } from '#agents/work/methods/lessons';
import {
  counted,
  derived,
  factAsStated,
  languageOfMaterial,
  lineOf,
  number,
  stated,
  weakUnless,
  missingFrom,
  sentences,
  roomFor,
} from '#agents/work/say';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import type { Block } from '#agents/work/work-page';
import { type Statement, statement, workProductOf } from '#agents/work/work-product';

const input = z.object({
  sources: z
    .array(researchSource)
    .max(30)
    .default([])
    .describe('Surveys, interviews, search terms, reviews and reading, each with its date.'),
  questions: z
    .array(z.string().trim().min(5).max(300))
    .max(12)
    .default([])
    .describe('What is to be known; by default what the brief leaves open.'),
  language: z
    .string()
    .max(12)
    .optional()
    .describe('Language of the sources, where it is not that of the brief.'),
  staleAfterDays: z.number().int().min(30).max(3_650).default(730),
});
type Input = z.output<typeof input>;

const finding = statement.extend({
  kind: z.enum(['survey', 'interviews', 'search', 'reviews', 'desk']),
  source: z.string(),
  date: z.string(),
  ageDays: z.number(),
  n: z.number().nullable(),
  isFirm: z.boolean().describe('Whether it holds beyond chance.'),
});
export const researchContent = z.object({
  mode: z.enum(['findings', 'plan']),
  questions: z.array(
    z.object({
      question: z.string(),
      state: z.enum(['answered', 'partly', 'open']),
      answers: z.array(z.number()).describe('Places in `findings`.'),
    }),
  ),
  findings: z.array(finding),
  sources: z.array(
    z.object({ name: z.string(), kind: z.string(), date: z.string(), n: z.string(), isStale: z.boolean() }),
  ),
  limits: z.array(statement),
  known: z.array(statement).describe('What brief and brand brain already say.'),
  plan: z.array(
    z.object({
      question: z.string(),
      decision: statement,
      method: z.string(),
      sample: z.string(),
      risk: statement,
    }),
  ),
});
type Content = z.output<typeof researchContent>;

export const taskType = defineTaskType<Input, Content>({
  type: 'audience_research',
  aliases: ['market_research'],
  title: 'Audience research',
  purpose: 'Answers what the campaign must know of its people from dated sources, or plans how to find out.',
  input,
  content: researchContent,
  needs: ['brief'],
  reads: [],
  minutes: 120,
  propose: ({ brief }) =>
    brief === null
      ? undefined
      : {
          title: `What ${brief.name} must know of its audience`,
          description:
            'Findings where there are sources, else a plan: questions, method, sample, and what a mistake costs.',
          payload: input.parse({}),
          priority: brief.audience === undefined ? 'HIGH' : 'MEDIUM',
          confidence: 0.6,
          reason:
            brief.audience === undefined
              ? `The brief of ${brief.name} names no audience.`
              : `The brief of ${brief.name} states its audience in one line and nothing that was asked of it.`,
        },
  check: findGaps,
  write(request) {
    const made = contentOf(request);
    const firm = made.findings.filter(({ isFirm }) => isFirm).length;
    const isPlan = made.mode === 'plan';
    return workProductOf(researchContent).parse({
      summary: summaryOf(made),
      method: isPlan
        ? 'This is a plan, not research. Questions follow from what the brief leaves open and decides; samples for a share after Cochran (1977), at 95 %.'
        : 'Each source is read by its kind: shares of a survey with 95 % Wilson intervals, its first answer tested against the second (Goodman 1965); interviews as counts of people, never as shares of all; words of reviews by the number of texts that have them; search terms by volume. A finding answers a question that its source names, or that shares its themes.',
      confidence: {
        level: isPlan ? 'low' : firm >= 3 ? 'high' : firm > 0 ? 'medium' : 'low',
        because: isPlan
          ? 'Nobody has been asked yet.'
          : `${firm} of ${counted(made.findings.length, 'finding')} from ${counted(made.sources.length, 'source')} hold beyond chance.`,
      },
      missing: missingFrom(findGaps(request), GAINS, 'Findings in place of a plan.'),
      wouldChange: isPlan
        ? ['Any source that answers one of the questions: the plan is shorter by it.']
        : [
            'A larger or newer sample that puts another answer first.',
            'The same question asked in another market.',
          ],
      next: sentences(nextOf(made)),
      content: made,
    });
  },
  wordable: ({ plan }) =>
    plan.map((one, index) => ({
      path: `plan.${index}.question`,
      role: 'a question of research',
      mostCharacters: roomFor(one.question, 300),
    })),
  learn: ({ content }) => lessonsOfFindings(content),
  render: ({ content }) => render(content),
});

function contentOf(request: WorkRequest<Input>): Content {
  const { material, facts, input } = request;
  const { brief, knowledge } = material;
  if (brief === null) throw new Error('audience_research needs a brief');
  const language = input.language ?? languageOfMaterial(material);
  const findings = input.sources.flatMap((source, index) =>
    readSource(source, { at: `input.sources.${index}`, today: material.today, language }),
  );
  const plan = planQuestions(brief, facts);
  const asked =
    input.questions.length > 0 ? input.questions.map((question) => ({ question, answeredBy: [] })) : plan;
  const questions = asked.map(({ question, answeredBy = [] }) =>
    answersTo(question, { findings, sources: input.sources, language, kinds: answeredBy }),
  );
  const known = [
    'brief.audience',
    ...[...facts.keys()].filter((id) => id.includes('.problems.') || id.endsWith('.quote')),
    ...knowledge.map(({ id }) => `knowledge.${id}`),
  ];
  const open = new Set(questions.filter(({ state }) => state !== 'answered').map(({ question }) => question));
  return {
    mode: findings.length === 0 ? 'plan' : 'findings',
    questions,
    findings,
    sources: input.sources.map((source) => ({
      name: source.name,
      kind: source.kind,
      date: source.date,
      n: sizeOf(source),
      isStale: findings.some((one) => one.source === source.name && one.ageDays > input.staleAfterDays),
    })),
    limits: limitsOf(request),
    known: known.flatMap((id) => factAsStated(facts, id) ?? []),
    plan: input.questions.length > 0 ? plan : plan.filter(({ question }) => open.has(question)),
  };
}

function answersTo(
  question: string,
  {
    findings,
    sources,
    language,
    kinds,
  }: {
    findings: Content['findings'];
    sources: Input['sources'];
    language: string;
    kinds: readonly string[];
  },
): Content['questions'][number] {
  const named = new Set(
    sources
      .filter(
        ({ about }) =>
          about !== undefined &&
          about !== '' &&
          (about === question || kinshipOf(about, question, language) >= 2),
      )
      .map(({ name }) => name),
  );
  const answers = findings
    .flatMap((one, index) =>
      named.has(one.source) || kinds.includes(one.kind) || kinshipOf(one.text, question, language) >= 3
        ? [index]
        : [],
    )
    .slice(0, 8);
  const isFirm = answers.some((index) => findings[index]?.isFirm === true);
  return { question, answers, state: answers.length === 0 ? 'open' : isFirm ? 'answered' : 'partly' };
}

function sizeOf(source: Input['sources'][number]): string {
  switch (source.kind) {
    case 'survey':
      return counted(source.n, 'person', 'people');
    case 'interviews':
      return counted(source.notes.length, 'interview');
    case 'search':
      return counted(source.terms.length, 'term');
    case 'reviews':
      return counted(source.texts.length, 'text');
    case 'desk':
      return counted(source.findings.length, 'finding');
  }
}

function limitsOf({ input, material }: WorkRequest<Input>): Statement[] {
  return input.sources.flatMap((source, index): Statement[] => {
    const at = `input.sources.${index}`;
    const [first] = readSource(source, { at, today: material.today, language: 'en' });
    return [
      ...(first !== undefined && first.ageDays > input.staleAfterDays
        ? [derived(`${source.name} is ${number(Math.round(first.ageDays / 365))} years old.`, [`${at}.date`])]
        : []),
      ...(source.kind === 'survey' && source.n < LEAST_SAMPLE
        ? [derived(`${source.name} asked ${source.n}: too few to rank answers.`, [`${at}.n`])]
        : []),
      ...(source.kind === 'survey' && (source.sample === undefined || source.sample === '')
        ? [
            derived(`${source.name} does not say who was asked: its shares hold for those who answered.`, [
              `${at}.name`,
            ]),
          ]
        : []),
      ...(source.kind === 'survey' && source.sample !== undefined && source.sample !== ''
        ? [stated(`${source.name} asked: ${source.sample}.`, `${at}.sample`)]
        : []),
      ...(source.kind === 'interviews'
        ? [
            derived(
              `${source.name}: ${counted(source.notes.length, 'person', 'people')}. It says what there is, not how often.`,
              [`${at}.name`],
            ),
          ]
        : []),
      ...(source.kind === 'reviews'
        ? [derived(`${source.name}: people who write reviews are not all people.`, [`${at}.name`])]
        : []),
      ...(source.kind === 'search'
        ? [
            derived(`${source.name}: what people search says nothing of those who do not know the word.`, [
              `${at}.name`,
            ]),
          ]
        : []),
    ];
  });
}

function findGaps({ material, input, facts }: WorkRequest<Input>): Finding[] {
  const surveys = input.sources.flatMap((source, index) =>
    source.kind === 'survey' && source.answers.some(({ count }) => count > source.n) ? [index] : [],
  );
  return [
    ...surveys.map((index): Finding => ({
      field: `sources.${index}.answers`,
      severity: 'blocks',
      message: 'An answer has more people than answered the question: check the counts.',
    })),
    ...weakUnless(
      input.sources.length > 0,
      'sources',
      'No source is given, so this is a plan: add surveys with n and counts, interview notes, search terms or reviews, with their dates.',
    ),
    ...weakUnless(facts.has('brief.audience'), 'brief.audience', 'No audience is stated.'),
    ...weakUnless(
      material.knowledge.length > 0,
      'knowledge',
      'The brand brain holds nothing yet: confirm what earlier campaigns taught.',
    ),
  ];
}

const GAINS: Readonly<Record<string, string>> = {
  'brief.audience': 'Whom to ask.',
  knowledge: 'What need not be asked again.',
};

function summaryOf({ mode, findings, questions, plan }: Content): string {
  const open = questions.filter(({ state }) => state === 'open').length;
  if (mode === 'plan') {
    const [first] = plan;
    return `This is a plan: nobody has been asked yet. ${counted(plan.length, 'question')} decide something in this brief. First: ${first?.question ?? ''} ${first?.decision.text ?? ''} ${first?.risk.text ?? ''}`.slice(
      0,
      1_200,
    );
  }
  const told = findings
    .filter(({ source }, index) => findings.findIndex((one) => one.source === source) === index)
    .toSorted((a, b) => Number(b.isFirm) - Number(a.isFirm))
    .slice(0, 4);
  return `${told.map(({ text }) => text).join(' ')} ${open === 0 ? 'Every question has an answer.' : `${counted(open, 'question')} ${open === 1 ? 'is' : 'are'} still open.`}`.slice(
    0,
    1_200,
  );
}

function nextOf({ mode, plan, questions }: Content): string[] {
  const partly = questions.filter(({ state }) => state === 'partly').map(({ question }) => question);
  return [
    ...(mode === 'plan'
      ? [
          'Look through what is there already: mails to service, search terms of the own site, reviews. That takes a day and no budget.',
        ]
      : []),
    ...plan.slice(0, 2).map(({ question, method }) => `${question} ${method}.`),
    ...(partly.length === 0 ? [] : [`Firm up with a larger sample: ${partly.slice(0, 3).join(' ')}`]),
    'Put what is confirmed into the brand brain, so that the next campaign starts from it.',
  ];
}

function render({ mode, questions, findings, sources, limits, known, plan }: Content): Block[] {
  return [
    ...(mode === 'plan'
      ? [
          {
            kind: 'text' as const,
            text: 'This is a plan. No source was given, so nothing below is a finding.',
          },
        ]
      : []),
    ...(findings.length === 0
      ? []
      : [
          { kind: 'heading' as const, text: 'Questions and answers' },
          {
            kind: 'table' as const,
            columns: ['Question', 'State', 'Answer'],
            rows: questions.map(({ question, state, answers }) => [
              question,
              state,
              answers.map((index) => findings[index]?.text ?? '').join('\n') || 'none yet',
            ]),
          },
          { kind: 'heading' as const, text: 'Findings' },
          {
            kind: 'list' as const,
            items: findings.map((one) => ({
              ...lineOf(one),
              text: `${one.text} [${one.source}, ${one.date}]`,
            })),
          },
          {
            kind: 'table' as const,
            caption: 'Sources',
            columns: ['Source', 'Kind', 'Date', 'Size', 'Old'],
            rows: sources.map((one) => [one.name, one.kind, one.date, one.n, one.isStale ? 'yes' : 'no']),
          },
          { kind: 'heading' as const, text: 'Limits' },
          { kind: 'list' as const, items: limits.map(lineOf) },
        ]),
    ...(plan.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: mode === 'plan' ? 'The plan' : 'What is still open',
            columns: ['Question', 'What it decides', 'Method', 'Sample', 'A mistake costs'],
            rows: plan.map((one) => [one.question, one.decision.text, one.method, one.sample, one.risk.text]),
          },
        ]),
    { kind: 'heading', text: 'What brief and brand brain already say' },
    { kind: 'list', items: known.length === 0 ? [{ text: 'Nothing.' }] : known.map(lineOf) },
  ];
}
