import { counted, lineOf, listed, number } from '#agents/work/say';
import type { Block } from '#agents/work/work-page';
import type { CompetitiveContent, MatrixCell } from './competitive-content.ts';

/** What a comparison comes to, in a few sentences. */
export function competitiveSummary({ own, standings, pairs, gaps, cells }: CompetitiveContent): string {
  const of = (verdict: string): string[] =>
    standings.filter((one) => one.verdict === verdict).map(({ criterion }) => criterion);
  const say = (words: string, found: readonly string[]): string =>
    found.length === 0 ? '' : `${words} ${listed(found.slice(0, 4))}.`;
  const claims = cells.filter(({ isClaim }) => isClaim).length;
  return [
    say(`${own} leads in`, of('leads')),
    say('It trails in', of('trails')),
    say('Level:', of('level')),
    say('Cannot be placed yet:', of('open')),
    ...pairs.slice(0, 3).map(({ text }) => text),
    claims === 0
      ? ''
      : `${counted(claims, 'claim')} of pages and files ${claims === 1 ? 'stands' : 'stand'} in it, judged by nobody.`,
    gaps.length === 0
      ? ''
      : `${counted(gaps.length, 'cell')} of the matrix ${gaps.length === 1 ? 'is' : 'are'} open.`,
  ]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 1_200);
}

/** The comparison as something to read. */
export function competitivePage(content: CompetitiveContent): Block[] {
  const { own, criteria, alternatives, cells, standings, pairs, moves, alsoRead } = content;
  return [
    { kind: 'heading', text: 'What to do' },
    { kind: 'list', isOrdered: true, items: moves.map(lineOf) },
    { kind: 'heading', text: 'Where the brand stands' },
    { kind: 'list', items: [...standings, ...pairs].map(lineOf) },
    {
      kind: 'table',
      caption: 'The evidence',
      columns: [
        'Criterion (weight)',
        ...alternatives.map(
          (one) => `${one.name}${one.name === own ? '' : ` (${one.kind.replace('_', ' ')})`}`,
        ),
      ],
      rows: criteria.map((one) => [
        `${one.name} (${number(one.weight)})`,
        ...alternatives.map((other) =>
          cellWords(cells.filter((cell) => cell.alternative === other.name && cell.criterion === one.name)),
        ),
      ]),
    },
    ...alsoReadBlocks(alsoRead),
  ];
}

function cellWords(found: readonly MatrixCell[]): string {
  if (found.length === 0) return 'not known';
  return found
    .map(({ isClaim, score, text, source, date, isStale }) => {
      const rests = [source, isClaim && date !== null ? `read on ${date}` : date].filter(Boolean).join(', ');
      const judged = isClaim ? '' : score === null ? 'not scored: ' : `${number(score)}/5: `;
      return `${judged}${text} (${rests}${isStale ? ', old' : ''})`;
    })
    .join('\n');
}

function alsoReadBlocks(alsoRead: CompetitiveContent['alsoRead']): Block[] {
  if (alsoRead.length === 0) return [];
  const items = alsoRead.map((one) => ({ ...lineOf(one), text: `${one.text} (${one.source})` }));
  return [
    { kind: 'heading', text: 'Also read, under no criterion' },
    { kind: 'list', items },
  ];
}
