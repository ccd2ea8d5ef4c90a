import type { RefusedCopy } from '#agents/copywriter/write-copies';
import { matcherFor } from '#studio/copy/word-matching';
import type { Copy } from '#studio/model';
import { type ScoreName, SCORES, type Scores } from './contract.ts';
import type { Expectations } from './set-document.ts';

/** What a case came to, as the rules see it. */
export interface Written {
  readonly copies: readonly Copy[];
  readonly refused: readonly Pick<RefusedCopy, 'rules'>[];
  /** Answers that had the form at once, and those that had not. */
  readonly answers: { readonly ok: number; readonly invalid: number };
}

/** The score that a rule of the checks belongs to, by the first part of its name. */
const SCORE_OF: Readonly<Record<string, ScoreName>> = {
  facts: 'facts',
  words: 'words',
  legal: 'words',
  length: 'length',
  hashtags: 'length',
  language: 'language',
  headline: 'headlines',
  angle: 'schema',
};

/**
 * Scores one case without asking anybody. `schema` is the share of answers that had the form; facts, words, length,
 * language and headlines are the share of texts that broke no rule of that kind; `expectations` is the mean of what
 * the case expects. `unmet` says in words which of these did not hold.
 */
export function scoreCase(written: Written, expected: Expectations): { scores: Scores; unmet: string[] } {
  const { copies, refused, answers } = written;
  const given = answers.ok + answers.invalid;
  const total = copies.length + refused.length;
  const share = (score: ScoreName): number | null =>
    total === 0
      ? null
      : 1 - refused.filter(({ rules }) => rules.some((rule) => belongs(rule, score))).length / total;
  const met = given === 0 ? [] : expect(copies, expected);
  return {
    scores: {
      schema: given === 0 ? null : answers.ok / given,
      facts: share('facts'),
      words: share('words'),
      length: share('length'),
      language: share('language'),
      headlines: share('headlines'),
      expectations: meanOf(met.map(({ score }) => score)),
    },
    unmet: met.filter(({ score }) => score < 1).map(({ words }) => words),
  };
}

/** The mean of each score over the cases in which it was measured, and the mean of these. */
export function averageScores(cases: readonly Scores[]): { scores: Scores; total: number | null } {
  const scores = Object.fromEntries(
    SCORES.map((name) => [name, meanOf(cases.flatMap((found) => found[name] ?? []))]),
  ) as Scores;
  return { scores, total: meanOf(SCORES.flatMap((name) => scores[name] ?? [])) };
}

function belongs(rule: string, score: ScoreName): boolean {
  return (SCORE_OF[rule.split('.')[0] ?? ''] ?? 'words') === score;
}

function expect(
  copies: readonly Copy[],
  expected: Expectations,
): { readonly score: number; readonly words: string }[] {
  const least = expected.min_accepted;
  const phrases = [...expected.must_mention, ...expected.must_not_mention];
  const said = new Set(copies.flatMap((copy) => matcherFor(phrases, copy.locale).find(allOf(copy))));
  return [
    ...(least === 0
      ? []
      : [
          {
            score: Math.min(1, copies.length / least),
            words: `${copies.length} of at least ${least} texts passed every check`,
          },
        ]),
    ...expected.must_mention.map((phrase) => ({
      score: said.has(phrase) ? 1 : 0,
      words: `no text says "${phrase}"`,
    })),
    ...expected.must_not_mention.map((phrase) => ({
      score: said.has(phrase) ? 0 : 1,
      words: `a text says "${phrase}"`,
    })),
  ];
}

function allOf({ headline, support, cta, body, altText }: Copy): string {
  return [headline, support ?? '', cta, body, altText].join('\n');
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
