/** More than so many comparisons are not made: the differing middle is shown as replaced. */
const MOST_COMPARISONS = 4_000_000;
const CONTEXT = 3;

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** What differs between two texts, line by line, as `diff -u` shows it; empty when nothing does. */
export function diffLines(before: string, after: string): string {
  const lines = compare(before.split('\n'), after.split('\n'));
  return hunksOf(lines)
    .map(([from, to]) => {
      const shown = lines.slice(from, to).map(({ mark, text }) => mark + text);
      return [rangeOf(lines, from, to), ...shown].join('\n');
    })
    .join('\n');
}

function compare(before: readonly string[], after: readonly string[]): Line[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const same = (text: string): Line => ({ mark: ' ', text });
  return [
    ...before.slice(0, head).map(same),
    ...compareMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ];
}

/** By the longest common subsequence (Hunt and McIlroy 1976), lines that go before lines that come. */
function compareMiddle(before: readonly string[], after: readonly string[]): Line[] {
  const lengths = before.length * after.length > MOST_COMPARISONS ? undefined : commonLengths(before, after);
  const at = (i: number, j: number): number => lengths?.[i]?.[j] ?? 0;
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, young] = [before[i], after[j]];
    if (lengths !== undefined && old !== undefined && old === young) {
      lines.push({ mark: ' ', text: old });
      i++;
      j++;
    } else if (old !== undefined && (young === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: '-', text: old });
      i++;
    } else if (young !== undefined) {
      lines.push({ mark: '+', text: young });
      j++;
    }
  }
  return lines;
}

/** Length of the longest common subsequence of the rests from i and j on. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const [here, below] = [lengths[i], lengths[i + 1]];
      if (here === undefined || below === undefined) continue;
      here[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, here[j + 1] ?? 0);
    }
  }
  return lengths;
}

/** Parts of the lines that are shown: changes with three lines around them, those that touch as one. */
function hunksOf(lines: readonly Line[]): [from: number, to: number][] {
  const hunks: [number, number][] = [];
  for (const [index, { mark }] of lines.entries()) {
    if (mark === ' ') continue;
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(lines.length, index + CONTEXT + 1);
    const last = hunks.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  return hunks;
}

function rangeOf(lines: readonly Line[], from: number, to: number): string {
  const count = (part: readonly Line[], other: '+' | '-'): number =>
    part.filter(({ mark }) => mark !== other).length;
  const range = (sign: '-' | '+'): string => {
    const other = sign === '-' ? '+' : '-';
    const [start, length] = [count(lines.slice(0, from), other), count(lines.slice(from, to), other)];
    return `${sign}${length === 0 ? start : start + 1},${length}`;
  };
  return `@@ ${range('-')} ${range('+')} @@`;
}
