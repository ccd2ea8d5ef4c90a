import { z } from 'zod';
import { derived, number, percent, quote, stated } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import { ageInDays } from './days.ts';
import { countTerms } from './count-terms.ts';
import { themesOf } from './themes.ts';
import { isAhead, wilsonInterval } from './wilson-interval.ts';

const label = z.string().trim().min(2).max(200);
const base = {
  name: label.describe('Who did what, so that somebody can find it again.'),
  date: z
    .string()
    .regex(
      /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/,
      'A date is 2026, 2026-08 or 2026-08-31.',
    ),
  about: z.string().trim().max(300).optional().describe('The question that it answers.'),
};
const text = z.string().trim().min(2).max(2_000);
/** What a person brings: each kind has its own honest reading. */
export const researchSource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('survey'),
    ...base,
    n: z.number().int().min(1).describe('People who answered this question.'),
    answers: z
      .array(z.object({ text: label, count: z.number().int().min(0) }))
      .min(1)
      .max(30),
    sample: label.optional().describe('Who was asked and how: a panel, buyers by mail.'),
  }),
  z.object({
    kind: z.literal('interviews'),
    ...base,
    notes: z
      .array(z.object({ who: z.string().trim().max(200).optional(), text }))
      .min(1)
      .max(60),
  }),
  z.object({
    kind: z.literal('search'),
    ...base,
    market: z.string().max(40).optional(),
    terms: z
      .array(z.object({ term: label, volume: z.number().min(0) }))
      .min(1)
      .max(200),
  }),
  z.object({
    kind: z.literal('reviews'),
    ...base,
    texts: z
      .array(z.object({ text, rating: z.number().min(0).max(5).optional() }))
      .min(1)
      .max(2_000),
  }),
  z.object({
    kind: z.literal('desk'),
    ...base,
    findings: z
      .array(z.object({ text, n: z.number().int().min(1).optional() }))
      .min(1)
      .max(40),
  }),
]);
export type ResearchSource = z.output<typeof researchSource>;

/** One thing that a source says, with how many it rests on. */
export interface SourceFinding extends Statement {
  readonly kind: ResearchSource['kind'];
  readonly source: string;
  readonly date: string;
  readonly ageDays: number;
  /** People, texts or searches; null where the source does not say. */
  readonly n: number | null;
  /** Whether it holds beyond chance, by the method for its kind. */
  readonly isFirm: boolean;
}

const MOST_TERMS = 6;
/** Texts that must share a word before it is told. */
const LEAST_TEXTS = 3;
/** Below so many a share is told, but nothing rests on it. */
export const LEAST_SAMPLE = 30;

/** What a source says, most telling first. */
export function readSource(
  source: ResearchSource,
  { at, today, language }: { at: string; today: string; language: string },
): SourceFinding[] {
  const shared = {
    kind: source.kind,
    source: source.name,
    date: source.date,
    ageDays: ageInDays(source.date, today),
  };
  const tell = (said: Statement, n: number | null, isFirm: boolean): SourceFinding => ({
    ...shared,
    ...said,
    n,
    isFirm,
  });
  switch (source.kind) {
    case 'survey':
      return surveyFindings(source, at).map(({ said, isFirm }) => tell(said, source.n, isFirm));
    case 'interviews':
      return interviewFindings(source, { at, language }).map((said) =>
        tell(said, source.notes.length, false),
      );
    case 'search':
      return searchFindings(source, at).map((said) =>
        tell(
          said,
          source.terms.reduce((sum, { volume }) => sum + volume, 0),
          false,
        ),
      );
    case 'reviews':
      return reviewFindings(source, { at, language }).map(({ said, isFirm }) =>
        tell(said, source.texts.length, isFirm),
      );
    case 'desk':
      return source.findings.map((one, index) =>
        tell(stated(one.text, `${at}.findings.${index}.text`), one.n ?? null, one.n !== undefined),
      );
  }
}

function surveyFindings(
  { answers, n, about }: Extract<ResearchSource, { kind: 'survey' }>,
  at: string,
): { said: Statement; isFirm: boolean }[] {
  const ranked = answers.map((answer, index) => ({ ...answer, index })).toSorted((a, b) => b.count - a.count);
  const isOneEach = answers.reduce((sum, { count }) => sum + count, 0) <= n;
  return ranked.map((answer, place) => {
    const { share, low, high } = wilsonInterval(Math.min(answer.count, n), n);
    const next = ranked[place + 1];
    const [above, below] = next === undefined ? [ranked[place - 1], answer] : [answer, next];
    const isFirm = isOneEach && n >= LEAST_SAMPLE && isAhead(above?.count ?? 0, below.count, n);
    const lead =
      next === undefined
        ? ''
        : !isOneEach
          ? ' Several answers were allowed, so their order is not tested.'
          : isFirm
            ? ` That is ahead of ${quote(next.text)} beyond chance.`
            : ` It cannot be told from ${quote(next.text)} (${number(next.count)}).`;
    const said = derived(
      `${about === undefined || about === '' ? '' : `${about} `}${quote(answer.text)}: ${percent(share)} of ${number(n)} (95 % interval ${percent(low)} to ${percent(high)}).${place === 0 ? lead : ''}`,
      [`${at}.answers.${answer.index}.count`, `${at}.answers.${answer.index}.text`, `${at}.n`],
    );
    return { said, isFirm };
  });
}

function interviewFindings(
  { notes }: Extract<ResearchSource, { kind: 'interviews' }>,
  { at, language }: { at: string; language: string },
): Statement[] {
  const byTheme = new Map<string, number[]>();
  notes.forEach(({ text }, index) => {
    for (const theme of themesOf(text, language)) byTheme.set(theme, [...(byTheme.get(theme) ?? []), index]);
  });
  const themes = [...byTheme].toSorted((a, b) => b[1].length - a[1].length);
  const counted = themes.slice(0, MOST_TERMS).map(([theme, people]) =>
    derived(
      `${theme}: ${people.length} of ${notes.length} ${people.length === 1 ? 'speaks' : 'speak'} of it. ${quote(notes[people[0] ?? 0]?.text.slice(0, 200) ?? '')}`,
      people.map((index) => `${at}.notes.${index}.text`),
    ),
  );
  return counted.length > 0
    ? counted
    : notes.slice(0, MOST_TERMS).map(({ text }, index) => stated(text, `${at}.notes.${index}.text`));
}

function searchFindings(
  { terms, market }: Extract<ResearchSource, { kind: 'search' }>,
  at: string,
): Statement[] {
  const whole = terms.reduce((sum, { volume }) => sum + volume, 0);
  return terms
    .map((term, index) => ({ ...term, index }))
    .toSorted((a, b) => b.volume - a.volume)
    .slice(0, MOST_TERMS)
    .map(({ term, volume, index }) =>
      derived(
        `${quote(term)} is searched ${number(volume)} times${market === undefined || market === '' ? '' : ` (${market})`}, ${percent(whole === 0 ? 0 : volume / whole)} of the ${terms.length} terms that were looked up.`,
        [`${at}.terms.${index}.term`, `${at}.terms.${index}.volume`],
      ),
    );
}

function reviewFindings(
  { texts }: Extract<ResearchSource, { kind: 'reviews' }>,
  { at, language }: { at: string; language: string },
): { said: Statement; isFirm: boolean }[] {
  const rated = texts.flatMap(({ rating }) => rating ?? []);
  const mean = rated.reduce((sum, rating) => sum + rating, 0) / rated.length;
  return countTerms(
    texts.map(({ text }) => text),
    language,
  )
    .filter((found) => found.texts >= LEAST_TEXTS)
    .slice(0, MOST_TERMS)
    .map(({ term, texts: count, at: places }) => {
      const { share, low, high } = wilsonInterval(count, texts.length);
      const own = places.flatMap((place) => texts[place]?.rating ?? []);
      const ownMean = own.reduce((sum, rating) => sum + rating, 0) / own.length;
      const stars =
        own.length < LEAST_TEXTS ? '' : ` Mean rating there ${number(ownMean)}, of all ${number(mean)}.`;
      const said = derived(
        `${quote(term)} stands in ${count} of ${texts.length} (${percent(share)}, 95 % interval ${percent(low)} to ${percent(high)}).${stars} ${quote(texts[places[0] ?? 0]?.text.slice(0, 160) ?? '')}`,
        places.slice(0, 12).map((place) => `${at}.texts.${place}.text`),
      );
      return { said, isFirm: texts.length >= LEAST_SAMPLE && low > 0.05 };
    });
}
