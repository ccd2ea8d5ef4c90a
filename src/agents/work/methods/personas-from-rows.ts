import { assumed, counted, derived, number, percent, quote } from '#agents/work/say';
import { shortened } from '#agents/work/shortened';
import type { Statement } from '#agents/work/work-product';
import type { ReadAttribute } from './contact-rows.ts';
import { commonest, type Difference, differencesOf, type Role, wordsOf } from './describe-segment.ts';
import { findSegments, type Segmentation } from './find-segments.ts';

/** A segment as a person can use it. */
export interface Persona {
  readonly name: string;
  readonly size: { readonly count: number; readonly share: number } | null;
  readonly value: { readonly total: number; readonly share: number } | null;
  readonly foundBy: Statement;
  readonly traits: (Statement & { attribute: string; lift: number | null })[];
  readonly wants: Statement[];
  readonly doubts: Statement[];
  readonly words: Statement[];
  readonly reachedBy: Statement[];
  readonly confidence: { readonly level: 'low' | 'medium' | 'high'; readonly because: string };
}

interface Rows {
  readonly attributes: readonly ReadAttribute[];
  readonly values: readonly (number | undefined)[];
  readonly texts: readonly (string | undefined)[];
  readonly language: string;
  readonly most: number;
}

/** Personas from rows: segments found by what the contacts are and want, told by what sets each apart. */
export function personasFromRows(rows: Rows): { personas: Persona[]; segmentation: Segmentation } {
  const { attributes, most, values } = rows;
  const parting = attributes.filter(({ role }) => role !== 'channel');
  const segmentation = findSegments(parting, { most, seed: parting.map(({ name }) => name).join('|') });
  const { labels, medoids } = segmentation.clustering;
  const worth = values.some((value) => value !== undefined)
    ? values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
    : undefined;
  const made = medoids.map((medoid, label) => {
    const own = labels.flatMap((one, row) => (one === label ? [row] : []));
    return { own, persona: personaOf(rows, { own, medoid, segmentation, worth }) };
  });
  const rank = ({ own, persona }: (typeof made)[number]): number =>
    persona.value?.share ?? own.length / labels.length;
  return { personas: made.toSorted((a, b) => rank(b) - rank(a)).map(({ persona }) => persona), segmentation };
}

interface Segment {
  readonly own: readonly number[];
  readonly medoid: number;
  readonly segmentation: Segmentation;
  readonly worth: number | undefined;
}

function personaOf(rows: Rows, segment: Segment): Persona {
  const { own, medoid, segmentation, worth } = segment;
  const count = own.length;
  const whole = segmentation.clustering.labels.length;
  const different = segmentation.k === 1 ? [] : differencesOf(rows.attributes, own);
  const total = own.reduce((sum, row) => sum + (rows.values[row] ?? 0), 0);
  const traits = different.filter(({ role }) => role === 'trait').slice(0, 6);
  const known = rows.attributes.filter(({ values }) => values[medoid] !== undefined);
  return {
    name: nameOf(different),
    size: { count, share: count / whole },
    value: worth === undefined || worth === 0 ? null : { total, share: total / worth },
    foundBy: derived(
      segmentation.k === 1
        ? `All ${counted(whole, 'contact')}: no split of them is clear enough to tell apart.`
        : `${counted(count, 'contact')} of ${number(whole)} that are nearest to one typical contact, in ${segmentation.k} groups (silhouette ${(segmentation.silhouette ?? 0).toFixed(2)}, ${segmentation.structure}).`,
      known.slice(0, 8).map(({ name }) => `input.contacts.${medoid}.values.${name}`),
    ),
    traits: traits.map((one) => ({
      ...tellDifference(rows, one, segment),
      attribute: one.attribute,
      lift: one.medianOfAll === undefined ? one.lift : null,
    })),
    wants: tellRole(rows, 'need', { different, segment }),
    doubts: tellRole(rows, 'doubt', { different, segment }),
    words: wordsOf(rows.texts, own, rows.language).map(({ term, texts, of, row }) =>
      derived(`${quote(term)} in ${texts} of ${of} texts: ${quote(shortened(rows.texts[row] ?? '', 140))}`, [
        `input.contacts.${row}.text`,
      ]),
    ),
    reachedBy: tellRole(rows, 'channel', { different, segment }),
    confidence: confidenceOf(count, segmentation),
  };
}

/** What a segment wants, doubts or where it is reached: the commonest value of each such attribute, with what sets it apart. */
function tellRole(
  rows: Rows,
  role: Role,
  { different, segment }: { different: readonly Difference[]; segment: Segment },
): Statement[] {
  const asked = rows.attributes.filter((attribute) => attribute.role === role);
  if (asked.length === 0) return [assumed(NOT_ASKED[role])];
  return asked.flatMap((attribute) => {
    const apart = different.filter((one) => one.attribute === attribute.name);
    if (apart.length > 0) return apart.slice(0, 2).map((one) => tellDifference(rows, one, segment));
    const top = commonest(attribute, segment.own);
    if (top === undefined) return [];
    return [
      derived(
        `${top.value}: ${top.hits} of ${top.of}, no more than among all.`,
        factsOf(attribute, segment, top.value),
      ),
    ];
  });
}

const NOT_ASKED: Readonly<Record<Role, string>> = {
  trait: 'Nothing is known of it.',
  need: 'What it wants is not in the rows: give an attribute with the role “need”.',
  doubt: 'What holds it back is not in the rows: give an attribute with the role “doubt”.',
  channel: 'Where it is reached is not in the rows: give an attribute with the role “channel”.',
};

function tellDifference({ attributes }: Rows, one: Difference, segment: Segment): Statement {
  const attribute = attributes.find(({ name }) => name === one.attribute);
  const facts = attribute === undefined ? [] : factsOf(attribute, segment, one.value);
  if (one.medianOfAll !== undefined)
    return derived(
      `${one.attribute}: median ${number(Number(one.value))}, of all ${number(one.medianOfAll)}.`,
      facts,
    );
  return derived(
    `${one.role === 'trait' ? `${one.attribute}: ` : ''}${one.value}, ${percent(one.share ?? 0)} of them against ${percent(one.shareOfAll ?? 0)} of all (lift ${one.lift.toFixed(1)}).`,
    facts,
  );
}

/** What the attribute means, and rows of the segment that show the value. */
function factsOf(
  { name, declared, values }: ReadAttribute,
  { own, medoid }: Segment,
  value: string | number,
): string[] {
  const meaning = declared === undefined ? [] : [`input.attributes.${declared}.meaning`];
  const shown = typeof value === 'number' ? [medoid] : own.filter((row) => String(values[row]) === value);
  const rows = shown.filter((row) => values[row] !== undefined).slice(0, 3);
  return [...meaning, ...rows.map((row) => `input.contacts.${row}.values.${name}`)];
}

/** Two values that set it apart most; no name of a person. */
function nameOf(different: readonly Difference[]): string {
  const wants = different.filter(({ role }) => role === 'need');
  const told = [...wants, ...different.filter(({ role }) => role === 'trait' || role === 'doubt')].slice(
    0,
    2,
  );
  if (told.length === 0) return 'All contacts';
  const words = told.map(({ attribute, role, value, medianOfAll }) => {
    if (medianOfAll !== undefined) return `${Number(value) > medianOfAll ? 'high' : 'low'} ${attribute}`;
    return `${{ trait: `${attribute}:`, need: 'wants', doubt: 'doubts', channel: 'on' }[role]} ${value}`;
  });
  return shortened(words.join(', '), 80);
}

const SURE = 100;

function confidenceOf(count: number, { structure, silhouette, k }: Segmentation): Persona['confidence'] {
  if (k === 1) return { level: 'low', because: 'The rows do not part into segments.' };
  const isClear = structure === 'strong' || structure === 'reasonable';
  return {
    level: isClear && count >= SURE ? 'high' : isClear || count >= SURE ? 'medium' : 'low',
    because: `${counted(count, 'contact')}; silhouette ${(silhouette ?? 0).toFixed(2)}, a ${structure} structure.`,
  };
}
