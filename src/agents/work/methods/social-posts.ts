import type { BriefMaterial, ProductMaterial, VariantMaterial, WorkMaterial } from '#agents/work/material';
import { CHANNEL_RULES, measureLength, postText } from '#studio/copy/channels';
import { checkWords } from '#studio/copy/check-words';
import { endsSentence } from '#studio/copy/typography';
import type { Channel, Copy, CopyRequest, Gap } from '#studio/model';
import { copyRequest, nameIn, writeTexts } from './copy-request.ts';
import { isLinkInText, utmLink } from './utm-link.ts';

/** One product in one language on one channel. */
export interface Cell {
  readonly product: ProductMaterial;
  readonly locale: string;
  readonly channel: Channel;
}

/** A text for a cell, and the variant it is where there is one. */
export interface CellPost {
  readonly copy: Copy;
  readonly variant: VariantMaterial | null;
  readonly link: string | null;
  /** What is wrong with it, each with what would be right. */
  readonly faults: readonly string[];
}

/** More than any channel needs, so that there is a choice of angles. */
const CHOICE = 8;
const RANK: Readonly<Record<VariantMaterial['state'], number>> = {
  approved: 0,
  pending_review: 1,
  changes_requested: 9,
  rejected: 9,
  void: 9,
};

/** Variants that may be used, the approved ones first. */
export function usableVariants(variants: readonly VariantMaterial[]): VariantMaterial[] {
  return variants.filter(({ state }) => RANK[state] < 9).toSorted((a, b) => RANK[a.state] - RANK[b.state]);
}

/**
 * The best texts for a cell: its variants, the approved first, then new ones of the studio's writer whose angle was used
 * least so far; `uses` counts angles over the cells of one product and language and is added to.
 */
export function choosePosts(
  material: WorkMaterial & { readonly brief: BriefMaterial },
  cell: Cell,
  { count, uses }: { count: number; uses: Map<string, number> },
): { posts: CellPost[]; gaps: readonly Gap[] } {
  const request = copyRequest(material, { ...cell, count: CHOICE });
  const { copies, gaps } = writeTexts(material, {
    ...cell,
    count: CHOICE,
    url: addressIn(material.brief, cell),
  });
  const own = usableVariants(material.variants).filter(
    ({ productKey, locale, channel }) =>
      productKey === cell.product.key && locale === cell.locale && channel === cell.channel,
  );
  const liked = new Set(
    material.variants
      .filter(({ state, productKey }) => state === 'approved' && productKey === cell.product.key)
      .map(({ angle }) => angle),
  );
  const taken: CellPost[] = distinctAngles(own)
    .slice(0, count)
    .map((variant) => fromVariant(variant, { cell, copies, request, brief: material.brief }));
  const rest = copies.map((copy) => finish(copy, { cell, request, brief: material.brief, variant: null }));
  while (taken.length < count) {
    const next = rest
      .filter(
        ({ copy }) =>
          !taken.some((other) => other.copy.angle === copy.angle || other.copy.headline === copy.headline),
      )
      .toSorted((a, b) => costOf(a, { uses, liked }) - costOf(b, { uses, liked }))[0];
    if (next === undefined) break;
    taken.push(next);
    uses.set(next.copy.angle, (uses.get(next.copy.angle) ?? 0) + 1);
  }
  return { posts: taken, gaps };
}

function costOf(
  { copy, faults }: CellPost,
  { uses, liked }: { uses: Map<string, number>; liked: ReadonlySet<string> },
): number {
  const late = copy.angle === 'urgency' ? 3 : 0;
  return faults.length * 10 + late + (uses.get(copy.angle) ?? 0) * 2 - (liked.has(copy.angle) ? 1 : 0);
}

function distinctAngles(variants: readonly VariantMaterial[]): VariantMaterial[] {
  return variants.filter(
    ({ angle }, index) => variants.findIndex((other) => other.angle === angle) === index,
  );
}

/** The address the text itself carries, tracked; none where the channel cannot be tapped or shows it elsewhere. */
function addressIn(brief: BriefMaterial, cell: Cell): string | null {
  return isLinkInText(cell.channel) ? linkOf(brief, cell, 'post') : null;
}

function linkOf(
  { campaignId }: BriefMaterial,
  { product, locale, channel }: Cell,
  what: string,
): string | null {
  if (product.url === undefined) return null;
  return utmLink(product.url, { channel, campaign: campaignId, content: `${product.key}-${locale}-${what}` });
}

type Around = { cell: Cell; request: CopyRequest; brief: BriefMaterial };

/** A variant keeps its words; hashtags, legal line and alt text, which it does not hold, are the writer's. */
function fromVariant(
  variant: VariantMaterial,
  { copies, ...around }: Around & { copies: readonly Copy[] },
): CellPost {
  const { headline, body, angle } = variant;
  const near =
    copies.find((copy) => copy.headline === headline) ??
    copies.find((copy) => copy.angle === angle) ??
    copies[0];
  const { cell } = around;
  const altText = near?.altText.includes(near.headline)
    ? near.altText.replace(near.headline, headline)
    : `${nameIn(cell.product, cell.locale)}: ${headline}`;
  const copy: Copy = {
    angle,
    locale: cell.locale,
    channel: cell.channel,
    headline,
    cta: near?.cta ?? '',
    body,
    hashtags: near?.hashtags ?? [],
    altText: Array.from(altText).length > CHANNEL_RULES[cell.channel].altText ? headline : altText,
    ...(near?.legal === undefined ? {} : { legal: near.legal }),
    facts: near?.headline === headline ? near.facts : [],
    writer: 'offline',
  };
  return finish(copy, { ...around, variant });
}

function finish(
  copy: Copy,
  { cell, request, brief, variant }: Around & { variant: VariantMaterial | null },
): CellPost {
  const plain = linkOf(brief, cell, 'post');
  const link = linkOf(brief, cell, copy.angle.replaceAll('_', '-'));
  const tracked =
    plain === null || link === null ? copy : { ...copy, body: copy.body.replaceAll(plain, link) };
  return { copy: tracked, variant, link, faults: faultsOf(tracked, { cell, request, link }) };
}

function faultsOf(
  copy: Copy,
  { cell, request, link }: { cell: Cell; request: CopyRequest; link: string | null },
): string[] {
  const { brand, campaign } = request;
  // The tracked address is a name like the plain one: it is no running text of the language.
  const product = link === null ? request.product : { ...request.product, url: link };
  const market = campaign.market === undefined ? {} : { market: campaign.market };
  const checks = checkWords(copy, { brand, locale: cell.locale, product, campaign, ...market });
  const words = checks.filter(({ verdict }) => verdict !== 'pass').map(({ message }) => message);
  const first = firstLineOf(copy.body);
  const { visibleFirst } = CHANNEL_RULES[cell.channel];
  const length = measureLength(first, cell.channel);
  return [
    ...words,
    ...(length > visibleFirst
      ? [`The first line has ${length} characters, ${visibleFirst} show before "more".`]
      : []),
    ...(endsSentence(first) || /[\p{L}\p{N}]$/u.test(first)
      ? []
      : ['The first line breaks off: it does not work alone.']),
  ];
}

/** What shows before "more": the line on which the rest depends. */
export function firstLineOf(body: string): string {
  return body.split('\n')[0]?.trim() ?? '';
}

/** How long a post is as its network counts, of how many. */
export function lengthOf(post: { body: string; hashtags: readonly string[]; channel: Channel }): string {
  const { body, unit } = CHANNEL_RULES[post.channel];
  return `${measureLength(postText(post), post.channel)} of ${body} ${unit.replace('_', ' ')}`;
}

/** Whether a brief says anything of a product that a post could stand on. */
export function isBare({ benefits, features, description }: ProductMaterial): boolean {
  return benefits.length === 0 && features.length === 0 && description === undefined;
}
