import { z } from 'zod';
import type { Fact } from '#agents/work/facts';
import { standingsOf } from '#agents/work/methods/compare-alternatives';
import { type Market, mapOf, marketOf } from '#agents/work/methods/market-scores';
import { sentenceOf, togetherOf } from '#agents/work/methods/position-sentence';
import { factsOf, pickPosition } from '#agents/work/methods/pick-position';
import { kinshipOf } from '#agents/work/methods/themes';
import { lessonsOfPositions } from '#agents/work/methods/lessons';
import {
  assumed,
  counted,
  earlierContent,
  factAsStated,
  languageOfMaterial,
  lineOf,
  listed,
  number,
  productName,
  stated,
  titledLines,
  weakUnless,
  missingFrom,
  sentences,
  roomFor,
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
  isProven: z.boolean().describe('Whether a proof speaks of the problem or the benefit.'),
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
    const proven = content.positions.filter(({ isProven }) => isProven).length;
    const isPlaced = content.map !== null;
    return workProductOf(positioningContent).parse({
      summary: summaryOf(content),
      method:
        'In the order of Dunford (Obviously Awesome, 2019): alternatives, difference, value, audience, category; the sentence after Moore (Crossing the Chasm, 1991). Problem, benefit and difference of a product are chosen so that they share themes and words; a proof counts more than a feature, a criterion in which the brand leads more than one in which it trails. The map takes the two criteria that part the alternatives most and are least alike; a point lies at its score divided by 5.',
      confidence: {
        level: proven === content.positions.length && isPlaced ? 'high' : proven > 0 ? 'medium' : 'low',
        because: `A proof speaks of the problem or the benefit in ${proven} of ${counted(content.positions.length, 'position')}; ${isPlaced ? 'others are scored' : 'no other is scored'}.`,
      },
      missing: missingFrom(findGaps(request), GAINS, 'A difference that can be shown.'),
      wouldChange: [
        'An alternative that people name in interviews and that is not listed here.',
        'A rival with a proof for the same difference.',
      ],
      next: sentences(nextOf(content)),
      content,
    });
  },
  wordable: ({ positions }) =>
    positions.map((one, index) => ({
      path: `positions.${index}.sentence.text`,
      role: 'the positioning statement',
      mostCharacters: roomFor(one.sentence.text, 500),
    })),
  learn: ({ content }) => lessonsOfPositions(content.positions),
  render: ({ content }) => render(content),
});

function contentOf(request: WorkRequest<Input>): Content {
  const { material, facts } = request;
  const { brief } = material;
  if (brief === null) throw new Error('brand_positioning needs a brief');
  const { input } = request;
  const market = marketOf(material.brand?.name ?? 'Own brand', input, {
    content: earlierContent(material, 'competitive_analysis', competitiveContent),
    facts,
  });
  const standings = standingsOf(market.evidence, market.criteria, {
    own: market.own,
    others: market.others.map(({ name }) => name),
  });
  const { map, noMap } = mapOf(market, input.axes);
  const language = languageOfMaterial(material);
  const liking = (text: string): number =>
    standings.reduce((sum, { criterion, verdict, weight }) => {
      const kin = kinshipOf(criterion, text, language) > 0 ? weight : 0;
      return sum + (verdict === 'leads' ? kin : verdict === 'trails' ? -kin : 0);
    }, 0);
  return {
    positions: positionsOf(request, { market, liking, language }),
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

/** One for each product; those of which nothing but the name is known cannot be parted, so share one. */
function positionsOf(
  request: WorkRequest<Input>,
  by: Parameters<typeof positionOf>[2],
): Content['positions'] {
  const { facts, material } = request;
  const keys = (material.brief?.products ?? []).map(({ key }) => key);
  const isBare = (key: string): boolean =>
    ['benefits', 'features', 'problems', 'proofs'].every((kind) => factsOf(facts, key, kind).length === 0);
  const [firstBare, ...bare] = keys.filter(isBare);
  return keys
    .filter((key) => !bare.includes(key))
    .map((key) => {
      const one = positionOf(request, key, by);
      if (key !== firstBare || bare.length === 0) return one;
      const names = [key, ...bare].map((other) => productName(material, other));
      return {
        ...one,
        product: listed(names),
        sentence: togetherOf(one.sentence, {
          names,
          facts: bare.map((other) => `brief.products.${other}.name`),
        }),
      };
    });
}

function positionOf(
  { facts }: WorkRequest<Input>,
  key: string,
  by: { market: Market; liking: (text: string) => number; language: string },
): Content['positions'][number] {
  const product = facts.get(`brief.products.${key}.name`)?.text ?? key;
  const chosen = pickPosition(facts, key, by);
  const { benefit, difference, isProven } = chosen;
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
  const rest = (kind: string, first: Fact | undefined): Statement[] =>
    factsOf(facts, key, kind).flatMap(({ id, text }) => (id === first?.id ? [] : [stated(text, id)]));
  return {
    product,
    isProven,
    category,
    audience,
    alternatives:
      others.length > 0 || problems.length > 0
        ? [
            ...others,
            ...problems.map((fact) => stated(`What people put up with today: ${fact.text}`, fact.id)),
          ]
        : [assumed('Not stated: ask what people do today instead.')],
    difference: [tell(difference, 'No feature or proof is stated.'), ...rest('features', difference)],
    value: [tell(benefit, 'No benefit is stated.'), ...rest('benefits', benefit)],
    proof:
      proofs.length === 0
        ? [assumed('No proof is stated: until there is one, the difference is only a claim.')]
        : proofs.map((fact) => tell(fact, '')),
    sentence: sentenceOf(facts.get(`brief.products.${key}.name`), {
      audience,
      category,
      position: chosen,
      message: facts.get('brief.message'),
      rivals: by.market.others.map(({ name }) => name),
    }),
  };
}

function findGaps({ material, input, facts }: WorkRequest<Input>): Finding[] {
  const hasEarlier = earlierContent(material, 'competitive_analysis', competitiveContent) !== undefined;
  const products = material.brief?.products ?? [];
  const bare = products
    .filter(({ key }) => factsOf(facts, key, 'proofs').length === 0)
    .map((product) => product.name);
  const language = languageOfMaterial(material);
  const unbacked = products
    .filter(
      ({ key, benefits, proofs }) =>
        benefits.length > 0 && proofs.length > 0 && !pickPosition(facts, key, { language }).isBacked,
    )
    .map((product) => product.name);
  const nameless = products.filter(({ category }) => category === undefined).map((product) => product.name);
  return [
    ...weakUnless(
      input.alternatives.length > 0 || hasEarlier,
      'alternatives',
      'No alternatives are named: give what people do instead, with scores, or do a competitive analysis first.',
    ),
    ...weakUnless(
      bare.length === 0,
      'brief.products.proofs',
      `No proof for ${listed(bare)}: add tests, figures or guarantees with their source.`,
    ),
    ...weakUnless(
      nameless.length === 0,
      'brief.products.category',
      `No category for ${listed(nameless)}: say what kind of thing it is.`,
    ),
    ...weakUnless(
      unbacked.length === 0,
      'brief.products.proofs',
      `No proof or feature speaks of what ${listed(unbacked)} ${unbacked.length === 1 ? 'promises' : 'promise'}: test the promise itself, or lead with what can be shown.`,
    ),
    ...weakUnless(facts.has('brief.audience'), 'brief.audience', 'No audience is stated.'),
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
  return [
    ...positions.flatMap((one): Block[] => [
      { kind: 'heading', text: one.product },
      { kind: 'text', text: one.sentence.text, facts: one.sentence.facts },
      {
        kind: 'list',
        items: [
          ...titledLines('Instead of', one.alternatives),
          ...titledLines('Difference', one.difference.slice(0, 1)),
          ...titledLines('Also has', one.difference.slice(1)),
          ...titledLines('Value', one.value.slice(0, 1)),
          ...titledLines('Also gives', one.value.slice(1)),
          ...titledLines('For', [one.audience]),
          ...titledLines('It is', [one.category]),
          ...titledLines('Proof', one.proof),
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
