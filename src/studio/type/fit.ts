import type { FontSource, MeasuredRun, PreparedType } from '#platform/fonts/type-renderer';
import type { TreeStyle } from '#platform/fonts/tree';
import { createByteLru, type ByteLru } from '#studio/pictures/byte-lru';
import { SOFT_HYPHEN, withBreaks, withClauseBreaks } from './break-opportunities.ts';
import type { ScriptRules } from './script-rules.ts';

/** Measured lines of a text at one size and width, kept because palettes, themes and sizes ask for the same again. */
export type LineMemo = ByteLru<MeasuredLines>;

export interface MeasuredLines {
  readonly height: number;
  readonly width: number;
  readonly rows: readonly string[];
}

/** An empty memo for some thousands of measurements. */
export function createLineMemo(): LineMemo {
  return createByteLru<MeasuredLines>(3_000_000);
}

export interface FitRequest {
  readonly memo: LineMemo;
  readonly text: string;
  readonly locale: string;
  readonly rules: ScriptRules;
  readonly font: FontSource;
  readonly weight: number;
  readonly lineHeight: number;
  /** Em. */
  readonly tracking: number;
  readonly width: number;
  readonly maxHeight: number;
  readonly maxLines: number;
  /** Font sizes in pixels, largest first; the first that fits is taken. */
  readonly sizes: readonly number[];
}

/** A text with the size at which it fits; when none does, the smallest and `fits` false. */
export interface FittedText {
  readonly text: string;
  readonly size: number;
  /** Width of the widest line and height of the block. */
  readonly width: number;
  readonly height: number;
  readonly lines: number;
  readonly fits: boolean;
  /** The text of each line. */
  readonly rows: readonly string[];
  /** Whether a line holds nothing but a word of at most four letters. */
  readonly hasCrumb: boolean;
}

const LINE_STYLES = {
  wrap: { textWrap: 'balance' },
  one: { whiteSpace: 'nowrap' },
  fixed: { whiteSpace: 'pre' },
} as const satisfies Readonly<Record<string, TreeStyle>>;

/** The style that measuring and drawing share: they must agree to the last property. */
export function textStyle(input: {
  readonly stack: string;
  readonly size: number;
  readonly weight: number;
  readonly lineHeight: number;
  readonly tracking: number;
  readonly width: number;
  readonly rules: ScriptRules;
  /** `pre` where the lines are fixed. */
  readonly lines: 'wrap' | 'one' | 'fixed';
}): TreeStyle {
  return {
    width: input.width,
    fontFamily: input.stack,
    fontSize: input.size,
    fontWeight: input.weight,
    lineHeight: input.lineHeight,
    letterSpacing: `${input.tracking}em`,
    direction: input.rules.direction,
    wordBreak: input.rules.keepAll ? 'keep-all' : 'normal',
    ...LINE_STYLES[input.lines],
  };
}

/** Finds the largest size at which a text fits its box; hyphens come in only where they gain size or save a widow. */
export async function fitText(type: PreparedType, request: FitRequest): Promise<FittedText> {
  const unbroken = withBreaks(request.text, request.locale, false);
  const plain = await withoutCrumbs(type, request, await search(type, request, unbroken));
  const clauses = withClauseBreaks(request.text, request.locale);
  if (clauses !== undefined) {
    const calm = await search(type, request, clauses);
    if (calm.fits && calm.size >= plain.size * 0.82) return calm;
  }
  const broken = withBreaks(request.text, request.locale, true);
  if (broken === unbroken) return plain;
  const top = request.sizes[0] ?? 0;
  if (plain.fits && plain.size >= top * 0.8 && !plain.hasCrumb) return plain;
  const soft = await search(type, request, broken);
  if (!soft.fits) return plain;
  const hyphenated = await withDrawnHyphens(type, request, soft);
  const gains =
    hyphenated.fits &&
    (!plain.fits ||
      plain.size < hyphenated.size * 0.78 ||
      (plain.hasCrumb && !hyphenated.hasCrumb && hyphenated.size >= plain.size * 0.92));
  return gains ? hyphenated : plain;
}

/** A line with one short word looks like a slip: up to a sixth of the size is given for a better break. */
async function withoutCrumbs(
  type: PreparedType,
  request: FitRequest,
  found: FittedText,
): Promise<FittedText> {
  if (!found.fits || !found.hasCrumb) return found;
  const smaller = request.sizes.filter((size) => size < found.size && size >= found.size * 0.83);
  for (const size of smaller) {
    const tried = await measureAt(type, request, found.text, size);
    if (tried.fits && !tried.hasCrumb) return tried;
  }
  return found;
}

/** The renderer breaks at soft hyphens but draws none: the chosen lines are fixed and get real ones. */
async function withDrawnHyphens(
  type: PreparedType,
  request: FitRequest,
  soft: FittedText,
): Promise<FittedText> {
  const text = soft.rows
    .map((row) => row.trimEnd())
    .map((row) => (row.endsWith(SOFT_HYPHEN) ? `${row.slice(0, -1)}-` : row))
    .join('\n')
    .replaceAll(SOFT_HYPHEN, '');
  const sizes = request.sizes.filter((size) => size <= soft.size);
  return search(type, { ...request, sizes }, text);
}

async function search(type: PreparedType, request: FitRequest, text: string): Promise<FittedText> {
  const { sizes } = request;
  let low = 0;
  let high = sizes.length - 1;
  let best: FittedText | undefined;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const tried = await measureAt(type, request, text, sizes[middle] ?? 1);
    if (tried.fits) {
      best = tried;
      high = middle - 1;
    } else low = middle + 1;
  }
  return best ?? measureAt(type, request, text, sizes.at(-1) ?? 1);
}

async function measureAt(
  type: PreparedType,
  request: FitRequest,
  text: string,
  size: number,
): Promise<FittedText> {
  const measured = await linesAt(type, request, text, size);
  const { height, width, rows } = measured;
  const lines = Math.max(1, Math.round(height / (size * request.lineHeight)));
  const fits = lines <= request.maxLines && height <= request.maxHeight + 0.5 && width <= request.width + 0.5;
  const crumb = request.rules.hasCase ? 4 : 3;
  const hasCrumb = rows.length > 1 && rows.some((row) => visibleLength(row) <= crumb);
  return { text, size, width, height, lines, fits, rows, hasCrumb };
}

async function linesAt(
  type: PreparedType,
  request: FitRequest,
  text: string,
  size: number,
): Promise<MeasuredLines> {
  const { memo, weight, lineHeight, tracking, width, rules, locale } = request;
  const stack = type.stackFor(request.font);
  const key = [stack, size, weight, lineHeight, tracking, width, locale, text].join('|');
  const known = memo.get(key);
  if (known !== undefined) return known;
  const lines = text.includes('\n') ? 'fixed' : 'wrap';
  const style = textStyle({ stack, size, weight, lineHeight, tracking, width, rules, lines });
  const measured = await type.measure({ type: 'text', text, lang: locale, style });
  const rows = rowsOf(measured.runs, size);
  const found = {
    height: measured.height,
    width: rows.reduce((widest, row) => Math.max(widest, row.to - row.from), 0),
    rows: rows.map((row) => row.text),
  };
  memo.set(key, found, 200 + 2 * (key.length + text.length));
  return found;
}

function visibleLength(row: string): number {
  return row.replaceAll(/[\s\u200b\p{P}\p{M}]/gu, '').length;
}

interface Row {
  readonly middle: number;
  text: string;
  from: number;
  to: number;
}

/** The runs gathered into lines, each without the width of a space it may end with. */
function rowsOf(runs: readonly MeasuredRun[], size: number): readonly Row[] {
  const rows: Row[] = [];
  for (const run of runs) {
    const middle = run.y + run.height / 2;
    let row = rows.find((entry) => Math.abs(entry.middle - middle) < size * 0.6);
    if (row === undefined) {
      row = { middle, text: '', from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
      rows.push(row);
    }
    row.text += run.text;
    const seen = run.text.replaceAll(/[\s\u200b]+$/g, '');
    if (seen === '') continue;
    row.from = Math.min(row.from, run.x);
    row.to = Math.max(row.to, run.x + run.width - (seen === run.text ? 0 : size * 0.2));
  }
  return rows.filter((row) => row.to > row.from);
}

/** Sizes from the largest to the smallest in steps of 5 %. */
export function sizeLadder(max: number, min: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = max; size > min * 1.02; size *= 0.95) sizes.push(Math.round(size * 2) / 2);
  return [...sizes, min];
}
