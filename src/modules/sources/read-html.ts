import { Parser } from 'htmlparser2';
import { sourceError } from './errors.ts';

/** Elements whose text is none of the page's own: programs, styles, ways through the site, forms, former prices. */
const LEFT_OUT = new Set(
  'script style noscript template nav footer svg math iframe object canvas audio video select button textarea del s strike'.split(
    ' ',
  ),
);
/** Elements inside a line; all others begin a new one. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code data dfn em font i ins kbd label mark q samp small span strong sub sup time u var wbr td th'.split(
    ' ',
  ),
);
const CELLS = new Set(['td', 'th']);
/** Elements deeper than this are no page: unclosed ones alone could keep a parser busy for minutes. */
const DEEPEST = 500;
const MOST_CHARACTERS = 200_000;

type Attributes = Readonly<Record<string, string>>;

/** What has been read of a page so far. */
interface Reading {
  readonly place: string;
  readonly lines: string[];
  size: number;
  line: string;
  title: string;
  description: string;
  amount: string;
  currency: string;
  depth: number;
  /** Depth of the outermost element that is left out; 0: none is open. */
  hiddenAt: number;
  isTitle: boolean;
}

/** Title and visible text of an HTML page, a line for each block. Throws `sources.too_deep`. */
export function readHtml(html: string, place: string): { title: string; text: string } {
  const start = { line: '', title: '', description: '', amount: '', currency: '', isTitle: false };
  const page: Reading = { ...start, place, lines: [], size: 0, depth: 0, hiddenAt: 0 };
  const parser = new Parser({
    onopentag: (name, attributes) => open(page, name, attributes),
    onclosetag: (name) => close(page, name),
    ontext: (text) => say(page, text),
  });
  parser.write(html);
  parser.end();
  endLine(page);
  const price = page.amount === '' ? '' : `Price: ${page.amount} ${page.currency}`;
  const head = [page.description, price].map(plain).filter((line) => line !== '');
  return {
    title: plain(page.title),
    text: [...head, ...page.lines].join('\n').slice(0, MOST_CHARACTERS),
  };
}

function open(page: Reading, name: string, attributes: Attributes): void {
  if (++page.depth > DEEPEST) throw sourceError('sources.too_deep', { place: page.place });
  if (name === 'meta') note(page, attributes);
  if (page.hiddenAt > 0) return;
  if (LEFT_OUT.has(name) || isHidden(name, attributes)) page.hiddenAt = page.depth;
  page.isTitle = name === 'title' && page.title === '';
  if (CELLS.has(name)) page.line += ' ';
  else if (!INLINE.has(name)) endLine(page);
}

function close(page: Reading, name: string): void {
  if (page.hiddenAt === page.depth) page.hiddenAt = 0;
  page.depth--;
  if (name === 'title') page.isTitle = false;
  if (page.hiddenAt === 0 && !INLINE.has(name)) endLine(page);
}

function say(page: Reading, text: string): void {
  if (page.hiddenAt > 0 || page.size > MOST_CHARACTERS) return;
  if (page.isTitle) page.title += text;
  else page.line += text;
}

function note(page: Reading, { name = '', property = '', content = '' }: Attributes): void {
  if (name.toLowerCase() === 'description') page.description ||= content;
  if (property === 'product:price:amount') page.amount ||= content;
  if (property === 'product:price:currency') page.currency ||= content;
}

function endLine(page: Reading): void {
  const line = plain(page.line);
  page.line = '';
  if (line === '') return;
  page.lines.push(line);
  page.size += line.length;
}

function isHidden(name: string, attributes: Attributes): boolean {
  const { role, style = '' } = attributes;
  return (
    attributes['hidden'] !== undefined ||
    attributes['aria-hidden'] === 'true' ||
    role === 'navigation' ||
    (name === 'dialog' && attributes['open'] === undefined) ||
    /display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden/i.test(style)
  );
}

function plain(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
