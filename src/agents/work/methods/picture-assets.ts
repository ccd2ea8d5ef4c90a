import { z } from 'zod';
import { formatDay } from '#studio/copy/fact-book';
import type { FactBook } from '#agents/work/facts';
import type { BriefMaterial, ProductMaterial } from '#agents/work/material';
import { type Statement, statement } from '#agents/work/work-product';

/** A picture that is there, or is not. */
export const pictureAsset = statement.extend({ product: z.string(), state: z.enum(['there', 'missing']) });

/** A picture that the payload names. */
interface GivenPicture {
  readonly what: string;
  readonly product?: string | undefined;
  readonly holder: string;
  readonly licence?: string | undefined;
  readonly until?: string | undefined;
}

/** The pictures of products and those that were given; what is lacking with the form it should have. */
export function assetsOf(
  products: readonly ProductMaterial[],
  pictures: readonly GivenPicture[],
  facts: FactBook,
): z.output<typeof pictureAsset>[] {
  return [
    ...products.map(({ key, name, image }) => ({
      product: name,
      text:
        image === undefined
          ? `${name}: the brief has no picture. Wanted: cut-out with clear ground (PNG), 2000 px on the long side, label in full.`
          : `${name}: ${image} (from the brief).`,
      basis: 'derived' as const,
      facts: [`brief.products.${key}.name`].filter((id) => facts.has(id)),
      state: image === undefined ? ('missing' as const) : ('there' as const),
    })),
    ...pictures.map(({ what, product, holder }, index) => ({
      product: product ?? '',
      text: `${what}${product === undefined ? '' : ` (${product})`}: held by ${holder}.`,
      basis: 'stated' as const,
      facts: [`input.pictures.${index}.what`, `input.pictures.${index}.holder`],
      state: 'there' as const,
    })),
  ];
}

/** Whose rights the pictures carry, and what has to be asked. */
export function rightsOfPictures(
  pictures: readonly GivenPicture[],
  { brief, facts, hasScenes }: { brief: BriefMaterial; facts: FactBook; hasScenes: boolean },
): Statement[] {
  const end = facts.get('brief.end');
  const markets = facts.get('brief.markets');
  const span = [
    markets?.text,
    end === undefined ? undefined : `until ${formatDay(end.text, 'en-GB') ?? end.text}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
  const unclear = pictures.flatMap(({ what, licence, until }, index) => {
    const isShort = until !== undefined && end !== undefined && until < end.text;
    if (licence !== undefined && !isShort) return [];
    const text = isShort
      ? `${what}: the rights end on ${until}, before the campaign does.`
      : `${what}: no licence is given; ask for use in adverts${span === '' ? '' : ` in ${span}`}.`;
    return [
      {
        text,
        basis: 'derived' as const,
        facts: [
          `input.pictures.${index}.what`,
          ...(isShort ? [`input.pictures.${index}.until`, 'brief.end'] : []),
        ],
      },
    ];
  });
  const own = brief.products.filter(({ image }) => image !== undefined);
  return [
    ...(own.length === 0
      ? []
      : [
          {
            text: `Product pictures come from the client with the brief (${own.map(({ name }) => name).join(', ')}): have use on ${brief.channels.join(', ')}${span === '' ? '' : ` in ${span}`} confirmed.`,
            basis: 'derived' as const,
            facts: [
              ...own.map(({ key }) => `brief.products.${key}.name`),
              'brief.channels',
              ...(markets === undefined ? [] : [markets.id]),
              ...(end === undefined ? [] : [end.id]),
            ]
              .filter((id) => facts.has(id))
              .slice(0, 20),
          },
        ]),
    ...unclear,
    ...(!hasScenes
      ? []
      : [
          {
            text: 'Painted scenes: the studio notes model, prompt and day on each variant and marks the file; whether a network or market asks for a label is to be checked.',
            basis: 'assumed' as const,
            facts: [],
          },
        ]),
  ];
}
