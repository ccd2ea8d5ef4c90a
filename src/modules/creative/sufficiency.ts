import type { Cell } from './contract.ts';

/** What a cell lacks, in a sentence for a person (CRE-7). */
export interface Shortfall {
  readonly productKey: string;
  readonly locale: string;
  readonly channel: string;
  readonly kind: 'count' | 'variety' | 'failed' | 'language';
  readonly have: number;
  readonly want: number;
  readonly message: string;
}

export interface SufficiencyLimits {
  /** Fewest variants a cell may have; a smaller target of the brief lowers it. */
  readonly minVariants: number;
  /** Least effective variants as a share of the target. */
  readonly minDiversity: number;
}

/** Every way in which the cells of a campaign fall short. Empty: the campaign is complete. */
export function findShortfalls(cells: readonly Cell[], limits: SufficiencyLimits): Shortfall[] {
  return cells.flatMap((cell) => shortfallsOf(cell, limits));
}

function shortfallsOf(cell: Cell, limits: SufficiencyLimits): Shortfall[] {
  const place = { productKey: cell.productKey, locale: cell.locale, channel: cell.channel };
  const where = `${cell.productKey} / ${cell.locale} / ${cell.channel}`;
  if (cell.state === 'failed') {
    const message = `${where}: could not be made (${cell.error ?? 'no reason on record'}).`;
    return [{ ...place, kind: 'failed', have: 0, want: cell.target, message }];
  }
  const found: Shortfall[] = [];
  if (cell.nearUnique < cell.target) {
    const message = `${where}: ${cell.nearUnique} of ${cell.target} variants that differ. ${whyFew(cell)}`;
    found.push({ ...place, kind: 'count', have: cell.nearUnique, want: cell.target, message });
  }
  const least = limits.minDiversity * cell.target;
  if (cell.effective !== null && cell.accepted > 1 && cell.effective < least) {
    const lacking = lackingOf(cell) ?? 'Add facts or pictures.';
    const message = `${where}: ${cell.effective.toFixed(1)} effective variants, at least ${least.toFixed(1)} are wanted. ${lacking}`;
    found.push({ ...place, kind: 'variety', have: cell.effective, want: least, message });
  }
  const language = cell.gaps.find((gap) => gap.kind === 'language_unsupported');
  if (language !== undefined) {
    found.push({ ...place, kind: 'language', have: 0, want: 1, message: `${where}: ${language.message}` });
  }
  return found;
}

/** The most frequent reason of refusal, then what is missing. */
function whyFew(cell: Cell): string {
  const reasons = cell.rejected.map((found) => found.reason);
  const counts = Map.groupBy(reasons, (reason) => reason);
  const [most] = [...counts.values()].toSorted((a, b) => b.length - a.length);
  const refused = most?.[0] === undefined ? [] : [`Most candidates were refused: ${most[0]}`];
  const gaps = cell.gaps.filter((gap) => gap.kind !== 'language_unsupported').map((gap) => gap.message);
  const why = [...refused, ...gaps].slice(0, 3);
  return why.length > 0 ? why.join(' ') : 'The brief carries no more different thoughts: add facts.';
}

/** What would make the variants of a cell differ more, in the words of the diversity report. */
export function lackingOf(cell: Pick<Cell, 'diversity'>): string | undefined {
  const lacking = cell.diversity?.['lacking'];
  const sentence =
    typeof lacking === 'object' && lacking !== null && 'sentence' in lacking ? lacking.sentence : undefined;
  return typeof sentence === 'string' ? sentence : undefined;
}
