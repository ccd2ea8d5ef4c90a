import { z } from 'zod';
import { CHANNELS, ANGLES, type Channel } from '#studio/model';
import { CHANNEL_RULES } from '#studio/copy/channels';
import { languageOf } from '#kernel/local-text';
import { factIdsOf, gapsAsMissing } from '#agents/work/methods/copy-request';
import {
  type Cell,
  type CellPost,
  choosePosts,
  firstLineOf,
  isBare,
  lengthOf,
} from '#agents/work/methods/social-posts';
import { LINK_PLACES } from '#agents/work/methods/utm-link';
import type { BriefMaterial } from '#agents/work/material';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import { statement, workProductOf } from '#agents/work/work-product';
import type { Block } from '#agents/work/work-page';

const input = z.object({
  channels: z.array(z.enum(CHANNELS)).max(9).default([]).describe('Empty: those of the brief, mail apart.'),
  products: z.array(z.string().max(80)).max(50).default([]).describe('Keys of products; empty: all.'),
  locales: z.array(z.string().max(35)).max(50).default([]).describe('Empty: those of the brief.'),
  perChannel: z
    .number()
    .int()
    .min(1)
    .max(5)
    .default(2)
    .describe('Texts for each product, language and channel.'),
});
type Input = z.output<typeof input>;

const post = statement.extend({
  product: z.string(),
  locale: z.string(),
  channel: z.enum(CHANNELS),
  angle: z.enum(ANGLES),
  origin: z.enum(['approved variant', 'variant in review', 'new text']),
  variantId: z.string().nullable(),
  body: z.string().describe('What is posted, without hashtags; its first line works alone.'),
  hashtags: z.array(z.string()),
  altText: z.string(),
  link: z.string().nullable().describe('With where the visit comes from.'),
  legal: z.string().nullable(),
  faults: z.array(z.string()),
});
type Post = z.output<typeof post>;
const content = z.object({ language: z.string(), posts: z.array(post) });
type Content = z.output<typeof content>;

/** More than anybody reviews in one sitting. */
const MOST_POSTS = 120;

export const taskType = defineTaskType<Input, Content>({
  type: 'social_variants',
  aliases: [],
  title: 'Social variants',
  purpose: 'Gives each network its own text in its own length, with alt text, hashtags and tracked link.',
  input,
  content,
  needs: ['brief'],
  reads: [],
  minutes: 60,
  propose({ brief }) {
    const channels = brief?.channels.filter((channel) => channel !== 'email') ?? [];
    if (brief === null || channels.length === 0) return undefined;
    return {
      title: `Posts of ${brief.name} for ${channels.join(', ')}`,
      description: `Texts for ${brief.products.map(({ name }) => name).join(', ')} in ${brief.locales.join(', ')}, each in the form of its network.`,
      payload: input.parse({ channels }),
      priority: 'HIGH',
      confidence: 0.8,
      reason: `The brief names ${channels.join(', ')}: each shows another length and another first line.`,
    };
  },
  check: ({ material: { brief }, input }) => (brief === null ? [] : findStrangers(brief, input)),
  write: (request) => writeProduct(request),
  wordable: ({ language, posts }) =>
    posts.flatMap(({ locale, origin, channel, link, body }, index) =>
      languageOf(locale) !== languageOf(language) || origin !== 'new text'
        ? []
        : [
            {
              path: `posts.${index}.body`,
              role: `a post on ${channel} in ${locale}; its first line must work alone within ${CHANNEL_RULES[channel].visibleFirst} characters`,
              // Where a post is short by rule, hashtags and weighted letters leave no room for more.
              mostCharacters: body.length + (CHANNEL_RULES[channel].body > 500 ? 120 : 0),
              ...(link !== null && body.includes(link) ? { mustKeep: [link] } : {}),
            },
          ],
    ),
  render: ({ content: { posts } }) => [
    ...[...Map.groupBy(posts, ({ product, locale }) => `${product}, ${locale}`)].flatMap(([title, own]) =>
      renderGroup(title, own),
    ),
    { kind: 'heading', text: 'Links' },
    {
      kind: 'table',
      columns: ['Post', 'Tracked address', 'Where it stands'],
      rows: posts.map((one) => [
        `${one.product}, ${one.locale}, ${one.channel}, ${one.angle.replace('_', ' ')}`,
        one.link ?? 'none: the brief gives no address',
        LINK_PLACES[one.channel],
      ]),
    },
    { kind: 'heading', text: 'What each text rests on' },
    {
      kind: 'list',
      items: posts.map(({ text, facts, channel, locale, basis }) => ({
        text: `${channel}, ${locale}: ${text}`,
        facts,
        isAssumed: basis === 'assumed',
      })),
    },
  ],
});

function renderGroup(title: string, posts: readonly Post[]): Block[] {
  const faults = posts.flatMap(({ channel, angle, faults: own }) =>
    own.map((text) => ({ text: `${channel}, ${angle}: ${text}` })),
  );
  return [
    { kind: 'heading', text: title },
    {
      kind: 'table',
      columns: ['Channel', 'On the picture', 'Text', 'Alt text', 'Length'],
      rows: posts.map((one) => [
        `${one.channel}\n${one.angle.replace('_', ' ')}\n${one.origin}`,
        one.text,
        [one.body, one.hashtags.join(' '), one.legal === null ? '' : `Legal line: ${one.legal}`]
          .filter((part) => part !== '')
          .join('\n\n'),
        one.altText,
        `${lengthOf(one)}\nfirst line ${Array.from(firstLineOf(one.body)).length} of ${CHANNEL_RULES[one.channel].visibleFirst}`,
      ]),
    },
    ...(faults.length === 0 ? [] : [{ kind: 'list' as const, items: faults }]),
  ];
}

function findStrangers(brief: BriefMaterial, { products, locales, channels }: Input): Finding[] {
  const known = brief.products.map(({ key }) => key);
  const strange = products.filter((key) => !known.includes(key));
  const wrong = locales.filter((locale) => !brief.locales.includes(locale));
  const blocks = (field: string, message: string): Finding => ({ field, severity: 'blocks', message });
  return [
    ...(strange.length === 0
      ? []
      : [blocks('products', `The brief has no ${strange.join(', ')}: choose of ${known.join(', ')}.`)]),
    ...(wrong.length === 0
      ? []
      : [
          blocks(
            'locales',
            `The brief has no texts for ${wrong.join(', ')}: choose of ${brief.locales.join(', ')}.`,
          ),
        ]),
    ...(channels.length > 0 || brief.channels.some((channel) => channel !== 'email')
      ? []
      : [blocks('channels', 'The brief names no network but mail: name the channels in the payload.')]),
  ];
}

function cellsOf(brief: BriefMaterial, { products, locales, channels }: Input): Cell[] {
  const wanted = channels.length > 0 ? channels : brief.channels.filter((channel) => channel !== 'email');
  const own = brief.products.filter(({ key }) => products.length === 0 || products.includes(key));
  return own.flatMap((product) =>
    (locales.length === 0 ? brief.locales : locales).flatMap((locale) =>
      wanted.map((channel: Channel) => ({ product, locale, channel })),
    ),
  );
}

function writeProduct({ material, facts, input }: WorkRequest<Input>) {
  const { brief } = material;
  if (brief === null) throw new Error('examine lets no request without a brief through');
  const cells = cellsOf(brief, input);
  const count = Math.max(1, Math.min(input.perChannel, Math.floor(MOST_POSTS / cells.length)));
  const kept = cells.slice(0, MOST_POSTS);
  const usesOf = new Map<string, Map<string, number>>();
  const made = kept.map((cell) => {
    const group = `${cell.product.key} ${cell.locale}`;
    const uses = usesOf.get(group) ?? new Map<string, number>();
    usesOf.set(group, uses);
    const most = isBare(cell.product) ? 1 : count;
    return { cell, ...choosePosts({ ...material, brief }, cell, { count: most, uses }) };
  });
  const posts = made.flatMap(({ cell, posts: own }) =>
    own.map((one) => toPost(one, cell, factIdsOf(one.copy, { facts, brief, productKey: cell.product.key }))),
  );
  const empty = made.filter(({ posts: own }) => own.length === 0);
  return workProductOf(content).parse({
    summary: [
      summaryOf(
        brief,
        posts,
        empty.map(({ cell }) => cell),
      ),
      ...bareOf(brief, kept)
        .slice(0, 1)
        .map(
          () =>
            `The brief says nothing of ${bareOf(brief, kept).join(', ')} yet: one post each place, thin until it does.`,
        ),
    ].join(' '),
    method: `For each product, language and channel the campaign's own variants come first (approved before those in review); the rest is written by the studio's writer from the facts of the brief in that language, with the angle that the product's other channels use least. Lengths, words, legal line and first line are checked by the studio's rules; links carry utm_source, utm_medium, utm_campaign and utm_content (Google Analytics' URL builder).`,
    confidence: confidenceOf(posts, empty.length),
    missing: [
      ...(count < input.perChannel || kept.length < cells.length
        ? [
            {
              what: `${cells.length} places times ${input.perChannel} texts are more than ${MOST_POSTS}: ${count} each for ${kept.length} places were written.`,
              where: 'products, locales, channels',
              gain: 'Name fewer in the payload and the rest comes in a second task.',
            },
          ]
        : []),
      ...bareOf(brief, kept).map((name) => ({
        what: `Nothing is said of ${name} but its name, so its posts rest on the campaign's message and the brand's values.`,
        where: 'brief.products.benefits, features, proofs',
        gain: 'Posts that say what the product does and why to believe it.',
      })),
      ...gapsAsMissing(made.flatMap(({ gaps }) => gaps).filter(({ kind }) => kind !== 'variety')),
    ].slice(0, 20),
    wouldChange: [
      'Results of past posts: the angle that was clicked most would come first.',
      'A variant that is approved after today takes the place of the new text with its angle.',
    ],
    next: nextOf(posts, brief),
    content: { language: brief.language, posts },
  });
}

function bareOf({ products }: BriefMaterial, cells: readonly Cell[]): string[] {
  return products
    .filter((product) => isBare(product) && cells.some((cell) => cell.product === product))
    .map(({ name }) => name);
}

function toPost({ copy, variant, link, faults }: CellPost, { product }: Cell, facts: string[]): Post {
  return {
    text: copy.headline,
    basis: 'derived',
    facts,
    product: product.name,
    locale: copy.locale,
    channel: copy.channel,
    angle: copy.angle,
    origin:
      variant === null ? 'new text' : variant.state === 'approved' ? 'approved variant' : 'variant in review',
    variantId: variant?.id ?? null,
    body: copy.body,
    hashtags: [...copy.hashtags],
    altText: copy.altText,
    link,
    legal: copy.legal ?? null,
    faults: [...faults],
  };
}

function countOf(posts: readonly Post[], origin: Post['origin']): number {
  return posts.filter((one) => one.origin === origin).length;
}

function summaryOf(brief: BriefMaterial, posts: readonly Post[], empty: readonly Cell[]): string {
  const angles = [...new Set(posts.map(({ angle }) => angle.replace('_', ' ')))];
  const faulty = posts.filter(({ faults }) => faults.length > 0);
  const silent = [...new Set(empty.map(({ locale }) => locale))];
  return [
    `${posts.length} posts of ${brief.name} on ${[...new Set(posts.map(({ channel }) => channel))].join(', ')}. Approved variants: ${countOf(posts, 'approved variant')}, variants in review: ${countOf(posts, 'variant in review')}, new texts: ${countOf(posts, 'new text')}.`,
    `They use ${angles.length} angles (${angles.join(', ')}).`,
    faulty.length === 0
      ? 'Every text keeps to its length, the banned words and the legal line.'
      : `${faulty.length} need a person's eye: ${faulty[0]?.faults[0] ?? ''}`,
    silent.length === 0
      ? ''
      : `Nothing could be written in ${silent.join(', ')}: the brief has no texts there.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function confidenceOf(
  posts: readonly Post[],
  empty: number,
): { level: 'low' | 'medium' | 'high'; because: string } {
  const clean = posts.filter(({ faults }) => faults.length === 0).length;
  const approved = countOf(posts, 'approved variant');
  const share = posts.length === 0 ? 0 : clean / posts.length;
  return {
    level:
      share === 1 && empty === 0 && approved >= posts.length / 2
        ? 'high'
        : share >= 0.8 && posts.length > 0 && empty === 0
          ? 'medium'
          : 'low',
    because: `${clean} of ${posts.length} texts pass every check, ${approved} come from variants that a person approved, ${empty} places stay empty; no result of a past post is known.`,
  };
}

function nextOf(posts: readonly Post[], { campaignId }: BriefMaterial): string[] {
  const fresh = countOf(posts, 'new text');
  const unlinked = [...new Set(posts.filter(({ link }) => link === null).map(({ product }) => product))];
  return [
    ...(fresh === 0
      ? []
      : [
          `Have the ${fresh} new texts read by somebody who speaks the language, then make their pictures: \`aicmo campaign resume ${campaignId}\`.`,
        ]),
    ...(posts.some(({ channel }) => channel === 'instagram' || channel === 'tiktok')
      ? ['Set the tracked address as the profile link on the first day: captions there cannot be tapped.']
      : []),
    ...(unlinked.length === 0
      ? []
      : [`Add the address of ${unlinked.join(', ')} to the brief (products.url).`]),
  ];
}
