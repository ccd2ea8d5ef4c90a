import type { FactBook } from '#agents/work/facts';
import type { ProductMaterial } from '#agents/work/material';
import type { Statement } from '#agents/work/work-product';
import type { PaletteName } from '#studio/colour/palettes';
import type { Motif } from '#studio/layouts/motifs';
import { formatDay } from '#studio/copy/fact-book';
import type { Angle } from '#studio/model';
import { answersTo } from './kinship.ts';

/** A way to think of a campaign, with the studio's means that belong to it. Families share no layout. */
export interface RouteFamily {
  readonly key: 'relief' | 'evidence' | 'moment' | 'character' | 'offer';
  readonly name: string;
  readonly angles: readonly Angle[];
  readonly layouts: readonly string[];
  /** Palettes of the studio in the order in which they suit. */
  readonly palettes: readonly (readonly [PaletteName, 'light' | 'dark'])[];
  readonly motifs: { readonly rounded: Motif; readonly angular: Motif };
  readonly why: string;
  /** The idea for a product; undefined where the facts do not carry it. */
  readonly idea: (product: ProductMaterial, facts: FactBook) => Statement | undefined;
  readonly risk: (product: ProductMaterial, facts: FactBook) => Statement;
}

interface Found {
  readonly text: string;
  readonly id: string;
}

function find(facts: FactBook, id: string): Found | undefined {
  const fact = facts.get(id);
  return fact === undefined ? undefined : { text: fact.text.replace(/[.。]$/u, ''), id };
}

function of(product: ProductMaterial, facts: FactBook, rest: string): Found | undefined {
  return find(facts, `brief.products.${product.key}.${rest}`);
}

/** Day and month, as work products write them. */
function dayOf({ text }: Found): string {
  return formatDay(text, 'en-GB') ?? text;
}

/** A proof with a source before one without. */
function bestProof(
  product: ProductMaterial,
  facts: FactBook,
): (Found & { backing?: string | undefined }) | undefined {
  const all = product.proofs.flatMap((_proof, index) => {
    const found = of(product, facts, `proofs.${index}`);
    return found === undefined ? [] : [{ ...found, backing: facts.get(found.id)?.backing }];
  });
  return all.find(({ backing }) => backing !== undefined) ?? all[0];
}

function say(text: string, ...found: (Found | undefined)[]): Statement {
  const facts = [...new Set(found.flatMap((one) => one?.id ?? []))];
  return facts.length === 0 ? { text, basis: 'assumed', facts } : { text, basis: 'derived', facts };
}

export const ROUTE_FAMILIES: readonly RouteFamily[] = [
  {
    key: 'relief',
    name: 'The moment it stops',
    angles: ['problem', 'contrast', 'question'],
    layouts: ['split', 'diagonal'],
    palettes: [
      ['duo', 'dark'],
      ['brand', 'dark'],
      ['duo', 'light'],
    ],
    motifs: { rounded: 'arcs', angular: 'bars' },
    why: 'One hard edge through the picture: on one side what is put up with, on the other what it is like without.',
    idea(product, facts) {
      const problem = of(product, facts, 'problems.0');
      const answer = answersTo(product.problems, product.benefits)[0];
      const benefit = answer === undefined ? undefined : of(product, facts, `benefits.${answer.benefit}`);
      if (problem === undefined) return undefined;
      const end = benefit === undefined ? `${product.name} in use` : `“${benefit.text}”`;
      return say(
        `Open on what people put up with, “${problem.text}”, and cut to ${end}. The product is the edge between the two.`,
        problem,
        benefit,
      );
    },
    risk(product, facts) {
      const problem = of(product, facts, 'problems.0');
      return say(
        `The annoyance can stick to the brand: product and answer must be read in the same glance. No fact says how many people know “${problem?.text ?? 'the problem'}”.`,
        problem,
      );
    },
  },
  {
    key: 'evidence',
    name: 'Shown, not said',
    angles: ['proof', 'feature', 'how_to'],
    layouts: ['editorial', 'card', 'testimonial'],
    palettes: [
      ['paper', 'light'],
      ['tint', 'light'],
      ['paper', 'dark'],
    ],
    motifs: { rounded: 'raster', angular: 'raster' },
    why: 'A page out of a good magazine: the figure is the headline, the source its caption, much paper around it.',
    idea(product, facts) {
      const proof = bestProof(product, facts);
      const feature = of(product, facts, 'features.0');
      const lead = proof ?? feature;
      if (lead === undefined) return undefined;
      const source = proof?.backing === undefined ? '' : `, with “${proof.backing}” as its caption`;
      return say(
        `Let “${lead.text}” be the picture${source}. Nothing is promised; the reader draws the conclusion.`,
        lead,
      );
    },
    risk(product, facts) {
      const proof = bestProof(product, facts);
      return say(
        proof?.backing === undefined
          ? `No source stands behind ${product.name}’s figures: before one is named, this route must not run.`
          : `A figure leaves cold who does not know what it means: “${proof.text}” needs a picture of its effect, and its source beside it everywhere.`,
        proof ?? of(product, facts, 'name'),
      );
    },
  },
  {
    key: 'moment',
    name: 'The hour it is for',
    angles: ['occasion', 'brand_voice', 'benefit'],
    layouts: ['hero_picture', 'story'],
    palettes: [
      ['second', 'light'],
      ['tint', 'dark'],
      ['second', 'dark'],
    ],
    motifs: { rounded: 'arcs', angular: 'tiles' },
    why: 'The product stands in its place in the light of that hour, one axis from the logo to the action.',
    idea(product, facts) {
      const message = find(facts, 'brief.message');
      const occasion = find(facts, 'brief.occasion');
      const benefit = of(product, facts, 'benefits.0');
      const audience = find(facts, 'brief.audience');
      const lead = message ?? benefit;
      if (lead === undefined) return undefined;
      const when = occasion === undefined ? '' : ` (${occasion.text})`;
      const whom = audience === undefined ? '' : ` in the life of “${audience.text}”`;
      return say(
        `Show the one hour that “${lead.text}”${when} speaks of${whom}, with ${product.name} where it belongs.`,
        lead,
        occasion,
        audience,
        of(product, facts, 'name'),
      );
    },
    risk(_product, facts) {
      const occasion = find(facts, 'brief.occasion');
      const end = find(facts, 'brief.end');
      return say(
        occasion === undefined
          ? 'An hour without an occasion can look like anybody’s: the scene must show what only this product does.'
          : `Everybody advertises ${occasion.text} at the same time, and after ${end === undefined ? 'the last day' : dayOf(end)} the pictures are worth nothing.`,
        occasion,
        end,
      );
    },
  },
  {
    key: 'character',
    name: 'The house behind it',
    angles: ['values'],
    layouts: ['minimal', 'echo'],
    palettes: [
      ['brand', 'dark'],
      ['brand', 'light'],
      ['paper', 'dark'],
    ],
    motifs: { rounded: 'initial', angular: 'initial' },
    why: 'One sentence, the product and air: who has something to stand by need not be loud.',
    idea(product, facts) {
      const value = find(facts, 'brand.values.0') ?? find(facts, 'brand.tagline');
      if (value === undefined) return undefined;
      return say(
        `Say what the house stands by, “${value.text}”, and let ${product.name} be the example of it.`,
        value,
        of(product, facts, 'name'),
      );
    },
    risk(_product, facts) {
      const value = find(facts, 'brand.values.0') ?? find(facts, 'brand.tagline');
      return say(
        `It builds trust slower than orders, and one customer who finds “${value?.text ?? 'it'}” not kept undoes it.`,
        value,
      );
    },
  },
  {
    key: 'offer',
    name: 'The plain offer',
    angles: ['price', 'urgency'],
    layouts: ['price_badge', 'product_grid', 'big_type'],
    palettes: [
      ['accent', 'light'],
      ['accent', 'dark'],
      ['duo', 'light'],
    ],
    motifs: { rounded: 'tiles', angular: 'tiles' },
    why: 'Price and product touch; type as large as the canvas bears.',
    idea(product, facts) {
      const price = [...facts.values()].find(({ id }) =>
        id.startsWith(`brief.products.${product.key}.price`),
      );
      const limit = of(product, facts, 'limit');
      const end = find(facts, 'brief.end');
      const before = [...facts.values()].find(({ id }) =>
        id.startsWith(`brief.products.${product.key}.previousPrice`),
      );
      if (before === undefined && limit === undefined) return undefined;
      const terms = [
        price?.text,
        limit?.text,
        before === undefined ? undefined : `instead of ${before.text}`,
        end === undefined ? undefined : `until ${dayOf(end)}`,
      ].filter((part) => part !== undefined);
      return say(
        `Name the terms and nothing else: ${product.name}, ${terms.join(', ')}.`,
        of(product, facts, 'name'),
        price,
        limit,
        end,
      );
    },
    risk(product, facts) {
      const before = [...facts.values()].find(({ id }) =>
        id.startsWith(`brief.products.${product.key}.previousPrice`),
      );
      return say(
        before === undefined
          ? `A limit works once: whoever comes too late is lost, and nothing is learnt of why people want ${product.name}.`
          : `It trains people to wait for the next reduction, and the former price (${before.text}) must be provable.`,
        before ?? of(product, facts, 'name'),
      );
    },
  },
];
