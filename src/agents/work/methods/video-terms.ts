import { z } from 'zod';
import { textFor } from '#kernel/local-text';
import { formatDay, legalLine } from '#studio/copy/fact-book';
import { type Channel, CHANNELS, FULL_SIZE } from '#studio/model';
import { safeBoxFor, safeZoneFor } from '#studio/layouts/safe-zones';
import type { FactBook } from '#agents/work/facts';
import type { BriefMaterial, ProductMaterial, WorkMaterial } from '#agents/work/material';
import { ratio, type Statement } from '#agents/work/work-product';
import { marketOf } from '#kernel/market';
import { studioBrand } from './copy-request.ts';
import { placementsOf } from './placements.ts';
import { readingSeconds } from './reading-speed.ts';

/** One version of a film. */
export const version = z.object({
  channel: z.enum(CHANNELS),
  place: z.string(),
  ratio,
  size: z.string(),
  safe: z.string().describe('Where text and logo stay.'),
});
type Version = z.output<typeof version>;
export const legalText = z.object({ locale: z.string(), text: z.string(), from: z.number() });

interface Right {
  readonly what: string;
  readonly holder: string;
  readonly until?: string | undefined;
}

/** The legal line stands as long as it takes to read, at the end. */
export function legalOf(
  seconds: number,
  { brief, brand }: WorkMaterial & { readonly brief: BriefMaterial },
): z.output<typeof legalText>[] {
  return brief.locales.flatMap((locale) => {
    const lines = legalLine(studioBrand(brand, { locale, name: brief.name }), marketOf(brief, locale))[0];
    const text = textFor(lines, locale);
    return text === undefined
      ? []
      : [{ locale, text, from: Math.max(0, Math.floor((seconds - readingSeconds(text, locale)) * 2) / 2) }];
  });
}

/** A film for each placement of the channels in the ratios of the brief, with the box that text keeps to. */
export function versionsOf(channels: readonly Channel[], brief: BriefMaterial): Version[] {
  return placementsOf(channels, brief.aspectRatios)
    .filter(({ isVideo }) => isVideo)
    .map(({ channel, ratio: shape, place }) => {
      const { width, height } = FULL_SIZE[shape];
      const box = safeBoxFor(channel, shape, { width, height });
      const zone = safeZoneFor(channel, shape);
      const mirrored =
        channel === 'tiktok' && brief.locales.some((locale) => locale.startsWith('ar'))
          ? '; mirrored for Arabic'
          : '';
      const margins =
        zone === undefined
          ? '6 % from every edge (crop guard of the house)'
          : `${zone.top} % from the top, ${zone.bottom} % from the bottom, ${zone.left} % left, ${zone.right} % right${mirrored}`;
      return {
        channel,
        place,
        ratio: shape,
        size: `${width} x ${height}`,
        safe: `${Math.round(box.width)} x ${Math.round(box.height)} px: ${margins}`,
      };
    });
}

/** What the film is for. */
export function purposeOf(facts: FactBook, product: ProductMaterial): Statement {
  const audience = facts.get('brief.audience');
  const kpi = [...facts.values()].find(({ id }) => id.startsWith('brief.kpis.'));
  const name = facts.get(`brief.products.${product.key}.name`);
  const whom = audience === undefined ? 'People' : `“${audience.text}”`;
  const goal = kpi === undefined ? '' : ` It serves the goal “${kpi.text}”.`;
  return {
    text: `${whom} are to know one thing of ${product.name} after two seconds, and what to do after the last.${goal}`,
    basis: 'derived',
    facts: [audience, name, kpi].flatMap((fact) => fact?.id ?? []),
  };
}

/** The one thing it says. */
export function messageOf(facts: FactBook, product: ProductMaterial): Statement {
  const found = facts.get('brief.message') ?? facts.get(`brief.products.${product.key}.benefits.0`);
  if (found === undefined) return { text: `${product.name}.`, basis: 'assumed', facts: [] };
  return {
    text: `“${found.text}”, shown by ${product.name}.`,
    basis: 'derived',
    facts: [found.id, `brief.products.${product.key}.name`],
  };
}

/** What is cleared, and what has to be. */
export function rightsOf(
  rights: readonly Right[],
  { facts, product, brief }: { facts: FactBook; product: ProductMaterial; brief: BriefMaterial },
): Statement[] {
  const markets = facts.get('brief.markets');
  const end = facts.get('brief.end');
  const quote = facts.get(`brief.products.${product.key}.quote`);
  const where = [
    markets?.text,
    end === undefined ? undefined : `until ${formatDay(end.text, 'en-GB') ?? end.text} at least`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
  return [
    ...rights.map(({ what, holder, until }, index) => ({
      text: `${what}: held by ${holder}${until === undefined ? '' : `, until ${until}`}.`,
      basis: 'stated' as const,
      facts: [`input.rights.${index}.what`, `input.rights.${index}.holder`],
    })),
    ...(quote === undefined
      ? []
      : [
          {
            text: `${quote.backing ?? 'The customer'} has to agree in writing that words and name are used in a film.`,
            basis: 'derived' as const,
            facts: [quote.id],
          },
        ]),
    {
      text: `Music, voices, faces and places need rights for paid and unpaid use${where === '' ? '' : ` in ${where}`} on ${brief.channels.join(', ')}.`,
      basis: 'derived',
      facts: [markets, end, facts.get('brief.channels')].flatMap((fact) => fact?.id ?? []),
    },
    {
      text: 'Scenes that a model painted or generated are labelled where the network or the law asks for it, and the file notes their origin.',
      basis: 'assumed',
      facts: [],
    },
  ];
}
