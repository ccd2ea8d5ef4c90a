import type { Angle, Channel } from '#studio/model';
import { CHANNEL_RULES, measureLength } from './channels.ts';
import type { Candidate } from './headlines.ts';
import type { Slot } from './language-pack.ts';
import { fillTemplate, type Desk, type Line } from './template.ts';

/**
 * Supports that need no words of the writer's own, in the order to be tried. `. ` and `: ` stand for
 * the language's own stop and colon.
 */
const WORDLESS: Readonly<Record<Angle, readonly string[]>> = {
  benefit: ['{feature}.', '{proof}.', '{product}: {category}.'],
  problem: ['{product}: {benefit}.', '{benefit}.', '{product}: {category}.'],
  proof: ['{product}: {benefit}.', '{benefit}.', '{feature}.'],
  feature: ['{benefit}.', '{product}: {category}.'],
  contrast: ['{product}: {feature}.', '{feature}.', '{product}: {category}.'],
  question: ['{benefit}.', '{feature}.'],
  how_to: ['{benefit}. {feature}.', '{feature}. {feature2}.', '{benefit}. {benefit2}.'],
  occasion: ['{message}.', '{product}: {benefit}.', '{benefit}.'],
  urgency: ['{benefit}.', '{message}.'],
  values: ['{product}: {benefit}.', '{product}: {category}.'],
  price: ['{benefit}.', '{feature}.'],
  brand_voice: ['{product}: {benefit}.', '{product}: {category}.'],
};
/** A support that was used before may step back so many places, no more: fitting the angle counts first. */
const MOST_WEAR = 4;
const LAST_RESORT = [
  '{benefit}.',
  '{feature}.',
  '{message}.',
  '{category}: {product}.',
  '{campaign}: {product}.',
];

/** The line under the headline: says another fact than the headline; the closest one to the angle that is not worn yet. */
export function writeSupport(
  candidate: Candidate,
  desk: Desk,
  context: { readonly channel: Channel; readonly uses: Map<string, number> },
): Line | undefined {
  const avoid = new Set(
    candidate.line.facts.filter((fact) => !fact.isName || fact.slot === 'quote').map((f) => f.path),
  );
  const own = ownSupports(candidate, desk);
  const wordless = [...WORDLESS[candidate.angle], ...LAST_RESORT].map((text) => localise(text, desk));
  const lines = [...own, ...wordless].flatMap((pattern, order) => {
    const line = fillTemplate(pattern, desk, { index: candidate.index, avoid, said: candidate.line.facts });
    if (
      line === undefined ||
      measureLength(line.text, context.channel) > CHANNEL_RULES[context.channel].support
    )
      return [];
    if (says(candidate.line.text, line.text)) return [];
    if (sharesLimit(line, candidate.line)) return [];
    const used = (context.uses.get(pattern) ?? 0) + useOf(line, context.uses);
    return [{ line, pattern, cost: order + Math.min(2 * used, MOST_WEAR) }];
  });
  const isRepeat = (line: Line): boolean => line.facts.every((fact) => candidate.line.facts.includes(fact));
  const best = lines.filter(({ line }) => !isRepeat(line)).toSorted((a, b) => a.cost - b.cost)[0];
  if (best === undefined) return undefined;
  const keys = [best.pattern, ...best.line.facts.map((fact) => fact.path)];
  for (const key of keys) context.uses.set(key, (context.uses.get(key) ?? 0) + 1);
  return best.line;
}

/** A sale also says its price, in the words of the price angle. */
function ownSupports({ angle }: Candidate, desk: Desk): readonly string[] {
  const own = desk.pack.angles[angle].supports ?? [];
  return angle === 'urgency' ? [...own, ...desk.pack.angles.price.headlines.slice(0, 1)] : own;
}

/** A wordless pattern with the language's stop, gap and colon. */
export function localise(pattern: string, desk: Desk): string {
  const { stop, gap, colon } = desk.pack.typography;
  return pattern
    .replaceAll(': ', colon)
    .replaceAll('. ', stop + gap)
    .replace(/\.$/u, stop);
}

function says(headline: string, support: string): boolean {
  const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  const [above, below] = [bare(headline), bare(support)];
  return above.includes(below) || below.includes(above);
}

/** "Until 24 December" twice, one under the other, is once too often. */
function sharesLimit(line: Line, headline: Line): boolean {
  const limits = new Set<Slot>(['date', 'start', 'limit']);
  const inHeadline = new Set(headline.facts.map((fact) => fact.slot));
  return line.facts.some((fact) => limits.has(fact.slot) && inHeadline.has(fact.slot));
}

function useOf(line: Line, uses: ReadonlyMap<string, number>): number {
  return line.facts.filter((fact) => !fact.isName).reduce((sum, fact) => sum + (uses.get(fact.path) ?? 0), 0);
}
