import { z } from 'zod';
import { CHANNELS, RATIOS } from '#studio/model';
import { limitsOf } from '#agents/work/methods/brand-limits';
import { chosenRoute } from '#agents/work/methods/creative-routes';
import { hangMade, ordersOf, renderMade } from '#agents/work/methods/made-pictures';
import {
  forbiddenIn,
  orderScenes,
  orderShots,
  type PaintedScene,
  paintedScene,
  type PictureShot,
  pictureShot,
} from '#agents/work/methods/picture-order';
import { assetsOf, pictureAsset, rightsOfPictures } from '#agents/work/methods/picture-assets';
import { mainLocale } from '#agents/work/methods/mail-sequence';
import { lackingRatios, placementsOf } from '#agents/work/methods/placements';
import type { BriefMaterial, ProductMaterial, WorkMaterial } from '#agents/work/material';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import { orderedVariant } from '#agents/work/ordered-variants';
import { statement, workProductOf } from '#agents/work/work-product';
import type { Block } from '#agents/work/work-page';

const input = z.object({
  products: z.array(z.string().max(80)).max(20).default([]).describe('Keys of products; empty: all.'),
  channels: z.array(z.enum(CHANNELS)).max(9).default([]).describe('Empty: those of the brief.'),
  ratios: z.array(z.enum(RATIOS)).max(5).default([]).describe('Empty: those of the brief.'),
  painted: z.boolean().default(true).describe('Whether a model may paint scenes behind products.'),
  pictures: z
    .array(
      z.object({
        what: z.string().trim().min(2).max(200),
        product: z.string().max(80).optional(),
        holder: z.string().trim().min(1).max(200),
        licence: z.string().trim().max(200).optional(),
        until: z.string().trim().max(40).optional(),
      }),
    )
    .max(60)
    .default([])
    .describe('Pictures that the client owns or may use, with who holds the rights.'),
});
type Input = z.output<typeof input>;

const contentSchema = z.object({
  campaign: z.string(),
  /** The language in which the order says what a picture says first. */
  mainLocale: z.string(),
  shots: z.array(pictureShot),
  scenes: z.array(paintedScene),
  /** What the studio made of the order; empty until it is done, and where nothing is open. */
  made: z.array(orderedVariant),
  assets: z.array(pictureAsset),
  rights: z.array(statement),
  limits: z.array(statement),
});
type Content = z.output<typeof contentSchema>;

/** More than anybody chooses from in one sitting. */
const MOST_PRODUCTS = 12;

export const taskType = defineTaskType<Input, Content>({
  type: 'media_generation',
  aliases: [],
  title: 'Picture order',
  purpose:
    'Orders the pictures that message and place need, has the studio make those that no variant serves yet, and says whose rights they carry.',
  input,
  content: contentSchema,
  needs: ['brief'],
  reads: ['creative_directions'],
  minutes: 45,
  propose({ brief, variants }) {
    if (brief === null || placementsOf(brief.channels, brief.aspectRatios).length === 0) return undefined;
    const without = brief.products.filter(({ image }) => image === undefined);
    return {
      title: `Picture order of ${brief.name}`,
      description: `Pictures of ${brief.products.map(({ name }) => name).join(', ')} for ${brief.channels.join(', ')} in ${brief.aspectRatios.join(', ')}.`,
      payload: input.parse({}),
      priority: without.length > 0 ? 'HIGH' : 'MEDIUM',
      confidence: without.length > 0 ? 0.8 : 0.6,
      reason:
        without.length > 0
          ? `The brief has no picture of ${without.map(({ name }) => name).join(', ')}: what is lacking has to be ordered before the run.`
          : `${variants.length} variants are there for ${brief.products.length} products on ${brief.channels.length} channels: what they do not serve has to be named.`,
    };
  },
  check: ({ material: { brief, isBeingMade }, input }) =>
    brief === null ? [] : findGaps({ brief, isBeingMade }, input),
  write: writeProduct,
  wordable: () => [],
  variants: {
    orders: ({ content }) => ordersOf(content),
    hang: (product, made) => workProductOf(contentSchema).parse(hangMade(product, made)),
  },
  render: ({ content: made }) => [
    { kind: 'text', text: howMade(made) },
    ...renderMade(made),
    { kind: 'heading', text: 'Order' },
    {
      kind: 'table',
      columns: ['Picture', 'For', 'Says', 'Layout', 'Ratios', 'Made of', 'Served by'],
      rows: made.shots.map((one) => [
        `${one.id}\n${one.product}`,
        `${one.channel}: ${one.why}`,
        `${one.message.text}\n(${one.angle.replace('_', ' ')})`,
        `${one.layout}: ${one.idea}`,
        one.ratios
          .map(({ ratio, place, safe }) => `${ratio} ${place}${safe === '' ? '' : ` (text free of ${safe})`}`)
          .join('\n'),
        one.made,
        servedWords(one),
      ]),
    },
    { kind: 'heading', text: 'What each rests on' },
    {
      kind: 'list',
      items: made.shots.map(({ id, message }) => ({ text: `${id}: ${message.text}`, facts: message.facts })),
    },
    ...(made.scenes.length === 0
      ? []
      : [{ kind: 'heading' as const, text: 'Scenes to be painted' }, ...made.scenes.flatMap(renderScene)]),
    { kind: 'heading', text: 'What is there and what is not' },
    {
      kind: 'list',
      items: made.assets.map(({ text, facts, basis }) => ({ text, facts, isAssumed: basis === 'assumed' })),
    },
    { kind: 'heading', text: 'Rights and origin' },
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

function servedWords({ variants, open }: PictureShot): string {
  if (variants.length === 0) return 'nothing yet: to be made';
  return `${variants.join(', ')}${open.length === 0 ? '' : `\nnot in ${open.join(', ')}`}`;
}

function howMade({ scenes }: Content): string {
  const made =
    'The studio makes a variant for each language in which a picture of the order is served by none, in every ratio of the brief, and asks for approval of each. In a preview they are shown here and join no campaign.';
  if (scenes.length === 0) return made;
  return `${made} Scenes are painted by runs for real only, where a picture model is set for the use case hero_image (page Models); without one the studio sets the product on its own ground.`;
}

function renderScene({ id, product, aspect, ratios, shots, prompt }: PaintedScene): Block[] {
  return [
    { kind: 'text', text: `${id}: ${product}, ${aspect}, for ${ratios.join(', ')} of ${shots.join(', ')}` },
    { kind: 'text', text: prompt.replaceAll('\n', ' ') },
  ];
}

function findGaps(
  { brief, isBeingMade }: { brief: BriefMaterial; isBeingMade: boolean },
  input: Input,
): Finding[] {
  const known = brief.products.map(({ key }) => key);
  const strange = [...input.products, ...input.pictures.flatMap(({ product }) => product ?? [])].filter(
    (key) => !known.includes(key),
  );
  const places = placementsOf(channelsOf(brief, input), ratiosOf(brief, input));
  const channels = input.channels.filter((one) => !brief.channels.includes(one));
  const ratios = input.ratios.filter((one) => !brief.aspectRatios.includes(one));
  return [
    ...(isBeingMade
      ? [
          {
            field: 'variants',
            severity: 'blocks' as const,
            message:
              'A run makes variants of the campaign right now: wait until it has ended, so that nothing is made twice.',
          },
        ]
      : []),
    ...(channels.length === 0
      ? []
      : [
          {
            field: 'channels',
            severity: 'blocks' as const,
            message: `The brief is not for ${channels.join(', ')}: add them to its channels, or choose of ${brief.channels.join(', ')}.`,
          },
        ]),
    ...(ratios.length === 0
      ? []
      : [
          {
            field: 'ratios',
            severity: 'blocks' as const,
            message: `The brief does not ask for ${ratios.join(', ')}: add them to its ratios, or choose of ${brief.aspectRatios.join(', ')}.`,
          },
        ]),
    ...(strange.length === 0
      ? []
      : [
          {
            field: 'products',
            severity: 'blocks' as const,
            message: `The brief has no ${[...new Set(strange)].join(', ')}: choose of ${known.join(', ')}.`,
          },
        ]),
    ...(places.length > 0
      ? []
      : [
          {
            field: 'ratios',
            severity: 'blocks' as const,
            message:
              'None of the channels shows a picture in these ratios: add 1:1, 4:5, 9:16, 16:9 or 1.91:1.',
          },
        ]),
  ];
}

function channelsOf(brief: BriefMaterial, { channels }: Input) {
  return channels.length > 0 ? channels : brief.channels;
}

function ratiosOf(brief: BriefMaterial, { ratios }: Input) {
  return ratios.length > 0 ? ratios : brief.aspectRatios;
}

function writeProduct({ material, facts, input }: WorkRequest<Input>) {
  const { brief } = material;
  if (brief === null) throw new Error('examine lets no request without a brief through');
  const all = brief.products.filter(({ key }) => input.products.length === 0 || input.products.includes(key));
  const products = all.slice(0, MOST_PRODUCTS);
  const channels = channelsOf(brief, input);
  const ratios = ratiosOf(brief, input);
  const route = chosenRoute(material.earlier);
  const desk = {
    material: { ...material, brief },
    facts,
    products,
    channels,
    ratios,
    isPainted: input.painted,
    route,
  };
  const shots = orderShots(desk);
  const scenes = orderScenes(shots, desk);
  const assets = assetsOf(products, input.pictures, facts);
  const wanted = shots.reduce((sum, { open }) => sum + open.length, 0);
  const lacking = products.filter((product) => !hasPicture(product, input));
  return workProductOf(contentSchema).parse({
    summary: [
      `${shots.length} pictures for ${products.map(({ name }) => name).join(', ')} on ${channels.join(', ')}. Served in every language by variants that are there: ${shots.filter(({ open }) => open.length === 0).length}; variants to be made for the others: ${wanted}.`,
      scenes.length === 0 ? 'No scene has to be painted.' : `Scenes to be painted: ${scenes.length}.`,
      lacking.length === 0
        ? 'Every product has its picture.'
        : `No picture of ${lacking.map(({ name }) => name).join(', ')}: they run on type and motif until one comes.`,
    ].join(' '),
    method: `One picture for each product and channel: the angle suits how it is met there (a choice of the house; the chosen creative direction and variants that are there come first), the text is the studio writer's, the layout is the one of that angle's family used least. Ratios are those that the channel shows among the brief's. A variant serves where product, channel and angle are the same. Prompts are those that the studio's painter gets, with the kit's imagery and what the brief forbids.`,
    confidence: {
      level:
        lacking.length === 0 &&
        shots.length > 0 &&
        shots.every(({ message }) => message.facts.some((id) => !id.endsWith('.name')))
          ? 'medium'
          : 'low',
      because: `${products.length - lacking.length} of ${products.length} products have a picture, ${shots.filter(({ message }) => message.facts.some((id) => !id.endsWith('.name'))).length} of ${shots.length} messages rest on more than a name; rights of ${input.pictures.length} pictures were given.`,
    },
    missing: missingOf({
      brief,
      lacking,
      input,
      hasImagery: material.brand?.imagery !== undefined,
      cut: all.length - products.length,
      channels,
      ratios,
    }),
    wouldChange: [
      'Results by layout or angle of an earlier campaign.',
      'Photographs of the client that show the product in use: they come before painted scenes.',
    ],
    next: nextOf(wanted, { material, brief, scenes }),
    content: {
      campaign: brief.campaignId,
      mainLocale: mainLocale(brief),
      shots,
      scenes,
      made: [],
      assets,
      rights: rightsOfPictures(input.pictures, { brief, facts, hasScenes: scenes.length > 0 }),
      limits: limitsOf(material, facts),
    },
  });
}

function hasPicture({ key, image }: ProductMaterial, { pictures }: Input): boolean {
  return image !== undefined || pictures.some(({ product }) => product === key);
}

function missingOf({
  brief,
  lacking,
  input,
  hasImagery,
  cut,
  channels,
  ratios,
}: {
  brief: BriefMaterial;
  lacking: readonly ProductMaterial[];
  input: Input;
  hasImagery: boolean;
  cut: number;
  channels: BriefMaterial['channels'];
  ratios: BriefMaterial['aspectRatios'];
}) {
  return [
    ...lacking.map(({ key, name }) => ({
      what: `A picture of ${name}.`,
      where: `brief.products.${key}.image`,
      gain: 'Layouts with the product instead of type and motif.',
    })),
    ...(hasImagery
      ? []
      : [
          {
            what: 'How pictures of the brand look and what they never show.',
            where: 'brand.imagery',
            gain: 'Painted scenes in the brand’s style instead of the tone of its voice.',
          },
        ]),
    ...lackingRatios(channels, ratios).map(({ channel, ratio, place }) => ({
      what: `${channel} shows ${ratio} (${place}); it is not asked for.`,
      where: 'brief.aspectRatios',
      gain: `A picture made for ${channel}.`,
    })),
    ...(input.pictures.length === 0
      ? [
          {
            what: 'Pictures that the client owns besides those of the brief, with their rights.',
            where: 'pictures',
            gain: 'Photographs of the product in use before painted scenes.',
          },
        ]
      : []),
    ...(cut > 0
      ? [
          {
            what: `${cut} more products: one order takes ${MOST_PRODUCTS}.`,
            where: 'products',
            gain: `Name them in a second task of ${brief.name}.`,
          },
        ]
      : []),
  ].slice(0, 20);
}

function nextOf(
  wanted: number,
  {
    material,
    brief,
    scenes,
  }: { material: WorkMaterial; brief: BriefMaterial; scenes: readonly PaintedScene[] },
): string[] {
  const known = new Set(material.brand?.imagery?.noGo ?? []);
  const unknown = forbiddenIn(brief).filter((word) => !known.has(word));
  return [
    ...(wanted === 0 ? ['Approve the variants that are named; nothing has to be made.'] : []),
    ...(scenes.length > 0 && unknown.length > 0 && material.brand !== null
      ? [
          `Add ${unknown.join(', ')} to the kit's imagery (no_go): the run's painter obeys the kit, not the brief's requirements.`,
        ]
      : []),
    'Have the rights below confirmed before anything runs as an advert.',
  ];
}
