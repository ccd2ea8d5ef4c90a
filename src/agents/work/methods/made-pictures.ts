import type { OrderedVariant, VariantOrder } from '#agents/work/ordered-variants';
import type { Block } from '#agents/work/work-page';
import type { WorkProduct } from '#agents/work/work-product';
import type { PictureShot } from './picture-order.ts';

/** So many variants one run makes; what is left is made by the next one. */
const MOST_ORDERED = 60;

/** What of an order of pictures its variants go by. */
interface Ordered {
  readonly campaign: string;
  readonly mainLocale: string;
  readonly shots: readonly PictureShot[];
  readonly made: readonly OrderedVariant[];
}

/** One variant for each shot and language that nothing serves. */
export function ordersOf({ shots, mainLocale: main }: Ordered): VariantOrder[] {
  const all = shots.flatMap(({ id, productKey, channel, angle, layout, message, made, open }) =>
    open.map((locale) => ({
      id: `${id} ${locale}`,
      productKey,
      locale,
      channel,
      angle,
      layout,
      headline: locale === main ? message.text : undefined,
      isPainted: made === 'painted scene',
    })),
  );
  return all.slice(0, MOST_ORDERED);
}

/** An order with what came of it: said in its summary, and first among what to do next. */
export function hangMade<Content extends Ordered>(
  product: WorkProduct<Content>,
  made: readonly OrderedVariant[],
): WorkProduct<Content> {
  const { content, summary, next } = product;
  const there = made.filter(({ problem }) => problem === null);
  const pictures = there.flatMap((one) => one.pictures);
  const joined = there.filter(({ variant }) => variant !== null);
  const left = content.shots.reduce((sum, { open }) => sum + open.length, 0) - made.length;
  const said = [
    `The studio made ${there.length} of ${made.length} variants (pictures: ${pictures.length})${joined.length > 0 ? '; they wait for approval in the campaign' : there.length > 0 ? ', as a preview: none of them joined the campaign' : ''}.`,
    ...(left > 0 ? [`${left} more stay open: one run makes ${MOST_ORDERED}.`] : []),
  ];
  const steps = [
    ...(joined.length > 0
      ? [
          `Look at the ${joined.length} new variants and decide: page Inbox, or \`aicmo approval list --campaign ${content.campaign}\`.`,
        ]
      : []),
    ...(left > 0 ? [`Order the ${left} that stay open in another task of this type.`] : []),
  ];
  return {
    ...product,
    summary: `${summary} ${said.join(' ')}`,
    next: [...steps, ...next],
    content: { ...content, shots: content.shots.map((shot) => servedShot(shot, joined)), made: [...made] },
  };
}

/** A shot with the variants that serve it since they joined the campaign. */
function servedShot(shot: PictureShot, joined: readonly OrderedVariant[]): PictureShot {
  const own = joined.filter(({ order, locale }) => order === `${shot.id} ${locale}`);
  return {
    ...shot,
    variants: [...shot.variants, ...own.flatMap(({ variant }) => variant?.id ?? [])],
    open: shot.open.filter((locale) => !own.some((one) => one.locale === locale)),
  };
}

/** The variants that the studio made, and what it could not make. */
export function renderMade({ made, shots }: Ordered): Block[] {
  if (made.length === 0) return [];
  const nameOf = (key: string): string => shots.find(({ productKey }) => productKey === key)?.product ?? key;
  const there = made.filter(({ problem }) => problem === null);
  const open = made.flatMap(({ order, problem }) =>
    problem === null ? [] : [{ text: `${order}: ${problem}` }],
  );
  return [
    { kind: 'heading', text: 'Made by the studio' },
    ...(there.length === 0
      ? []
      : [
          {
            kind: 'variants' as const,
            items: there.map((one) => ({
              title: `${one.order}: ${one.headline}`,
              detail: [
                nameOf(one.productKey),
                one.channel,
                one.locale,
                one.angle.replace('_', ' '),
                one.layout,
                one.writer === 'offline' ? 'written offline' : 'written by a model',
              ].join(', '),
              altText: one.altText,
              variant: one.variant,
              pictures: one.pictures,
            })),
          },
        ]),
    ...(open.length === 0 ? [] : [{ kind: 'list' as const, items: open }]),
  ];
}
