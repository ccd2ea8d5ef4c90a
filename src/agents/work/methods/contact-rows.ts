import { z } from 'zod';
import { findPersonalData } from '#kernel/find-personal-data';
import type { Attribute } from './describe-segment.ts';

export const MOST_CONTACTS = 5_000;
const MOST_ATTRIBUTES = 30;
const key = z.string().trim().min(1).max(60);

/** Contacts as rows: whatever is known of each, without who it is. */
export const contactRow = z.object({
  values: z
    .record(key, z.union([z.string().max(120), z.number()]))
    .refine(
      (values) => Object.keys(values).length <= MOST_ATTRIBUTES,
      `A row has at most ${MOST_ATTRIBUTES} attributes.`,
    ),
  value: z.number().min(0).optional().describe('What the contact has brought, in one currency.'),
  text: z.string().max(2_000).optional().describe('What the contact wrote: a review, an answer, a mail.'),
});
export const attributeMeaning = z.object({
  name: key,
  meaning: z.string().trim().min(2).max(200).describe('What it says and how it is known.'),
  role: z
    .enum(['trait', 'need', 'doubt', 'channel'])
    .default('trait')
    .describe('A need is what the contact wants, a doubt what holds it back, a channel where it is reached.'),
  weight: z.number().min(0.1).max(10).default(1),
});
type Row = z.output<typeof contactRow>;
export type Meaning = z.output<typeof attributeMeaning>;

export interface ReadAttribute extends Attribute {
  readonly weight: number;
  /** Place in the payload's list; undefined for one that is not declared. */
  readonly declared: number | undefined;
}

/** The attributes of rows that can part people, and those left out with the reason. */
export function attributesOf(
  rows: readonly Row[],
  meanings: readonly Meaning[],
): { used: ReadAttribute[]; left: { name: string; why: string }[] } {
  const names = new Set([
    ...meanings.map(({ name }) => name),
    ...rows.flatMap(({ values }) => Object.keys(values)),
  ]);
  const used: ReadAttribute[] = [];
  const left: { name: string; why: string }[] = [];
  for (const name of [...names].slice(0, MOST_ATTRIBUTES)) {
    const index = meanings.findIndex((meaning) => meaning.name === name);
    const { role = 'trait', weight = 1 } = meanings[index] ?? {};
    const values = rows.map((row) => row.values[name]);
    const known = values.filter((value) => value !== undefined && value !== '');
    const distinct = new Set(known).size;
    const isText = known.some((value) => typeof value === 'string');
    if (known.length < rows.length / 2)
      left.push({ name, why: `lacking in ${rows.length - known.length} of ${rows.length} rows` });
    else if (distinct < 2) left.push({ name, why: 'the same in all rows' });
    else if (isText && distinct > known.length / 2)
      left.push({ name, why: 'different in nearly every row, such as a name or a number of an order' });
    else
      used.push({
        name,
        role,
        weight,
        declared: index < 0 ? undefined : index,
        values: values.map((value) => (value === '' ? undefined : value)),
      });
  }
  return { used, left };
}

/** The first row that says who somebody is, with the kind of datum; names are not found. */
export function personalRow(rows: readonly Row[]): { row: number; kind: string } | undefined {
  for (const [row, { values, text }] of rows.entries()) {
    const [found] = findPersonalData(
      [...Object.values(values).filter((value) => typeof value === 'string'), text ?? ''].join('\n'),
    );
    if (found !== undefined) return { row, kind: found.kind };
  }
  return undefined;
}
