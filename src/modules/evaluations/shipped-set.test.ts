import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageOf } from '#kernel/local-text';
import { factsForModel } from '#studio/copy/model-facts';
import { REPOSITORY } from '#test/server-process';
import { requestOf } from './case-request.ts';
import { readSet } from './read-set.ts';

const FILE = join(REPOSITORY, 'examples/evals/copywriting.yaml');
const set = await readSet({ text: readFileSync(FILE, 'utf8'), fileName: FILE });

describe('the evaluation set that ships', () => {
  it('GWY-4 has at least 12 cases in at least 6 languages, over several channels', () => {
    expect(set.cases.length).toBeGreaterThanOrEqual(12);
    expect(new Set(set.cases.map(({ locale }) => languageOf(locale))).size).toBeGreaterThanOrEqual(6);
    expect(new Set(set.cases.map(({ channel }) => channel)).size).toBeGreaterThanOrEqual(5);
  });

  it.each(set.cases.map((given) => [given.name, given] as const))(
    'GWY-4 gives %s facts in its language, and expects what these can carry',
    (_name, given) => {
      const { facts, gaps } = factsForModel(requestOf(given, 'test'));
      expect(gaps).toEqual([]);
      expect(facts.filter(({ isForeign }) => isForeign).length > 0).toBe(given.language !== undefined);
      const known = facts.map(({ text }) => text).join('\n');
      for (const phrase of given.expect.must_mention) expect(known).toContain(phrase);
      for (const phrase of given.expect.must_not_mention)
        expect(known.toLowerCase()).not.toContain(phrase.replace(/\*$/, '').toLowerCase());
      expect(given.expect.min_accepted).toBeLessThanOrEqual(given.count);
    },
  );
});
