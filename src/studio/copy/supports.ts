import type { Angle, Channel } from '#studio/model';
import { CHANNEL_RULES, measureLength } from './channels.ts';
import type { Candidate } from './headlines.ts';
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
const LAST_RESORT = [
  '{benefit}.',
  '{feature}.',
  '{message}.',
  '{category}: {product}.',
  '{campaign}: {product}.',
];

/** The line under the headline: says another fact than the headline, those used least so far first. */
export function writeSupport(
  candidate: Candidate,
  desk: Desk,
  context: { readonly channel: Channel; readonly uses: Map<string, number> },
): Line | undefined {
  const avoid = new Set(
    candidate.line.facts.filter((fact) => !fact.isName || fact.slot === 'quote').map((f) => f.path),
  );
  const own = desk.pack.angles[candidate.angle].supports ?? [];
  const wordless = [...WORDLESS[candidate.angle], ...LAST_RESORT].map((text) => localise(text, desk));
  const lines = [...own, ...wordless].flatMap((pattern, order) => {
    const line = fillTemplate(pattern, desk, { index: candidate.index, avoid });
    if (
      line === undefined ||
      measureLength(line.text, context.channel) > CHANNEL_RULES[context.channel].support
    )
      return [];
    if (says(candidate.line.text, line.text)) return [];
    return [{ line, order, used: useOf(line, context.uses) }];
  });
  const isRepeat = (line: Line): boolean => line.facts.every((fact) => candidate.line.facts.includes(fact));
  const best = lines
    .filter(({ line }) => !isRepeat(line))
    .toSorted((a, b) => a.used - b.used || a.order - b.order)[0];
  for (const fact of best?.line.facts ?? [])
    context.uses.set(fact.path, (context.uses.get(fact.path) ?? 0) + 1);
  return best?.line;
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
  return bare(headline).includes(bare(support));
}

function useOf(line: Line, uses: ReadonlyMap<string, number>): number {
  return line.facts.filter((fact) => !fact.isName).reduce((sum, fact) => sum + (uses.get(fact.path) ?? 0), 0);
}
