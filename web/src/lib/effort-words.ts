import { formatNumber } from './words.ts';

/** Minutes of work: `45 min`, `1 h 30 min`. */
export function effortWords(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${formatNumber(Math.floor(minutes / 60))} h${rest === 0 ? '' : ` ${rest} min`}`;
}
