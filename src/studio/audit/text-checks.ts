import { minimumSize } from '#studio/layouts/blocks';
import { overlapOf } from '#studio/layouts/scene';
import type { Box, Check } from '#studio/model';
import type { Raster } from '#studio/pictures/picture-shelf';
import { withoutBreaks } from '#studio/type/break-opportunities';
import { round } from './contrast.ts';
import { excessOf, unionOf, type Evidence, type TextEvidence } from './evidence.ts';

/** `overflow.text`: text cut, outside its frame or the canvas, covered, or run into another text. */
export function checkOverflow(evidence: Evidence): readonly Check[] {
  const { scene, texts } = evidence;
  const canvas = { x: 0, y: 0, width: scene.width, height: scene.height };
  const findings: Check[] = [];
  for (const text of texts) {
    const { slot } = text.element;
    const fail = (message: string, measured: number, wanted: number): void => {
      findings.push({
        rule: 'overflow.text',
        verdict: 'fail',
        place: slot,
        box: text.extent,
        message,
        measured,
        wanted,
      });
    };
    const lost = lostCharacters(text);
    if (lost > 0) fail(`${lost} characters of the ${slot} are not drawn.`, lost, 0);
    const outside = Math.max(...text.lines.map((line) => excessOf(line.box, canvas)), 0);
    if (outside > 1) fail(`The ${slot} sticks out of the canvas by ${round(outside)} px.`, round(outside), 0);
    const wide = frameExcess(text);
    if (wide > 2) fail(`The ${slot} is ${round(wide)} px wider than its column.`, round(wide), 0);
    for (const other of texts.slice(texts.indexOf(text) + 1)) {
      const shared = collision(text, other);
      if (shared > 0) {
        fail(`The ${slot} runs into the ${other.element.slot}.`, Math.round(shared), 0);
      }
    }
    const hidden = hiddenLines(evidence, text);
    if (hidden > 0) fail(`${hidden} lines of the ${slot} are covered by something.`, hidden, 0);
  }
  return findings.length > 0
    ? findings
    : [passed('overflow.text', 'Every text is whole and inside its column.')];
}

function lostCharacters(text: TextEvidence): number {
  const drawn = countOf(withoutBreaks(text.lines.map((line) => line.text).join('')));
  const source = countOf(withoutBreaks(text.element.source));
  let lost = 0;
  for (const [character, count] of source) lost += Math.max(0, count - (drawn.get(character) ?? 0));
  return lost;
}

function countOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts;
}

function frameExcess({ element, lines }: TextEvidence): number {
  return Math.max(
    0,
    ...lines.map(
      ({ box }) =>
        Math.max(element.box.x - box.x, box.x + box.width - (element.box.x + element.box.width)) -
        element.size * 0.06,
    ),
  );
}

/** Shared area of two texts, each with its button or tag; a hair of touching line boxes does not count. */
function collision(a: TextEvidence, b: TextEvidence): number {
  let shared = 0;
  for (const one of zonesOf(a)) for (const two of zonesOf(b)) shared += overlapOf(one, two);
  return shared;
}

function zonesOf(text: TextEvidence): readonly Box[] {
  return text.isHeld ? [text.extent] : text.lines.map((line) => shrunk(line.box, text.element.size));
}

function shrunk(box: Box, size: number): Box {
  return { ...box, y: box.y + size * 0.12, height: Math.max(1, box.height - size * 0.24) };
}

/** Rows of text where the render with ink equals the render without: something lies over them. */
function hiddenLines(evidence: Evidence, text: TextEvidence): number {
  const { drawn, ground, scene } = evidence;
  const a = drawn.width / scene.width;
  const b = ground.width / scene.width;
  return rowsOf(text).filter((box) => {
    let [seen, inked] = [0, 0];
    const step = Math.max(2, Math.min(box.height / 12, 5));
    for (let y = box.y; y < box.y + box.height; y += step) {
      for (let x = box.x; x < box.x + box.width; x += step) {
        const one = offsetOf(drawn, x * a, y * a);
        const two = offsetOf(ground, x * b, y * b);
        if (one < 0 || two < 0) continue;
        seen++;
        if (differs(drawn.data, one, ground.data, two)) inked++;
      }
      // Ink that is there is found in the first rows of pixels already.
      if (seen > 60 && inked / seen > 0.05) return false;
    }
    return seen > 20 && inked / seen < 0.015;
  }).length;
}

function differs(a: Uint8Array, at: number, b: Uint8Array, from: number): boolean {
  let sum = 0;
  for (let channel = 0; channel < 3; channel++) {
    sum += Math.abs((a[at + channel] ?? 0) - (b[from + channel] ?? 0));
  }
  return sum > 24;
}

/** Where a pixel's bytes begin, -1 outside. */
function offsetOf(raster: Raster, x: number, y: number): number {
  const px = Math.floor(x);
  const py = Math.floor(y);
  const isInside = px >= 0 && py >= 0 && px < raster.width && py < raster.height;
  return isInside ? (py * raster.width + px) * 4 : -1;
}

/** Boxes of whole rows: a run may be a single mark, and fonts of one row sit at different heights. */
function rowsOf({ lines, element }: TextEvidence): readonly Box[] {
  const rows: { middle: number; boxes: Box[] }[] = [];
  for (const { box, text } of lines) {
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    const middle = box.y + box.height / 2;
    const row = rows.find((entry) => Math.abs(entry.middle - middle) < element.size * 0.6);
    if (row === undefined) rows.push({ middle, boxes: [box] });
    else row.boxes.push(box);
  }
  return rows.flatMap((row) => unionOf(row.boxes) ?? []);
}

/** `safe_area`: texts, buttons and the logo inside what the network leaves free. */
export function checkSafeArea(evidence: Evidence): readonly Check[] {
  const { scene, texts } = evidence;
  const items = [
    ...texts.map((text) => ({ place: text.element.slot as string, box: text.extent })),
    ...scene.elements
      .filter((element) => element.kind === 'picture' && element.role === 'logo')
      .map((element) => ({ place: 'logo', box: element.box })),
  ];
  const findings = items.flatMap(({ place, box }): Check[] => {
    const excess = excessOf(box, scene.safe);
    if (excess <= 1) return [];
    const message = `The ${place} reaches ${round(excess)} px into the part that the network may cover or crop.`;
    return [{ rule: 'safe_area', verdict: 'fail', place, box, measured: round(excess), wanted: 0, message }];
  });
  return findings.length > 0 ? findings : [passed('safe_area', 'Text and logo keep to the safe area.')];
}

/** `text.size`: no text under the smallest size of its slot. */
export function checkTextSize(evidence: Evidence): readonly Check[] {
  const findings = evidence.texts.flatMap(({ element, extent }): Check[] => {
    const wanted = minimumSize(evidence.t, element.slot);
    if (element.size >= wanted - 0.01) return [];
    const message = `The ${element.slot} is set at ${element.size} px; it needs ${wanted} px on this canvas.`;
    return [
      {
        rule: 'text.size',
        verdict: 'fail',
        place: element.slot,
        box: extent,
        measured: element.size,
        wanted,
        message,
      },
    ];
  });
  return findings.length > 0 ? findings : [passed('text.size', 'Every text is large enough to read.')];
}

/** `legal.present`: the legal line is on the picture, whole. */
export function checkLegal(evidence: Evidence): readonly Check[] {
  const { legal } = evidence.spec.copy;
  if (legal === undefined || legal === '') return [];
  const shown = evidence.texts.find((text) => text.element.slot === 'legal');
  const fail = (message: string): readonly Check[] => [
    {
      rule: 'legal.present',
      verdict: 'fail',
      place: 'legal',
      message,
      ...(shown === undefined ? {} : { box: shown.extent }),
    },
  ];
  if (shown === undefined) return fail('The legal line is not on the picture.');
  const canvas = { x: 0, y: 0, width: evidence.scene.width, height: evidence.scene.height };
  const isCut = shown.lines.length === 0 || shown.lines.some((line) => excessOf(line.box, canvas) > 1);
  if (isCut || lostCharacters(shown) > 0) return fail('The legal line is cut.');
  if (hiddenLines(evidence, shown) > 0) return fail('The legal line is covered by something.');
  return [passed('legal.present', 'The legal line is there, whole.')];
}

/** `glyphs.missing` and `glyphs.not_brand_font`: a glyph for every character; a borrowed one is a warning. */
export function checkGlyphs(evidence: Evidence): readonly Check[] {
  const missing = new Map<string, string>();
  const lenders = new Set<string>();
  const slots = new Set<string>();
  for (const { element } of evidence.texts) {
    const found = evidence.coverage(element);
    for (const character of found.missing) missing.set(character, element.slot);
    for (const lender of found.lenders) lenders.add(lender);
    if (found.borrowed.length > 0) slots.add(element.slot);
  }
  const checks: Check[] = [];
  if (missing.size > 0) {
    const list = [...missing.keys()].map((character) => `${character} (${codeOf(character)})`).join(', ');
    const [place = 'headline'] = missing.values();
    const message = `No font here has ${list}: it would show as a box. Send a brand font that has it or write it otherwise.`;
    checks.push({
      rule: 'glyphs.missing',
      verdict: 'fail',
      place,
      measured: missing.size,
      wanted: 0,
      message,
    });
  } else checks.push(passed('glyphs.missing', 'Every character has a glyph.'));
  for (const { wanted, used } of evidence.substitutes) {
    const message = `The font ${wanted} is not installed and came without files: ${used} stands in. Add its files to the kit.`;
    checks.push({ rule: 'glyphs.not_brand_font', verdict: 'warn', message });
  }
  if (lenders.size > 0) {
    const message = `Parts of ${[...slots].join(', ')} are set in ${[...lenders].join(', ')}: the brand's font lacks those characters.`;
    checks.push({
      rule: 'glyphs.not_brand_font',
      verdict: 'warn',
      measured: lenders.size,
      wanted: 0,
      message,
    });
  } else if (evidence.substitutes.length === 0) {
    checks.push(passed('glyphs.not_brand_font', "All text is in the brand's fonts."));
  }
  return checks;
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

export function passed(rule: string, message: string): Check {
  return { rule, verdict: 'pass', message };
}
