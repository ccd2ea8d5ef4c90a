import type { Problem } from '#kernel/text-problem';
import type { Fault, ProblemWords } from './problem.ts';
import type { SourceText } from './source-text.ts';

const MAX_CELLS = 96;
const LEAD_CELLS = 40;
const TAB_CELLS = 4;
const WINDOW = 400;

/** Line and column (1-based) of an offset. */
export function positionAt(source: SourceText, offset: number): { line: number; column: number } {
  const { lineStarts } = source;
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}

/** A fault of a parser as a problem with line, column and excerpt; a negative start means the file itself. */
export function problemOfFault(source: SourceText, fault: Fault): Problem {
  const words: ProblemWords = {
    severity: 'error',
    rule: fault.rule,
    message: fault.message,
    hint: fault.hint,
  };
  return fault.start < 0 ? words : placeProblem(source, words, fault);
}

/** Adds line, column, excerpt and, where given, the field to a problem. */
export function placeProblem(
  source: SourceText,
  words: ProblemWords,
  span: { readonly start: number; readonly end: number; readonly field?: string },
): Problem {
  const start = Math.min(span.start, source.text.length);
  const { line, column } = positionAt(source, start);
  return {
    ...words,
    ...(span.field === undefined || span.field === '' ? {} : { field: span.field }),
    line,
    column,
    excerpt: cutExcerpt(lineAt(source, line), column - 1, Math.max(1, span.end - start)),
  };
}

function lineAt(source: SourceText, line: number): string {
  const start = source.lineStarts[line - 1] ?? 0;
  const end = source.lineStarts[line] ?? source.text.length + 1;
  return source.text.slice(start, end - 1).replace(/\r$/, '');
}

/**
 * The part of a line around a place, at most 96 terminal cells, and carets under the place. Tabs become
 * four cells, wide characters (CJK, emoji) count two, unprintable ones are shown as a dot.
 */
export function cutExcerpt(line: string, from: number, length: number): { text: string; caret: string } {
  // A document of one line may have 256 KB: only what can be shown is looked at.
  const skipped = Math.max(0, from - WINDOW);
  const cells = splitCells(line.slice(skipped, from + WINDOW), skipped);
  const first = cells.findIndex((cell) => cell.offset + cell.units > from);
  const start = first === -1 ? cells.length : first;
  const isShort = skipped === 0 && cells.reduce((sum, cell) => sum + cell.width, 0) <= MAX_CELLS;
  let begin = isShort ? 0 : start;
  for (let lead = 0; begin > 0; begin--) {
    lead += cells[begin - 1]?.width ?? 0;
    if (lead > LEAD_CELLS) break;
  }
  const isCutLeft = begin > 0 || skipped > 0;
  let text = isCutLeft ? '…' : '';
  let caret = isCutLeft ? ' ' : '';
  let used = isCutLeft ? 1 : 0;
  for (let i = begin; i < cells.length; i++) {
    const cell = cells[i];
    if (cell === undefined) break;
    if (used + cell.width > MAX_CELLS) {
      text += '…';
      break;
    }
    text += cell.shown;
    used += cell.width;
    const isMarked = i >= start && cell.offset < from + length;
    caret += (isMarked ? '^' : ' ').repeat(cell.width);
  }
  const carets = caret.trimEnd();
  return { text: text.trimEnd(), caret: carets.includes('^') ? carets : `${caret}^` };
}

interface Cell {
  readonly offset: number;
  readonly units: number;
  readonly shown: string;
  readonly width: number;
}

const WIDE =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;
const HIDDEN = /^[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]$/u;
const COMBINING = /^\p{M}$/u;

function splitCells(line: string, first: number): Cell[] {
  const cells: Cell[] = [];
  let offset = first;
  for (const character of line) {
    const units = character.length;
    if (character === '\t') cells.push({ offset, units, shown: ' '.repeat(TAB_CELLS), width: TAB_CELLS });
    else if (HIDDEN.test(character)) cells.push({ offset, units, shown: '·', width: 1 });
    else if (COMBINING.test(character)) cells.push({ offset, units, shown: character, width: 0 });
    else cells.push({ offset, units, shown: character, width: WIDE.test(character) ? 2 : 1 });
    offset += units;
  }
  return cells;
}
