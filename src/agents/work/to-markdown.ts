import type { Block, Branch, Line } from './work-page.ts';
import type { WorkProduct } from './work-product.ts';

/**
 * A work product as Markdown: what it comes to first, then its blocks, then what it is based on, how sure it is, and what
 * to do next.
 */
export function workToMarkdown(title: string, product: WorkProduct, blocks: readonly Block[]): string {
  const { summary, confidence, missing, wouldChange, next, method } = product;
  const list = (heading: string, items: readonly string[]): Block[] =>
    items.length === 0
      ? []
      : [
          { kind: 'heading', text: heading },
          { kind: 'list', items: items.map((text) => ({ text })) },
        ];
  return toMarkdown(title, [
    { kind: 'text', text: summary },
    ...blocks,
    ...list('Next', next),
    ...list(
      'Missing',
      missing.map(({ what, where, gain }) => `${what} Belongs to: ${where}. ${gain}`),
    ),
    ...list('What would change it', wouldChange),
    { kind: 'heading', text: 'How it was made, and how sure it is' },
    { kind: 'text', text: method },
    { kind: 'text', text: `Confidence ${confidence.level}: ${confidence.because}` },
  ]);
}

/** A page of blocks as Markdown (CommonMark with tables). Text of people cannot become markup. */
export function toMarkdown(title: string, blocks: readonly Block[]): string {
  return `${[`# ${escape(title)}`, ...blocks.map(blockToMarkdown)].join('\n\n')}\n`;
}

function blockToMarkdown(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `## ${escape(block.text)}`;
    case 'text':
      return escape(block.text) + sources(block.facts);
    case 'list':
      return block.items
        .map((item, index) => `${block.isOrdered === true ? `${index + 1}.` : '-'} ${lineToMarkdown(item)}`)
        .join('\n');
    case 'table':
      return tableToMarkdown(block.columns, block.rows, block.caption);
    case 'quadrants':
      return block.fields
        .map(({ title, items }) =>
          [`### ${escape(title)}`, items.map((item) => `- ${lineToMarkdown(item)}`).join('\n')].join('\n\n'),
        )
        .join('\n\n');
    case 'map':
      return tableToMarkdown(
        [
          '',
          `${block.x.name} (${block.x.low} to ${block.x.high})`,
          `${block.y.name} (${block.y.low} to ${block.y.high})`,
        ],
        block.points.map(({ name, x, y }) => [name, x.toFixed(2), y.toFixed(2)]),
      );
    case 'tree':
      return branchLines(block.root, 0).join('\n');
    case 'variants':
      return tableToMarkdown(
        ['Variant', 'Says', 'Pictures'],
        block.items.map(({ title, detail, variant, pictures }) => [
          variant?.key ?? 'not in the campaign',
          `${title}\n${detail}`,
          pictures.map(({ ratio, width, height }) => `${ratio} (${width} x ${height})`).join(', '),
        ]),
      );
    case 'change':
      return [
        `### ${escape(block.title)}`,
        '**Before**',
        quoted(block.before),
        '**After**',
        quoted(block.after),
      ].join('\n\n');
  }
}

function lineToMarkdown({ text, facts, isAssumed }: Line): string {
  return escape(text) + (isAssumed === true ? ' *(assumed)*' : '') + sources(facts);
}

function sources(facts: readonly string[] | undefined): string {
  return facts === undefined || facts.length === 0 ? '' : ` (${facts.map((id) => `\`${id}\``).join(', ')})`;
}

function tableToMarkdown(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  caption?: string,
): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => escape(cell).replaceAll('\n', '<br>')).join(' | ')} |`;
  const table = [row(columns), `|${columns.map(() => '---|').join('')}`, ...rows.map(row)].join('\n');
  return caption === undefined ? table : `${escape(caption)}\n\n${table}`;
}

function branchLines({ name, detail, children }: Branch, depth: number): string[] {
  const text = detail === undefined ? escape(name) : `${escape(name)}: ${escape(detail)}`;
  return [`${'  '.repeat(depth)}- ${text}`, ...children.flatMap((child) => branchLines(child, depth + 1))];
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${escape(line)}`)
    .join('\n');
}

function escape(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#]/g, String.raw`\$&`);
}
