import { z } from 'zod';
import { roomFor } from '#agents/work/say';
import { type Channel, CHANNELS } from '#studio/model';
import { writeTexts } from '#agents/work/methods/copy-request';
import { limitsOf } from '#agents/work/methods/brand-limits';
import { chosenRoute } from '#agents/work/methods/creative-routes';
import { lackingRatios, placementsOf } from '#agents/work/methods/placements';
import { READING_SOURCE } from '#agents/work/methods/reading-speed';
import { CUTS, type Hook, HOOKS, planShots, shot, type Shot } from '#agents/work/methods/shot-list';
import {
  legalOf,
  legalText,
  messageOf,
  purposeOf,
  rightsOf,
  version,
  versionsOf,
} from '#agents/work/methods/video-terms';
import { isBare } from '#agents/work/methods/social-posts';
import type { BriefMaterial, ProductMaterial, WorkMaterial } from '#agents/work/material';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import { statement, workProductOf } from '#agents/work/work-product';
import type { Block, Line } from '#agents/work/work-page';

const input = z.object({
  product: z
    .string()
    .max(80)
    .optional()
    .describe('Key of the product; the first that the brief says something of when absent.'),
  lengths: z
    .array(z.union(CUTS.map((seconds) => z.literal(seconds))))
    .min(1)
    .max(3)
    .default([...CUTS])
    .describe('Cuts in seconds.'),
  hook: z
    .enum(HOOKS)
    .optional()
    .describe('What the first two seconds show; by the chosen creative direction or the facts when absent.'),
  channels: z.array(z.enum(CHANNELS)).max(9).default([]).describe('Empty: those of the brief.'),
  rights: z
    .array(
      z.object({
        what: z.string().trim().min(2).max(200),
        holder: z.string().trim().min(1).max(200),
        until: z.string().trim().max(40).optional(),
      }),
    )
    .max(30)
    .default([])
    .describe('Music, footage, people, locations whose rights are settled.'),
});
type Input = z.output<typeof input>;

const cut = z.object({
  seconds: z.number(),
  shots: z.array(shot),
  legal: z.array(legalText).describe('The line and the second from which it stands.'),
});
const content = z.object({
  product: z.string(),
  purpose: statement,
  message: statement,
  hook: z.enum(HOOKS),
  cuts: z.array(cut),
  versions: z.array(version),
  rights: z.array(statement),
  limits: z.array(statement),
});
type Content = z.output<typeof content>;

export const taskType = defineTaskType<Input, Content>({
  type: 'video_briefs',
  aliases: [],
  title: 'Video brief',
  purpose:
    'Says shot by shot what a film shows, for how long, with which words, where and under whose rights.',
  input,
  content,
  needs: ['brief'],
  reads: ['creative_directions'],
  minutes: 75,
  propose({ brief }) {
    const product = brief === null ? undefined : productOf(brief, {});
    if (brief === null || product === undefined || isBare(product)) return undefined;
    const places = placementsOf(brief.channels, brief.aspectRatios).filter(({ isVideo }) => isVideo);
    if (places.length === 0) return undefined;
    const channels = [...new Set(places.map(({ channel }) => channel))];
    return {
      title: `Video brief of ${product.name} for ${brief.name}`,
      description: `Cuts of ${CUTS.join(', ')} seconds for ${channels.join(', ')}, with words in ${brief.locales.join(', ')}.`,
      payload: input.parse({ product: product.key }),
      priority: channels.includes('tiktok') ? 'HIGH' : 'MEDIUM',
      confidence: channels.includes('tiktok') ? 0.8 : 0.5,
      reason: `${channels.join(', ')} of the brief show films, and it states ${product.benefits.length} benefits and ${product.proofs.length} proofs of ${product.name} to fill one.`,
    };
  },
  check: ({ material: { brief }, input }) => (brief === null ? [] : findGaps(brief, input)),
  write: writeProduct,
  wordable: ({ cuts }) =>
    cuts.flatMap(({ shots }, at) =>
      shots.map(({ beat, picture }, index) => ({
        path: `cuts.${at}.shots.${index}.picture.text`,
        role: `what the camera sees in the shot "${beat}" of a film`,
        mostCharacters: roomFor(picture.text, 300),
      })),
    ),
  render: ({ content: made }) => [
    { kind: 'text', text: made.purpose.text, facts: made.purpose.facts },
    { kind: 'text', text: `One message: ${made.message.text}`, facts: made.message.facts },
    ...made.cuts.flatMap(renderCut),
    { kind: 'heading', text: 'Versions' },
    {
      kind: 'table',
      columns: ['Channel', 'Place', 'Ratio', 'Pixels', 'Text and logo stay in'],
      rows: made.versions.map((one) => [one.channel, one.place, one.ratio, one.size, one.safe]),
    },
    { kind: 'heading', text: 'Rights' },
    {
      kind: 'list',
      items: made.rights.map(({ text, facts, basis }) => ({ text, facts, isAssumed: basis === 'assumed' })),
    },
    ...(made.limits.length === 0
      ? []
      : [
          { kind: 'heading' as const, text: 'What brief and kit ask for' },
          { kind: 'list' as const, items: made.limits },
        ]),
  ],
});

function renderCut({ seconds, shots, legal }: Content['cuts'][number]): Block[] {
  const lines = legal.map(({ locale, text, from }): Line => ({
    text: `Legal line, ${locale}, from second ${from}: ${text}`,
  }));
  const late = shots.flatMap(({ beat, texts }) =>
    texts
      .filter(({ text, fits }) => text !== null && !fits)
      .map(({ locale, text, seconds: needed }) => ({
        text: `${beat}, ${locale}: “${text}” needs ${needed} s. Let a voice say it, or shorten it.`,
      })),
  );
  const notes = [...late, ...lines];
  return [
    { kind: 'heading', text: `Cut of ${seconds} seconds` },
    {
      kind: 'table',
      columns: ['Seconds', 'Picture', 'Words on screen (seconds to read)', 'Sound'],
      rows: shots.map((one) => [
        `${one.from}–${one.to}\n${one.beat}`,
        one.picture.text,
        one.texts
          .map(
            ({ locale, text, seconds: needed }) =>
              `${locale}: ${text === null ? 'no words in this language' : `${text} (${needed})`}`,
          )
          .join('\n'),
        one.sound,
      ]),
    },
    ...(notes.length === 0 ? [] : [{ kind: 'list' as const, items: notes }]),
  ];
}

function productOf(
  { products }: BriefMaterial,
  { product: key }: Pick<Input, 'product'>,
): ProductMaterial | undefined {
  return key === undefined
    ? (products.find((product) => !isBare(product)) ?? products[0])
    : products.find((product) => product.key === key);
}

function findGaps(brief: BriefMaterial, input: Input): Finding[] {
  const product = productOf(brief, input);
  if (product === undefined)
    return [
      {
        field: 'product',
        severity: 'blocks',
        message: `The brief has no product ${input.product ?? ''}: choose of ${brief.products.map(({ key }) => key).join(', ')}.`,
      },
    ];
  const places = placementsOf(
    input.channels.length > 0 ? input.channels : brief.channels,
    brief.aspectRatios,
  );
  return [
    ...(isBare(product)
      ? [
          {
            field: 'brief.products.benefits',
            severity: 'blocks' as const,
            message: `Nothing is said of ${product.name} but its name, so there is nothing to show: add benefits, problems or proofs to the brief.`,
          },
        ]
      : []),
    ...(places.some(({ isVideo }) => isVideo)
      ? []
      : [
          {
            field: 'channels',
            severity: 'blocks' as const,
            message:
              'None of the channels shows a film in a ratio of the brief: add 9:16, 4:5, 1:1 or 16:9, or another channel.',
          },
        ]),
  ];
}

/** The facts decide: what people put up with opens strongest, then a figure with a source. */
function hookOf(product: ProductMaterial, input: Input, route: string | undefined): Hook {
  if (input.hook !== undefined) return input.hook;
  if (route === 'evidence' && product.proofs.length > 0) return 'proof';
  if (route === 'moment' || route === 'character') return 'benefit';
  if (product.problems.length > 0) return 'problem';
  return product.proofs.some(({ source }) => source !== undefined) ? 'proof' : 'benefit';
}

function writeProduct({ material, facts, input }: WorkRequest<Input>) {
  const { brief } = material;
  const product = brief === null ? undefined : productOf(brief, input);
  if (brief === null || product === undefined)
    throw new Error('examine lets no request without a product through');
  const route = chosenRoute(material.earlier);
  const hook = hookOf(product, input, route?.key);
  const actions = actionsOf({ ...material, brief }, product);
  const locales = brief.locales;
  const cuts = input.lengths
    .toSorted((a, b) => a - b)
    .map((seconds) => {
      const shots = planShots(seconds, { product, facts, locales, hook, actions });
      return { seconds, shots, legal: legalOf(seconds, { ...material, brief }) };
    });
  const channels = input.channels.length > 0 ? input.channels : brief.channels;
  const versions = versionsOf(channels, brief);
  const texts = cuts.flatMap(({ shots }) => shots.flatMap((one) => one.texts));
  const said = texts.filter(({ text }) => text !== null);
  const late = said.filter(({ fits }) => !fits);
  return workProductOf(content).parse({
    summary: summaryOf({ product, cuts, versions, late: late.length, said: said.length, route: route?.name }),
    method: `Each cut is a row of beats with fixed seconds (hook at most 2); a beat takes the fact that can be read in its time in most languages, a beat without a fact gives its seconds to the product. Words are the brief's own in each language, the action is the studio writer's. Reading time: ${READING_SOURCE}. Safe zones are those of the studio's layouts (secondary sources of 2026: check the network's page before the shoot).`,
    confidence: {
      level: product.proofs.length > 0 && late.length * 10 <= said.length ? 'medium' : 'low',
      because: `${said.length - late.length} of ${said.length} texts can be read in their time, ${cuts[0]?.shots.filter(({ picture }) => picture.basis === 'derived').length ?? 0} of ${cuts[0]?.shots.length ?? 0} shots of the shortest cut rest on a fact; no film of the brand has been measured.`,
    },
    missing: missingOf({ product, brief, channels, input, texts }),
    wouldChange: [
      'Retention curves of earlier films: the second in which people leave moves the product forward.',
      'A client who owns footage of one of the situations.',
    ],
    next: nextOf(cuts, product, route === undefined),
    content: {
      product: product.name,
      purpose: purposeOf(facts, product),
      message: messageOf(facts, product),
      hook,
      cuts,
      versions,
      rights: rightsOf(input.rights, { facts, product, brief }),
      limits: limitsOf(material, facts),
    },
  });
}

type Briefed = WorkMaterial & { readonly brief: BriefMaterial };

function actionsOf(material: Briefed, product: ProductMaterial): Record<string, string> {
  return Object.fromEntries(
    material.brief.locales.flatMap((locale) => {
      const [copy] = writeTexts(material, {
        product,
        locale,
        channel: 'instagram',
        count: 1,
        url: null,
      }).copies;
      return copy === undefined ? [] : [[locale, copy.cta] as const];
    }),
  );
}

interface Told {
  readonly product: ProductMaterial;
  readonly cuts: readonly { seconds: number; shots: readonly Shot[] }[];
  readonly versions: readonly unknown[];
  readonly late: number;
  readonly said: number;
  readonly route: string | undefined;
}

function summaryOf({ product, cuts, versions, late, said, route }: Told): string {
  const hook = cuts[0]?.shots[0];
  return [
    `${product.name} in ${cuts.map(({ seconds }) => seconds).join(', ')} seconds, ${versions.length} versions.`,
    `The first two seconds: ${hook?.picture.text ?? ''}`,
    route === undefined ? '' : `The opening follows the chosen direction “${route}”.`,
    late === 0
      ? `All ${said} texts can be read in their time.`
      : `Too long for their shot: ${late} of ${said} texts, listed under each cut.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function missingOf({
  product,
  brief,
  channels,
  input,
  texts,
}: {
  product: ProductMaterial;
  brief: BriefMaterial;
  channels: readonly Channel[];
  input: Input;
  texts: Shot['texts'];
}) {
  const at = `brief.products.${product.key}`;
  const silent = [...new Set(texts.filter(({ text }) => text === null).map(({ locale }) => locale))];
  return [
    ...(product.proofs.length === 0
      ? [
          {
            what: `A proof of ${product.name}.`,
            where: `${at}.proofs`,
            gain: 'A shot that gives a reason to believe.',
          },
        ]
      : []),
    ...(product.problems.length === 0
      ? [
          {
            what: `What people put up with without ${product.name}.`,
            where: `${at}.problems`,
            gain: 'An opening that people know from their own day.',
          },
        ]
      : []),
    ...(silent.length === 0
      ? []
      : [
          {
            what: `Words in ${silent.join(', ')} for some shots.`,
            where: at,
            gain: 'Films in these languages without empty shots.',
          },
        ]),
    ...lackingRatios(channels, brief.aspectRatios).map(({ channel, ratio: shape, place }) => ({
      what: `${channel} shows ${shape} (${place}), the brief does not ask for it.`,
      where: 'brief.aspectRatios',
      gain: `A version made for ${channel}.`,
    })),
    ...(input.rights.length === 0
      ? [
          {
            what: 'Which music, footage, people and places are cleared, by whom and until when.',
            where: 'rights',
            gain: 'A film that may run.',
          },
        ]
      : []),
  ].slice(0, 20);
}

function nextOf(cuts: Told['cuts'], product: ProductMaterial, isOpen: boolean): string[] {
  const longest = cuts.at(-1)?.seconds ?? 0;
  return [
    ...(isOpen ? ['Have a creative direction chosen first: it decides the opening.'] : []),
    `Shoot for ${longest} seconds and the tallest ratio at once; the shorter cuts are made of the same takes.`,
    product.image === undefined
      ? `Get ${product.name} itself for the shoot: the brief has no picture of it.`
      : `Have ${product.name} on set in the state that the brief's picture shows.`,
    'Show the first two seconds silent, on a phone, to five people of the audience: they must name product and message.',
  ];
}
