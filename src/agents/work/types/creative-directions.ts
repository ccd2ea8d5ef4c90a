import { z } from 'zod';
import { chooseRoutes, creativeRoute, type CreativeRoute } from '#agents/work/methods/creative-routes';
import { limitsOf } from '#agents/work/methods/brand-limits';
import { mainLocale } from '#agents/work/methods/mail-sequence';
import type { RouteDifference } from '#agents/work/methods/route-difference';
import { isBare } from '#agents/work/methods/social-posts';
import type { FactBook } from '#agents/work/facts';
import type { BriefMaterial, ProductMaterial } from '#agents/work/material';
import { defineTaskType, type WorkRequest } from '#agents/work/task-type';
import { type Statement, statement, workProductOf } from '#agents/work/work-product';
import type { Block } from '#agents/work/work-page';

const input = z.object({
  routes: z.number().int().min(2).max(3).default(3),
  product: z
    .string()
    .max(80)
    .optional()
    .describe('Key of the product the routes are thought from; the first with facts when absent.'),
  locales: z
    .array(z.string().max(35))
    .max(12)
    .default([])
    .describe('Languages of the sample lines; empty: those of the brief.'),
});
type Input = z.output<typeof input>;

const pair = z.object({
  a: z.string(),
  b: z.string(),
  similarity: z.number(),
  layouts: z.number(),
  colour: z.number(),
  text: z.number(),
});
const content = z.object({
  routes: z.array(creativeRoute).describe('The route to begin with first.'),
  difference: z.object({ effective: z.number(), of: z.number(), pairs: z.array(pair) }),
  limits: z.array(statement).describe('What brief and kit rule out or ask for in every route.'),
  test: z.array(statement),
});
type Content = z.output<typeof content>;

export const taskType = defineTaskType<Input, Content>({
  type: 'creative_directions',
  aliases: [],
  title: 'Creative directions',
  purpose: 'Gives two or three truly different routes, each with idea, look, sample lines, risk and test.',
  input,
  content,
  needs: ['brief'],
  reads: [],
  minutes: 90,
  propose(material) {
    const { brief } = material;
    if (brief === null) return undefined;
    return {
      title: `Creative directions of ${brief.name}`,
      description: `Routes for ${leadOf(brief, {})?.name ?? brief.name} in ${brief.locales.join(', ')}, measured for how different they are.`,
      payload: input.parse({}),
      priority: 'HIGH',
      confidence: 0.75,
      reason: `Before ${brief.products.length === 1 ? 'a product is' : `${brief.products.length} products are`} put into pictures in ${brief.locales.length} languages, somebody has to choose which thought carries them.`,
    };
  },
  check: ({ material: { brief }, input }) =>
    brief === null || leadOf(brief, input) !== undefined
      ? []
      : [
          {
            field: 'product',
            severity: 'blocks',
            message: `The brief has no product ${input.product ?? ''}: choose of ${brief.products.map(({ key }) => key).join(', ')}.`,
          },
        ],
  write: writeProduct,
  wordable: ({ routes }) =>
    routes.flatMap((_route, index) => [
      {
        path: `routes.${index}.idea.text`,
        role: 'the idea of a creative route, in two sentences',
        mostCharacters: 500,
      },
      { path: `routes.${index}.risk.text`, role: 'the risk of a creative route', mostCharacters: 400 },
    ]),
  render: ({ content: { routes, difference, limits, test } }) => [
    ...routes.flatMap(renderRoute),
    { kind: 'heading', text: 'How different they are' },
    {
      kind: 'table',
      caption: `They count as ${difference.effective.toFixed(1)} of ${difference.of} by the studio's measure (1 would be one route in ${difference.of} colours). It is measured before drawing, on layouts, palettes and words: pictures of the same product come out more alike, and the campaign's own diversity report says how much.`,
      columns: ['Pair', 'Alike in all', 'Layouts in common', 'Colour', 'Words'],
      rows: difference.pairs.map(({ a, b, similarity, layouts, colour, text }) => [
        `${a} / ${b}`,
        percent(similarity),
        percent(layouts),
        percent(colour),
        percent(text),
      ]),
    },
    ...(limits.length === 0
      ? []
      : [
          { kind: 'heading' as const, text: 'What holds in every route' },
          { kind: 'list' as const, items: limits },
        ]),
    { kind: 'heading', text: 'What to test' },
    { kind: 'list', isOrdered: true, items: test },
  ],
});

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function renderRoute({ name, idea, look, angles, samples, risk }: CreativeRoute, index: number): Block[] {
  return [
    { kind: 'heading', text: `${index + 1}. ${name}` },
    { kind: 'text', text: idea.text, facts: idea.facts },
    {
      kind: 'list',
      items: [
        { text: `Look: ${look.why}` },
        ...look.layouts.map((layout) => ({ text: `Layout ${layout.name}: ${layout.idea}` })),
        {
          text: `Palette ${look.palette}, ${look.theme}; motif where there is no picture: ${look.motif}. Angles: ${angles.map((angle) => angle.replace('_', ' ')).join(', ')}.`,
        },
      ],
    },
    {
      kind: 'table',
      caption: 'Sample lines',
      columns: ['Language', 'Product', 'On the picture', 'Under it'],
      rows: samples.map(({ locale, product, text, support }) => [locale, product, text, support ?? '']),
    },
    {
      kind: 'list',
      items: [{ text: `Risk: ${risk.text}`, facts: risk.facts, isAssumed: risk.basis === 'assumed' }],
    },
  ];
}

function leadOf(
  { products }: BriefMaterial,
  { product: key }: Pick<Input, 'product'>,
): ProductMaterial | undefined {
  if (key !== undefined) return products.find((product) => product.key === key);
  return products.find((product) => !isBare(product)) ?? products[0];
}

function writeProduct({ material, facts, input }: WorkRequest<Input>) {
  const { brief } = material;
  const product = brief === null ? undefined : leadOf(brief, input);
  if (brief === null || product === undefined)
    throw new Error('examine lets no request without a product through');
  const main = mainLocale(brief);
  const locales =
    input.locales.length > 0 ? input.locales : [main, ...brief.locales.filter((locale) => locale !== main)];
  const { routes, difference, carried } = chooseRoutes(
    { material: { ...material, brief }, facts, product, locales },
    input.routes,
  );
  const silent = locales.filter((locale) =>
    routes.every(({ samples }) => samples.every((one) => one.locale !== locale)),
  );
  const nameOf = (index: number): string => routes[index]?.name ?? '';
  return workProductOf(content).parse({
    summary: summaryOf(routes, { difference, product, silent }),
    method: `Five families of thought, each with angles and layouts of its own, are tried on the facts (${carried.join(', ')} are carried). Sample lines are the studio writer's. Of all sets of ${input.routes} the one is taken that differs most by the studio's diversity measure (40 % layouts, 25 % palette, 35 % words; effective number of routes), facts with a source counting a little; the route with most of those comes first.`,
    confidence: {
      level: routes.length < input.routes || routes.every(({ backed }) => backed === 0) ? 'low' : 'medium',
      because: `${routes.length} of ${input.routes} routes are carried, ${routes.reduce((sum, { backed }) => sum + backed, 0)} facts with a source stand behind them; the pictures are not drawn and nobody of the audience has seen them.`,
    },
    missing: missingOf(routes, { product, silent, input, facts }),
    wouldChange: [
      'Results of an earlier campaign by angle or layout.',
      'A competitor who already looks like one of the routes.',
    ],
    next: nextOf(routes, brief),
    content: {
      routes,
      difference: {
        effective: Math.round(difference.effective * 100) / 100,
        of: routes.length,
        pairs: difference.pairs.map(({ a, b, ...rest }) => ({ a: nameOf(a), b: nameOf(b), ...rest })),
      },
      limits: limitsOf(material, facts),
      test: testsFor(routes, facts),
    },
  });
}

function testsFor(routes: readonly CreativeRoute[], facts: FactBook): Statement[] {
  const kpi = [...facts.values()].find(({ id }) => id.startsWith('brief.kpis.'));
  const [first, ...others] = routes;
  const goal = kpi === undefined ? 'clicks on the action' : `“${kpi.text}”`;
  return others.map((other) => ({
    text: `“${first?.samples[0]?.text ?? first?.name ?? ''}” (${first?.name ?? ''}) against “${other.samples[0]?.text ?? other.name}” (${other.name}): same product, channel, days and budget, judged by ${goal}.`,
    basis: 'derived' as const,
    facts: [
      ...new Set([
        ...(first?.samples[0]?.facts ?? []),
        ...(other.samples[0]?.facts ?? []),
        ...(kpi === undefined ? [] : [kpi.id]),
      ]),
    ].slice(0, 20),
  }));
}

function summaryOf(
  routes: readonly CreativeRoute[],
  {
    difference,
    product,
    silent,
  }: { difference: RouteDifference; product: ProductMaterial; silent: readonly string[] },
): string {
  const [first] = routes;
  if (first === undefined)
    return `The facts on ${product.name} carry no route: the brief says nothing that could be shown.`;
  return [
    `${routes.length} routes for ${product.name}: ${routes.map(({ name, samples }) => `${name} (“${samples[0]?.text ?? ''}”)`).join(', ')}.`,
    `They count as ${difference.effective.toFixed(1)} of ${routes.length} by the studio's measure of difference.`,
    first.backed === 0
      ? 'No route rests on a fact with a source.'
      : `Begin with ${first.name}: ${first.backed} of its facts name a source.`,
    silent.length === 0 ? '' : `There is no sample line in ${silent.join(', ')}.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function missingOf(
  routes: readonly CreativeRoute[],
  {
    product,
    silent,
    input,
    facts,
  }: { product: ProductMaterial; silent: readonly string[]; input: Input; facts: FactBook },
) {
  const at = `brief.products.${product.key}`;
  const has = (kind: string): boolean => [...facts.keys()].some((id) => id.startsWith(`${at}.${kind}`));
  return [
    ...(routes.length < input.routes
      ? [
          {
            what: `Facts for ${input.routes - routes.length} more routes.`,
            where: `${at}.problems, proofs, price`,
            gain: 'More thoughts to choose from.',
          },
        ]
      : []),
    ...(has('proofs')
      ? []
      : [
          {
            what: `A proof of ${product.name} with its source.`,
            where: `${at}.proofs`,
            gain: 'The route “Shown, not said”.',
          },
        ]),
    ...(has('problems')
      ? []
      : [
          {
            what: `What people put up with without ${product.name}.`,
            where: `${at}.problems`,
            gain: 'The route “The moment it stops”.',
          },
        ]),
    ...(silent.length === 0
      ? []
      : [{ what: `Texts in ${silent.join(', ')}.`, where: at, gain: 'Sample lines there.' }]),
    ...(product.image === undefined
      ? [
          {
            what: `A picture of ${product.name}.`,
            where: `${at}.image`,
            gain: 'Looks with the product instead of type and motif alone.',
          },
        ]
      : []),
    {
      what: 'How competitors look.',
      where: 'the task competitive analysis',
      gain: 'A route that somebody else runs already would be dropped.',
    },
  ];
}

function nextOf(routes: readonly CreativeRoute[], { campaignId }: BriefMaterial): string[] {
  const [first] = routes;
  if (first === undefined) return ['Add benefits, problems and proofs to the brief.'];
  return [
    'Let the client choose one route, or two for a test.',
    `The campaign's run (\`aicmo campaign resume ${campaignId}\`) spreads its pictures over all layouts: approve those in ${first.look.layouts.map(({ name }) => name).join(', ')} with the angles ${first.angles.slice(0, 2).join(' and ')} for “${first.name}”.`,
    'Brief video, landing page and posts from the chosen route.',
  ];
}
