import type { DiversityReport } from './report.ts';

export type GroupFigures = Pick<DiversityReport, 'produced' | 'exactUnique' | 'nearUnique' | 'effective'>;

/** Figures of a campaign over its groups of the master ratio. */
export interface CampaignDiversity {
  readonly produced: number;
  readonly exactUnique: number;
  readonly nearUnique: number;
  /** Sum of the groups' effective numbers. */
  readonly effective: number;
  /** Sum of (D2 - 1) over sum of (n - 1); null where no group has two variants. */
  readonly score: number | null;
}

/** Adds up the groups of a campaign (product x market x locale, one ratio); empty groups add nothing. */
export function combineDiversity(groups: readonly GroupFigures[]): CampaignDiversity {
  const filled = groups.filter((group) => group.produced > 0);
  const sum = (of: (group: GroupFigures) => number): number =>
    filled.reduce((total, group) => total + of(group), 0);
  const possible = sum((group) => group.produced - 1);
  const gained = sum((group) => group.effective - 1);
  return {
    produced: sum((group) => group.produced),
    exactUnique: sum((group) => group.exactUnique),
    nearUnique: sum((group) => group.nearUnique),
    effective: sum((group) => group.effective),
    score: possible === 0 ? null : Math.min(1, Math.max(0, gained / possible)),
  };
}
