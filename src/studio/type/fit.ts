import type { FontSource, MeasuredRun, PreparedType } from '#platform/fonts/type-renderer';
import type { TreeStyle } from '#platform/fonts/tree';
import { withBreaks } from './break-opportunities.ts';
import type { ScriptRules } from './script-rules.ts';

export interface FitRequest {
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
}

/** The style that measuring and drawing share: they must agree to the last property. */
export function textStyle(input: {
  readonly stack: string;
  readonly size: number;
  readonly weight: number;
  readonly lineHeight: number;
  readonly tracking: number;
  readonly width: number;
  readonly rules: ScriptRules;
  readonly isOneLine: boolean;
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
    ...(input.isOneLine ? { whiteSpace: 'nowrap' } : { textWrap: 'balance' }),
  };
}

/** Finds the largest size at which a text fits its box; hyphens come in only where they gain much size. */
export async function fitText(type: PreparedType, request: FitRequest): Promise<FittedText> {
  const plain = await search(type, request, withBreaks(request.text, request.locale, false));
  const broken = withBreaks(request.text, request.locale, true);
  if (broken === withBreaks(request.text, request.locale, false)) return plain;
  const top = request.sizes[0] ?? 0;
  if (plain.fits && plain.size >= top * 0.8) return plain;
  const hyphenated = await search(type, request, broken);
  const gains = hyphenated.fits && (!plain.fits || plain.size < hyphenated.size * 0.78);
  return gains ? hyphenated : plain;
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
  const style = textStyle({
    stack: type.stackFor(request.font),
    size,
    weight: request.weight,
    lineHeight: request.lineHeight,
    tracking: request.tracking,
    width: request.width,
    rules: request.rules,
    isOneLine: false,
  });
  const measured = await type.measure({ type: 'text', text, lang: request.locale, style });
  const lines = Math.max(1, Math.round(measured.height / (size * request.lineHeight)));
  const width = inkWidth(measured.runs, size);
  const fits =
    lines <= request.maxLines && measured.height <= request.maxHeight + 0.5 && width <= request.width + 0.5;
  return { text, size, width, height: measured.height, lines, fits };
}

/** The widest line, without the space a line may end with. */
function inkWidth(runs: readonly MeasuredRun[], size: number): number {
  const lines: { top: number; from: number; to: number }[] = [];
  for (const run of runs) {
    const text = run.text.replaceAll(/[\s\u200b]+$/g, '');
    if (text === '') continue;
    const middle = run.y + run.height / 2;
    const to = run.x + run.width - (text === run.text ? 0 : size * 0.2);
    const line = lines.find((entry) => Math.abs(entry.top - middle) < size * 0.6);
    if (line === undefined) lines.push({ top: middle, from: run.x, to });
    else {
      line.from = Math.min(line.from, run.x);
      line.to = Math.max(line.to, to);
    }
  }
  return lines.reduce((widest, line) => Math.max(widest, line.to - line.from), 0);
}

/** Sizes from the largest to the smallest in steps of 5 %. */
export function sizeLadder(max: number, min: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = max; size > min * 1.02; size *= 0.95) sizes.push(Math.round(size * 2) / 2);
  return [...sizes, min];
}
