import { describe, expect, it } from 'vitest';
import { renderProblems } from '#platform/structured-text/render-problem';
import { checkBrief } from './check-brief.ts';
import { parseBrief } from './parse-brief.ts';

async function say(text: string, languages: readonly string[]): Promise<string[]> {
  const brief = await parseBrief({ text, fileName: 'a.yaml' });
  if (!brief.ok) throw new Error(renderProblems(brief.problems, { fileName: 'a.yaml' }));
  const problems = checkBrief(brief, { languages: new Set(languages) });
  return renderProblems(problems, { fileName: 'a.yaml' }).split('\n');
}

describe('a brief and the languages of the house', () => {
  it('BRF-5: a locale the writer does not speak is a warning at its place', async () => {
    expect(await say('products: [W]\nlocales: [de-DE, de_DE, fi-FI]\n', ['en', 'de'])).toEqual([
      "a.yaml:2:25: warning: The offline writer does not speak Finnish (fi-FI); only the brief's own words are used.",
      '  2 | locales: [de-DE, de_DE, fi-FI]',
      '    |                         ^^^^^',
      '  field: locales[2]',
      '  hint: Known languages: de, en.',
    ]);
  });

  it('BRF-5: known languages are passed in silence', async () => {
    expect(await say('products: [W]\nlocales: [de-AT, en]\n', ['en', 'de'])).toEqual(['']);
  });
});
