import { shuffled } from '#kernel/random';
import { ANGLES, type Angle, type Channel } from '#studio/model';
import { CHANNEL_RULES, graphemesOf, measureLength } from './channels.ts';
import { bindingsOf, fillTemplate, type Desk, type Line } from './template.ts';

/** One possible headline: an angle's pattern filled with one choice of facts. */
export interface Candidate {
  readonly angle: Angle;
  /** Which of the list facts it starts from; the support and the caption take the same. */
  readonly index: number;
  readonly pattern: string;
  readonly line: Line;
}

export interface HeadlineSet {
  readonly candidates: readonly Candidate[];
  /** How many were left out because the channel's headline is too short for them. */
  readonly tooLong: number;
}

/** Angles that rest on what the product does come before those that rest on its name. */
const ANGLE_TIERS: readonly (readonly Angle[])[] = [
  ['benefit', 'problem', 'proof', 'feature', 'price', 'urgency'],
  ['contrast', 'question', 'occasion', 'values', 'how_to'],
  ['brand_voice'],
];

/** Every headline the facts allow on this channel, each wording once. */
export function listHeadlines(desk: Desk, channel: Channel): HeadlineSet {
  const limit = CHANNEL_RULES[channel].headline;
  const seen = new Set<string>();
  const candidates: Candidate[] = [];
  let tooLong = 0;
  for (const angle of ANGLES) {
    for (const pattern of desk.pack.angles[angle].headlines) {
      for (let index = 0; index < bindingsOf(pattern, desk.book); index++) {
        const line = fillTemplate(pattern, desk, { index });
        const key = line?.text.normalize('NFKC').toLocaleLowerCase(desk.locale) ?? '';
        if (line === undefined || seen.has(key)) continue;
        seen.add(key);
        if (measureLength(line.text, channel) > limit) tooLong++;
        else candidates.push({ angle, index, pattern, line });
      }
    }
  }
  return { candidates, tooLong };
}

export interface Choice {
  readonly desk: Desk;
  readonly count: number;
  readonly random: () => number;
  /** Words the brand likes; a headline that has one goes first among equals. */
  readonly preferred: readonly string[];
}

/** Picks headlines: every angle once before any twice, then unused facts, then unused patterns. */
export function chooseHeadlines(candidates: readonly Candidate[], choice: Choice): Candidate[] {
  const order = ANGLE_TIERS.flatMap((tier) => shuffled(tier, choice.random));
  let rest = shuffled(candidates, choice.random);
  const uses = new Map<string, number>();
  const chosen: Candidate[] = [];
  while (chosen.length < choice.count && rest.length > 0) {
    for (const angle of order) {
      if (chosen.length >= choice.count) break;
      const best = bestOf(
        rest.filter((candidate) => candidate.angle === angle),
        uses,
        choice,
      );
      if (best === undefined) continue;
      rest = rest.filter((candidate) => candidate !== best);
      chosen.push(best);
      for (const key of keysOf(best)) uses.set(key, (uses.get(key) ?? 0) + 1);
    }
  }
  return chosen;
}

function keysOf(candidate: Candidate): string[] {
  return [candidate.pattern, ...carryingFacts(candidate).map((fact) => fact.path)];
}

function carryingFacts(candidate: Candidate): Line['facts'] {
  return candidate.line.facts.filter((fact) => !fact.isName);
}

function bestOf(
  candidates: readonly Candidate[],
  uses: ReadonlyMap<string, number>,
  choice: Choice,
): Candidate | undefined {
  let best: { candidate: Candidate; rank: number[] } | undefined;
  for (const candidate of candidates) {
    const rank = rankOf(candidate, uses, choice);
    if (best === undefined || isBefore(rank, best.rank)) best = { candidate, rank };
  }
  return best?.candidate;
}

/** Smaller is better, the first difference decides. */
function rankOf(candidate: Candidate, uses: ReadonlyMap<string, number>, choice: Choice): number[] {
  const { text, hasSubstance } = candidate.line;
  const lower = text.toLocaleLowerCase(choice.desk.locale);
  const isPreferred = choice.preferred.some((word) => lower.includes(word));
  const factUse = carryingFacts(candidate).reduce((sum, fact) => sum + (uses.get(fact.path) ?? 0), 0);
  return [
    hasSubstance ? 0 : 1,
    distanceFromComfort(text, choice.desk),
    factUse,
    isPreferred ? 0 : 1,
    uses.get(candidate.pattern) ?? 0,
  ];
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at !== -1 && (a[at] ?? 0) < (b[at] ?? 0);
}

/** 0 inside the pack's comfortable length, else by how much it is off, coarsely. */
function distanceFromComfort(text: string, desk: Desk): number {
  const { unit, min, max } = desk.pack.headline;
  const size = unit === 'words' ? text.split(/\s+/u).length : graphemesOf(text).length;
  const off = size < min ? min - size : Math.max(0, size - max);
  return Math.ceil(off / (unit === 'words' ? 2 : 6));
}
