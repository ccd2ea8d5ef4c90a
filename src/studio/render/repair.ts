import { contrastOver, groundSamples, wantedContrast } from '#studio/audit/contrast';
import type { Evidence } from '#studio/audit/evidence';
import { contrastOf } from '#studio/colour/colour';
import { inkOn } from '#studio/colour/palettes';
import type { Adjustments } from '#studio/layouts/kit';
import type { TextSlot } from '#studio/layouts/scene';
import type { Check, Hex, Repair } from '#studio/model';

const MAX_STEPS_DOWN = 3;

export interface RepairPlan {
  readonly adjust: Adjustments;
  readonly repairs: readonly Repair[];
}

/**
 * One step for every finding that a step can mend: another ink of the palette, then a plate behind the text, then type
 * down by 10 %, three times at most. Undefined when nothing is left to try.
 */
export function planRepair(
  evidence: Evidence,
  checks: readonly Check[],
  adjust: Adjustments,
): RepairPlan | undefined {
  const inks = new Map(adjust.inks);
  const plates = new Map(adjust.plates);
  const steps = new Map(adjust.steps);
  const repairs: Repair[] = [];
  const stepped = new Set<TextSlot>();
  for (const check of checks) {
    if (check.verdict !== 'fail') continue;
    if (check.rule === 'contrast.text') {
      const repair = mendContrast(evidence, check.place as TextSlot, inks, plates);
      if (repair !== undefined) repairs.push(repair);
    } else if (check.rule === 'logo.contrast' && !plates.has('logo')) {
      const colour = logoPlate(evidence);
      plates.set('logo', colour);
      repairs.push({ rule: check.rule, step: `logo: plate ${colour}` });
    } else if (check.rule === 'overflow.text' || check.rule === 'safe_area') {
      for (const slot of slotsToShrink(evidence, check)) {
        const taken = steps.get(slot) ?? 0;
        if (taken >= MAX_STEPS_DOWN || stepped.has(slot)) continue;
        steps.set(slot, taken + 1);
        stepped.add(slot);
        const size = evidence.texts.find((text) => text.element.slot === slot)?.element.size ?? 0;
        repairs.push({ rule: check.rule, step: `${slot}: ${size} px, step ${taken + 1} down` });
      }
    }
  }
  return repairs.length === 0 ? undefined : { adjust: { inks, plates, steps }, repairs };
}

function mendContrast(
  evidence: Evidence,
  slot: TextSlot,
  inks: Map<TextSlot, Hex>,
  plates: Map<TextSlot | 'logo', Hex>,
): Repair | undefined {
  const text = evidence.texts.find((entry) => entry.element.slot === slot);
  if (text === undefined || plates.has(slot)) return undefined;
  const { palette } = evidence;
  const before = text.element.ink;
  if (!inks.has(slot)) {
    const samples = groundSamples(evidence, text);
    const wanted = wantedContrast(text, evidence.t);
    const better = [palette.dark, palette.light, palette.primary, palette.accent]
      .map((ink) => ({ ink, ratio: contrastOver(samples, ink) }))
      .toSorted((a, b) => b.ratio - a.ratio)[0];
    if (better !== undefined && better.ratio >= wanted) {
      inks.set(slot, better.ink);
      return { rule: 'contrast.text', step: `${slot} ink: ${before} -> ${better.ink}` };
    }
  }
  const plate = [palette.ground, palette.light, palette.dark].find(
    (colour) => contrastOf(inkOn(palette, colour), colour) >= 7,
  );
  if (plate === undefined) return undefined;
  inks.set(slot, inkOn(palette, plate));
  plates.set(slot, plate);
  return { rule: 'contrast.text', step: `${slot}: plate ${plate} behind it` };
}

function logoPlate({ palette, materials }: Evidence): Hex {
  const tone = materials.logos[0]?.shape.tone ?? palette.dark;
  return contrastOf(tone, palette.light) >= contrastOf(tone, palette.dark) ? palette.light : palette.dark;
}

/** The text itself, and the headline or quote above it, which usually takes the room. */
function slotsToShrink(evidence: Evidence, check: Check): readonly TextSlot[] {
  const lead = evidence.texts.find(({ element }) => element.slot === 'headline' || element.slot === 'quote');
  const own = check.place as TextSlot | 'logo' | undefined;
  const slots = [lead?.element.slot, own === 'logo' ? undefined : own];
  return [...new Set(slots.filter((slot) => slot !== undefined))];
}
