import type { Problem } from '#kernel/text-problem';

const RED = '\u001B[31m';
const YELLOW = '\u001B[33m';
const DIM = '\u001B[2m';
const BOLD = '\u001B[1m';
const RESET = '\u001B[0m';

/** A problem as a person reads it in a terminal: `file:line:column`, the line with carets, field and hint. */
export function renderProblem(
  problem: Problem,
  options: { readonly fileName: string; readonly colour?: boolean },
): string {
  const paint = (style: string, text: string): string =>
    options.colour === true ? `${style}${text}${RESET}` : text;
  const tone = problem.severity === 'error' ? RED : YELLOW;
  const place = [options.fileName, problem.line, problem.column]
    .filter((part) => part !== undefined)
    .join(':');
  const lines = [`${paint(BOLD, place)}: ${paint(tone, problem.severity)}: ${problem.message}`];
  if (problem.excerpt !== undefined && problem.line !== undefined) {
    const gutter = String(problem.line);
    lines.push(`  ${paint(DIM, `${gutter} |`)} ${problem.excerpt.text}`);
    lines.push(`  ${paint(DIM, `${' '.repeat(gutter.length)} |`)} ${paint(tone, problem.excerpt.caret)}`);
  }
  if (problem.field !== undefined) lines.push(`  field: ${problem.field}`);
  lines.push(`  hint: ${problem.hint}`);
  return lines.join('\n');
}

/** All problems of a file, errors first, one blank line between them. */
export function renderProblems(
  problems: readonly Problem[],
  options: { readonly fileName: string; readonly colour?: boolean },
): string {
  const rank = (problem: Problem): number => (problem.severity === 'error' ? 0 : 1);
  return problems
    .toSorted((a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0))
    .map((problem) => renderProblem(problem, options))
    .join('\n\n');
}
