import { contrastOfLuminance, luminanceOf, rgbOf } from '#studio/colour/colour';
import type { Check, Hex } from '#studio/model';
import type { Evidence, TextEvidence } from './evidence.ts';

/** Relative luminances under a text, sampled from the render without ink. */
export function groundSamples({ ground, scene }: Evidence, text: TextEvidence): Float64Array {
  const scale = ground.width / scene.width;
  const areas = text.lines.map(({ box }) => ({
    step: Math.max(1, Math.round(Math.min(box.height, 60) * scale * 0.12)),
    fromX: Math.max(0, Math.floor(box.x * scale)),
    fromY: Math.max(0, Math.floor(box.y * scale)),
    toX: Math.min(ground.width, Math.ceil((box.x + box.width) * scale)),
    toY: Math.min(ground.height, Math.ceil((box.y + box.height) * scale)),
  }));
  const steps = (from: number, to: number, step: number): number =>
    Math.max(0, Math.ceil((to - from) / step));
  const samples = new Float64Array(
    areas.reduce((sum, a) => sum + steps(a.fromX, a.toX, a.step) * steps(a.fromY, a.toY, a.step), 0),
  );
  let count = 0;
  for (const { step, fromX, fromY, toX, toY } of areas) {
    for (let y = fromY; y < toY; y += step) {
      for (let x = fromX; x < toX; x += step) {
        const at = (y * ground.width + x) * 4;
        samples[count++] = luminanceOf(
          ground.data[at] ?? 0,
          ground.data[at + 1] ?? 0,
          ground.data[at + 2] ?? 0,
        );
      }
    }
  }
  return samples;
}

/** WCAG contrast at the 5th percentile: a mean would hide a bright patch under one word. */
export function contrastOver(samples: ArrayLike<number>, ink: Hex): number {
  if (samples.length === 0) return 21;
  const [r, g, b] = rgbOf(ink);
  const own = luminanceOf(r, g, b);
  const ratios = new Float64Array(samples.length);
  for (let i = 0; i < samples.length; i++) ratios[i] = contrastOfLuminance(own, samples[i] ?? 0);
  ratios.sort();
  return ratios[Math.floor(ratios.length * 0.05)] ?? 21;
}

/** 3 for large text, else 4.5 (WCAG 2.2, 1.4.3); a 1080 px canvas is shown at about half size. */
export function wantedContrast(text: TextEvidence, t: number): number {
  const { size, weight } = text.element;
  const large = weight >= 600 ? 37 * t : 48 * t;
  return size >= large ? 3 : 4.5;
}

/** `contrast.text`: WCAG contrast of every text with what is drawn under it: 4.5, or 3 for large text. */
export function checkContrast(evidence: Evidence): readonly Check[] {
  return evidence.texts.map((text): Check => {
    const measured = contrastOver(groundSamples(evidence, text), text.element.ink);
    const wanted = wantedContrast(text, evidence.t);
    const isEnough = measured >= wanted;
    const place = text.element.slot;
    return {
      rule: 'contrast.text',
      verdict: isEnough ? 'pass' : 'fail',
      place,
      box: text.extent,
      measured: round(measured),
      wanted,
      message: isEnough
        ? `The ${place} reads at ${round(measured)} to 1.`
        : `The ${place} reads at ${round(measured)} to 1 on its ground; it needs ${wanted} to 1.`,
    };
  });
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
