import { z } from 'zod';
import type { Fact } from '#agents/work/facts';
import {
  bestAxes,
  type Criterion,
  type Evidence,
  scoreOf,
  standingsOf,
} from '#agents/work/methods/compare-alternatives';
import { factsOf, pickPosition } from '#agents/work/methods/pick-position';
import { kinshipOf } from '#agents/work/methods/themes';
import {
  assumed,
  counted,
  derived,
  earlierContent,
  factAsStated,
  languageOfMaterial,
  lineOf,
  listed,
  number,
  quote,
  stated,
} from '#agents/work/say';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import type { Block } from '#agents/work/work-page';
import { type Statement, statement, workProductOf } from '#agents/work/work-product';
import { competitiveContent } from './competitive-analysis.ts';

const name = z.string().trim().min(1).max(80);
const score = z.object({
  criterion: name,
  score: z.number().min(0).max(5),
  source: z.string().trim().min(2).max(200),
});
const input = z.object({
  alternatives: z
    .array(
      z.object({
        name,
        why: z.string().trim().max(300).optional().describe('When people take this instead.'),
        scores: z.array(score).max(15).default([]),
      }),
    )
    .max(12)
    .default([])
    .describe('What people would do if the product were not there, rivals and doing nothing among them.'),
  criteria: z
    .array(
      z.object({
        name,
        weight: z.number().min(1).max(5).default(3),
        low: name.default('weak'),
        high: name.default('strong'),
      }),
    )
    .max(15)
    .default([]),
  own: z.array(score).max(15).default([]),
  axes: z
    .object({ x: name, y: name })
    .optional()
    .describe('Criteria of the map; by default the two that part the alternatives most.'),
});
type Input = z.output<typeof input>;

const position = z.object({
  product: z.string(),
  category: statement,
  alternatives: z.array(statement),
  difference: z.array(statement),
  value: z.array(statement),
  audience: statement,
  proof: z.array(statement),
  sentence: statement,
});
const axis = z.object({ criterion: z.string(), low: z.string(), high: z.string() });
export const positioningContent = z.object({
  positions: z.array(position),
  shared: z.array(statement).describe('What holds for the whole brand.'),
  criteria: z.array(
    z.object({
      name: z.string(),
      weight: z.number(),
      own: z.number().nullable(),
      best: z.number().nullable(),
      bestBy: z.array(z.string()),
      verdict: z.string(),
    }),
  ),
  map: z
    .object({
      x: axis,
      y: axis,
      points: z.array(z.object({ name: z.string(), x: z.number(), y: z.number(), isOwn: z.boolean() })),
      how: statement,
    })
    .nullable(),
  noMap: z.string().nullable().describe('Why there is no map.'),
});
type Content = z.output<typeof positioningContent>;

export const taskType = defineTaskType<Input, Content>({
  type: 'brand_positioning',
  aliases: ['positioning'],
  title: 'Positioning',
  purpose: 'Says for whom the product is what, instead of what, by which difference, and what proves it.',
  input,
  content: positioningContent,
  needs: ['brief'],
  reads: ['competitive_analysis'],
  minutes: 90,
  propose: ({ brief }) =>
    brief === null
      ? undefined
      : {
          title: `Positioning for ${brief.name}`,
          description:
            'Alternatives, difference, value, audience, category and proof, for each product; a map where others are scored.',
          payload: input.parse({}),
          priority: 'MEDIUM',
          confidence: brief.products.some(({ problems, proofs }) => problems.length + proofs.length > 0)
            ? 0.7
            : 0.5,
          reason: `${listed(brief.products.map((product) => product.name))} ${brief.products.length === 1 ? 'needs' : 'need'} one sentence that says instead of what they are bought, before copy is written.`,
        },
  check: findGaps,
  write(request) {
    const content = contentOf(request);
    const proven = content.positions.filter(({ proof }) =>
      proof.some(({ basis }) => basis === 'stated'),
    ).length;
    const isPlaced = content.map !== null;
    return workProductOf(positioningContent).parse({
      summary: summaryOf(content),
      method:
        'In the order of Dunford (Obviously Awesome, 2019): alternatives, difference, value, audience, category; the sentence after Moore (Crossing the Chasm, 1991). Problem, benefit and difference of a product are chosen so that they share themes and words; a proof counts more than a feature, a criterion in which the brand leads more than one in which it trails. The map takes the two criteria that part the alternatives most and are least alike; a point lies at its score divided by 5.',
      confidence: {
        level: proven === content.positions.length && isPlaced ? 'high' : proven > 0 ? 'medium' : 'low',
        because: `${proven} of ${counted(content.positions.length, 'product')} have a proof for the difference; ${isPlaced ? 'others are scored' : 'no other is scored'}.`,
      },
      missing: findGaps(request).map(({ field, message }) => ({
        what: message,
        where: field,
        gain: GAINS[field] ?? 'A difference that can be shown.',
      })),
      wouldChange: [
        'An alternative that people name in interviews and that is not listed here.',
        'A rival with a proof for the same difference.',
      ],
      next: nextOf(content),
      content,
    });
  },
  wordable: ({ positions }) =>
    positions.map((_position, index) => ({
      path: `positions.${index}.sentence.text`,
      role: 'the positioning statement',
      mostCharacters: 500,
    })),
  render: ({ content }) => render(content),
});

interface Market {
  readonly own: string;
  readonly others: readonly { name: string; said: Statement }[];
  readonly criteria: readonly (Criterion & { low: string; high: string })[];
  readonly evidence: readonly Evidence[];
  /** Facts of the scores of an alternative. */
  readonly scoreFacts: readonly string[];
}

/** Alternatives and scores of the payload, else of the competitive analysis. */
function marketOf({ material, input, facts }: WorkRequest<Input>): Market {
  const own = material.brand?.name ?? 'Own brand';
  if (input.alternatives.length > 0) {
    const scored = [
      { name: own, scores: input.own, at: 'input.own' },
      ...input.alternatives.map((one, index) => ({ ...one, at: `input.alternatives.${index}.scores` })),
    ];
    const named = new Set(scored.flatMap(({ scores }) => scores.map(({ criterion }) => criterion)));
    const criteria =
      input.criteria.length > 0
        ? input.criteria
        : [...named].map((criterion) => ({ name: criterion, weight: 3, low: 'weak', high: 'strong' }));
    return {
      own,
      criteria,
      others: input.alternatives.map(({ name, why }, index) => ({
        name,
        said: stated(
          why === undefined || why === '' ? name : `${name}: ${why}`,
          `input.alternatives.${index}.name`,
        ),
      })),
      evidence: scored.flatMap(({ name, scores }) =>
        scores.map((one) => ({ alternative: name, criterion: one.criterion, score: one.score })),
      ),
      scoreFacts: scored.flatMap(({ at, scores }) => scores.map((_score, index) => `${at}.${index}.score`)),
    };
  }
  const earlier = earlierContent(material, 'competitive_analysis', competitiveContent);
  const cells = (earlier?.cells ?? [])
    .map((cell, index) => ({ ...cell, id: `work.competitive_analysis.cells.${index}` }))
    .filter(({ id }) => facts.has(id));
  return {
    own: earlier?.own ?? own,
    criteria: (earlier?.criteria ?? []).map((one) => ({ ...one, low: 'weak', high: 'strong' })),
    others: (earlier?.alternatives ?? []).flatMap(({ name, kind }) => {
      const ids = cells.filter(({ alternative }) => alternative === name).map(({ id }) => id);
      return kind === 'own' || ids.length === 0 ? [] : [{ name, said: derived(name, ids) }];
    }),
    evidence: cells,
    scoreFacts: cells.filter((cell) => cell.score !== null).map(({ id }) => id),
  };
}

function contentOf(request: WorkRequest<Input>): Content {
  const { material, facts } = request;
  const { brief } = material;
  if (brief === null) throw new Error('brand_positioning needs a brief');
  const market = marketOf(request);
  const standings = standingsOf(market.evidence, market.criteria, {
    own: market.own,
    others: market.others.map(({ name }) => name),
  });
  const { map, noMap } = mapOf(request, market);
  const language = languageOfMaterial(material);
  const liking = (text: string): number =>
    standings.reduce((sum, { criterion, verdict, weight }) => {
      const kin = kinshipOf(criterion, text, language) > 0 ? weight : 0;
      return sum + (verdict === 'leads' ? kin : verdict === 'trails' ? -kin : 0);
    }, 0);
  return {
    positions: brief.products.map(({ key }) => positionOf(request, key, { market, liking, language })),
    shared: [...facts.keys()]
      .filter((id) => id === 'brand.tagline' || id.startsWith('brand.values.'))
      .flatMap((id) => factAsStated(facts, id) ?? []),
    criteria: standings.map(({ criterion, ...rest }) => ({
      name: criterion,
      ...rest,
      bestBy: [...rest.bestBy],
    })),
    map,
    noMap,
  };
}

function positionOf(
  { facts }: WorkRequest<Input>,
  key: string,
  by: { market: Market; liking: (text: string) => number; language: string },
): Content['positions'][number] {
  const product = facts.get(`brief.products.${key}.name`)?.text ?? key;
  const chosen = pickPosition(facts, key, by);
  const { problem, benefit, difference } = chosen;
  const proofs = factsOf(facts, key, 'proofs');
  const tell = (fact: Fact | undefined, lacking: string): Statement =>
    (fact === undefined ? undefined : factAsStated(facts, fact.id)) ?? assumed(lacking);
  const category = tell(
    facts.get(`brief.products.${key}.category`) ?? facts.get(`brief.products.${key}.description`),
    'No category is stated: say what kind of thing it is.',
  );
  const audience = tell(facts.get('brief.audience'), 'No audience is stated.');
  const others = by.market.others.map(({ said }) => said);
  const problems = factsOf(facts, key, 'problems');
  return {
    product,
    category,
    audience,
    alternatives:
      others.length > 0 || problems.length > 0
        ? [
            ...others,
            ...problems.map((fact) => stated(`What people put up with today: ${fact.text}`, fact.id)),
          ]
        : [assumed('Not stated: ask what people do today instead.')],
    difference: [
      tell(difference, 'No feature or proof is stated.'),
      ...factsOf(facts, key, 'features')
        .filter(({ id }) => id !== difference?.id)
        .map((fact) => stated(fact.text, fact.id)),
    ],
    value: [
      tell(benefit, 'No benefit is stated.'),
      ...factsOf(facts, key, 'benefits')
        .filter(({ id }) => id !== benefit?.id)
        .map((fact) => stated(fact.text, fact.id)),
    ],
    proof:
      proofs.length === 0
        ? [assumed('No proof is stated: until there is one, the difference is only a claim.')]
        : proofs.map((fact) => tell(fact, '')),
    sentence: sentenceOf(facts.get(`brief.products.${key}.name`), {
      audience,
      category,
      problem,
      benefit,
      difference,
      message: facts.get('brief.message'),
    }),
  };
}

interface Pieces {
  readonly audience: Statement;
  readonly category: Statement;
  readonly problem: Fact | undefined;
  readonly benefit: Fact | undefined;
  readonly difference: Fact | undefined;
  readonly message: Fact | undefined;
}

/** Moore's sentence from what is stated; a part without a fact is left out. */
function sentenceOf(
  product: Fact | undefined,
  { audience, category, problem, benefit, difference, message }: Pieces,
): Statement {
  const value = benefit ?? message;
  const isWhole = audience.basis === 'stated';
  const parts = [
    `${isWhole ? `For ${audience.text}` : 'For those who are still to be named'}${problem === undefined ? '' : ` who know ${quote(problem.text)}`}:`,
    `${product?.text ?? ''}${category.basis === 'stated' ? `, ${category.text.replace(/[.。]$/u, '')}` : ''}.`,
    value === undefined ? '' : `${quote(value.text)}.`,
    difference === undefined
      ? ''
      : `Unlike what they have now: ${quote(difference.text)}${difference.backing === undefined ? '' : ` (${difference.backing})`}.`,
  ];
  const facts = [
    ...audience.facts,
    ...category.facts,
    ...[product, problem, value, difference].flatMap((fact) => fact?.id ?? []),
  ];
  return derived(parts.filter((part) => part !== '').join(' '), facts);
}

function mapOf({ input }: WorkRequest<Input>, market: Market): Pick<Content, 'map' | 'noMap'> {
  const none = (noMap: string): Pick<Content, 'map' | 'noMap'> => ({ map: null, noMap });
  if (market.others.length === 0)
    return none(
      'No map: no alternative is named with scores. A map without scores would be a drawing of wishes.',
    );
  const scored = [market.own, ...market.others.map(({ name }) => name)].filter((one) =>
    market.evidence.some(({ alternative, score }) => alternative === one && score !== null),
  );
  if (!scored.includes(market.own) || scored.length < 2)
    return none('No map: the own brand and at least one alternative must be scored under two criteria.');
  const wanted =
    input.axes === undefined
      ? bestAxes(market.evidence, market.criteria, scored)
      : ([input.axes.x, input.axes.y] as const);
  if (wanted === undefined)
    return none('No map: there are no two criteria under which all are scored and differ.');
  const [x, y] = wanted;
  const points = scored.flatMap((one) => {
    const [px, py] = [scoreOf(market.evidence, one, x), scoreOf(market.evidence, one, y)];
    return px === null || py === null ? [] : [{ name: one, x: px / 5, y: py / 5, isOwn: one === market.own }];
  });
  if (!points.some(({ isOwn }) => isOwn) || points.length < 2)
    return none(`No map: too few are scored for ${quote(x)} and ${quote(y)}.`);
  const axisOf = (criterion: string): z.output<typeof axis> => {
    const { low = 'weak', high = 'strong' } = market.criteria.find((one) => one.name === criterion) ?? {};
    return { criterion, low, high };
  };
  const left = [...market.others].filter(({ name }) => !points.some((point) => point.name === name));
  const how = derived(
    `Points lie at their scores (0 to 5), divided by 5. ${input.axes === undefined ? 'The axes are the two criteria that part the alternatives most by weight and spread and say least of the same.' : 'The axes were chosen by a person.'}${left.length === 0 ? '' : ` Not placed for lack of scores: ${listed(left.map(({ name }) => name))}.`}`,
    market.scoreFacts,
  );
  return { map: { x: axisOf(x), y: axisOf(y), points, how }, noMap: null };
}

function findGaps({ material, input, facts }: WorkRequest<Input>): Finding[] {
  const weak = (field: string, message: string, isMet: boolean): Finding[] =>
    isMet ? [] : [{ field, severity: 'weakens', message }];
  const hasEarlier = earlierContent(material, 'competitive_analysis', competitiveContent) !== undefined;
  const products = material.brief?.products ?? [];
  const bare = products
    .filter(({ key }) => factsOf(facts, key, 'proofs').length === 0)
    .map((product) => product.name);
  const nameless = products.filter(({ category }) => category === undefined).map((product) => product.name);
  return [
    ...weak(
      'alternatives',
      'No alternatives are named: give what people do instead, with scores, or do a competitive analysis first.',
      input.alternatives.length > 0 || hasEarlier,
    ),
    ...weak(
      'brief.products.proofs',
      `No proof for ${listed(bare)}: add tests, figures or guarantees with their source.`,
      bare.length === 0,
    ),
    ...weak(
      'brief.products.category',
      `No category for ${listed(nameless)}: say what kind of thing it is.`,
      nameless.length === 0,
    ),
    ...weak('brief.audience', 'No audience is stated.', facts.has('brief.audience')),
  ];
}

const GAINS: Readonly<Record<string, string>> = {
  alternatives: 'A map, and a difference from somebody instead of from nobody.',
  'brief.products.category': 'People know what to compare it with.',
  'brief.audience': 'Who cares about the difference.',
};

function summaryOf({ positions, map, noMap }: Content): string {
  const said = positions.slice(0, 2).map(({ sentence }) => sentence.text);
  const rest = positions.length > 2 ? ` ${counted(positions.length - 2, 'more product')} below.` : '';
  return `${said.join(' ')}${rest} ${map === null ? (noMap ?? '') : `Map: ${map.x.criterion} by ${map.y.criterion}.`}`.slice(
    0,
    1_200,
  );
}

function nextOf({ positions, map }: Content): string[] {
  const unproven = positions
    .filter(({ proof }) => proof.every(({ basis }) => basis === 'assumed'))
    .map(({ product }) => product);
  return [
    'Ask five customers what they would use if the product were gone; compare with the alternatives here.',
    ...(unproven.length === 0 ? [] : [`Find a proof for ${listed(unproven)} before the sentence is used.`]),
    ...(map === null
      ? ['Score two or three alternatives under the same criteria (competitive analysis).']
      : []),
    'Use the sentence to test headlines: one that fits an alternative as well is sent back.',
  ];
}

function render({ positions, shared, criteria, map, noMap }: Content): Block[] {
  const part = (
    title: string,
    items: readonly Statement[],
  ): { text: string; facts?: readonly string[]; isAssumed?: boolean }[] =>
    items.map((one) => ({ ...lineOf(one), text: `${title}: ${one.text}` }));
  return [
    ...positions.flatMap((one): Block[] => [
      { kind: 'heading', text: one.product },
      { kind: 'text', text: one.sentence.text, facts: one.sentence.facts },
      {
        kind: 'list',
        items: [
          ...part('Instead of', one.alternatives),
          ...part('Difference', one.difference),
          ...part('Value', one.value),
          ...part('For', [one.audience]),
          ...part('It is', [one.category]),
          ...part('Proof', one.proof),
        ],
      },
    ]),
    ...(shared.length === 0
      ? []
      : [
          { kind: 'heading' as const, text: 'What the whole brand stands for' },
          { kind: 'list' as const, items: shared.map(lineOf) },
        ]),
    ...(criteria.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'Weighted criteria',
            columns: ['Criterion', 'Weight', 'Own', 'Best other', 'Verdict'],
            rows: criteria.map((one) => [
              one.name,
              number(one.weight),
              scoreText(one.own),
              one.best === null ? 'not scored' : `${number(one.best)} (${listed(one.bestBy)})`,
              one.verdict,
            ]),
          },
        ]),
    { kind: 'heading', text: 'Map' },
    ...(map === null
      ? [{ kind: 'text' as const, text: noMap ?? '' }]
      : [
          {
            kind: 'map' as const,
            x: { name: map.x.criterion, low: map.x.low, high: map.x.high },
            y: { name: map.y.criterion, low: map.y.low, high: map.y.high },
            points: map.points,
          },
          { kind: 'text' as const, text: map.how.text, facts: map.how.facts },
        ]),
  ];
}

const scoreText = (value: number | null): string => (value === null ? 'not scored' : number(value));
