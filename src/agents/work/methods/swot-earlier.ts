import type { FactBook } from '#agents/work/facts';
import { CERTAINTY, MARKET, type RawPoint } from './swot-points.ts';

/** What of a competitive analysis is used. */
interface Compared {
  readonly criteria: readonly { name: string; weight: number }[];
  readonly standings: readonly { criterion: string; verdict: string; text: string }[];
  readonly pairs: readonly { alternative: string; own: number; other: number; text: string }[];
}

/** What of audience research is used. */
interface Researched {
  readonly findings: readonly { text: string; source: string; isFirm: boolean }[];
}

/** Leads are strengths and lags weaknesses, by the weight of the criterion; who is ahead on the whole is a threat. */
export function pointsFromRivals({ criteria, standings, pairs }: Compared, facts: FactBook): RawPoint[] {
  const weightOf = (criterion: string): number =>
    Math.round(criteria.find(({ name }) => name === criterion)?.weight ?? 3);
  const inner = standings.flatMap(({ criterion, verdict, text }, index): RawPoint[] => {
    const id = `work.competitive_analysis.standings.${index}`;
    if ((verdict !== 'leads' && verdict !== 'trails') || !facts.has(id)) return [];
    return [
      {
        ...fromWork(text, id, CERTAINTY.backed),
        quadrant: verdict === 'leads' ? 'strengths' : 'weaknesses',
        short: verdict === 'leads' ? `the lead in ${criterion}` : `the lag in ${criterion}`,
        importance: weightOf(criterion),
      },
    ];
  });
  const outer = pairs.flatMap(({ alternative, own, other, text }, index): RawPoint[] => {
    const id = `work.competitive_analysis.pairs.${index}`;
    if (other <= own || !facts.has(id)) return [];
    return [
      {
        ...fromWork(text, id, CERTAINTY.backed),
        quadrant: 'threats',
        short: `${alternative} is ahead on the whole`,
        importance: 4,
      },
    ];
  });
  return [...inner, ...outer];
}

/** What people say or search is an opportunity to answer; what holds beyond chance is surer. */
export function pointsFromResearch({ findings }: Researched, facts: FactBook): RawPoint[] {
  return findings.flatMap(({ text, source, isFirm }, index): RawPoint[] => {
    const id = `work.audience_research.findings.${index}`;
    if (!facts.has(id)) return [];
    return [
      {
        ...fromWork(`${text} [${source}]`, id, isFirm ? CERTAINTY.backed : CERTAINTY.stated),
        quadrant: 'opportunities',
        short: text.replace(/[.。]$/u, ''),
        importance: isFirm ? 5 : 3,
      },
    ];
  });
}

function fromWork(
  text: string,
  id: string,
  certainty: number,
): Omit<RawPoint, 'quadrant' | 'short' | 'importance'> {
  return { text, basis: 'derived', facts: [id], certainty, about: MARKET };
}
