import { beforeAll, describe, expect, it } from 'vitest';
import { haldenBrand, type FixtureBrand } from '#studio/fixtures/brands';
import { drawHeadphones, pictureOf } from '#studio/fixtures/pictures';
import { fixtureSpec } from '#studio/fixtures/specs';
import { NO_ADJUSTMENTS } from '#studio/layouts/kit';
import type { Scene, SceneElement, TextElement } from '#studio/layouts/scene';
import type { Check, CreativeSpec } from '#studio/model';
import { buildScene } from '#studio/render/build-scene';
import { inspectScene } from '#studio/render/compose';
import { createStudioRenderer, inspectMaterials, prepareType } from '#studio/render/studio-renderer';
import sharp from 'sharp';
import { auditPicture } from './audit.ts';

const renderer = createStudioRenderer();
let brand: FixtureBrand;

beforeAll(async () => {
  brand = await haldenBrand();
});

/** Builds a sound scene, lets the test break it, and returns what the audit finds. */
async function auditBroken(
  spec: CreativeSpec,
  breakIt: (scene: Scene) => Scene = (scene) => scene,
): Promise<readonly Check[]> {
  const type = await prepareType(renderer, spec);
  const materials = await inspectMaterials(renderer.shelf, spec);
  const built = await buildScene({ spec, type, memo: renderer.memo, materials, adjust: NO_ADJUSTMENTS });
  const evidence = await inspectScene(
    renderer,
    { spec, type, materials },
    { ...built, scene: breakIt(built.scene) },
  );
  return auditPicture(evidence);
}

function failures(checks: readonly Check[]): readonly string[] {
  return [...new Set(checks.filter((check) => check.verdict === 'fail').map((check) => check.rule))];
}

function changeText(slot: string, change: (text: TextElement) => TextElement): (scene: Scene) => Scene {
  return (scene) => ({
    ...scene,
    elements: scene.elements.map((element) =>
      element.kind === 'text' && element.slot === slot ? change(element) : element,
    ),
  });
}

function changeLogo(change: (box: SceneElement['box']) => SceneElement['box']): (scene: Scene) => Scene {
  return (scene) => ({
    ...scene,
    elements: scene.elements.map((element) =>
      element.kind === 'picture' && element.role === 'logo'
        ? { ...element, box: change(element.box) }
        : element,
    ),
  });
}

describe('CRE-3 every rule of the picture audit finds what breaks it', () => {
  const sound = (): CreativeSpec => fixtureSpec({ brand, layout: 'editorial', palette: 0 });

  it('a sound creative has no failure and names every rule it passed', async () => {
    const checks = await auditBroken(sound());
    expect(failures(checks)).toEqual([]);
    const rules = new Set(checks.map((check) => check.rule));
    for (const rule of [
      'contrast.text',
      'overflow.text',
      'safe_area',
      'text.size',
      'logo.present',
      'logo.contrast',
      'palette.share',
      'legal.present',
      'glyphs.missing',
      'glyphs.not_brand_font',
      'picture.resolution',
    ]) {
      expect(rules).toContain(rule);
    }
  });

  it('contrast.text: ink like its ground, measured at the worst twentieth', async () => {
    const checks = await auditBroken(
      sound(),
      changeText('support', (text) => ({ ...text, ink: '#e8e0d4' })),
    );
    expect(failures(checks)).toEqual(['contrast.text']);
    const found = checks.find((check) => check.rule === 'contrast.text' && check.verdict === 'fail');
    expect(found).toMatchObject({ place: 'support', wanted: 4.5 });
    expect(found?.measured).toBeLessThan(1.5);
    expect(found?.box?.width).toBeGreaterThan(100);
  });

  it('contrast.text: a bright patch under one word is not hidden by the mean', async () => {
    const checks = await auditBroken(sound(), (scene) => {
      const headline = scene.elements.find(
        (element) => element.kind === 'text' && element.slot === 'headline',
      );
      if (headline === undefined) throw new Error('there is one');
      const patch = { ...headline.box, width: headline.box.width * 0.16 };
      return { ...scene, elements: [{ kind: 'rect', box: patch, fill: '#0f4c3f' }, ...scene.elements] };
    });
    expect(failures(checks)).toContain('contrast.text');
  });

  it('overflow.text: text wider than its column, off the canvas, and run into another', async () => {
    const wide = await auditBroken(
      sound(),
      changeText('headline', (t) => ({ ...t, text: t.source, isOneLine: true, size: 190 })),
    );
    expect(failures(wide)).toContain('overflow.text');
    const off = await auditBroken(
      sound(),
      changeText('support', (t) => ({ ...t, box: { ...t.box, y: 1060 } })),
    );
    expect(failures(off)).toContain('overflow.text');
    const onto = await auditBroken(
      sound(),
      changeText('support', (t) => ({ ...t, box: { ...t.box, y: 860 } })),
    );
    expect(onto.some((check) => check.verdict === 'fail' && /runs into/.test(check.message))).toBe(true);
  });

  it('overflow.text: lost characters and text under a later shape', async () => {
    const lost = await auditBroken(
      sound(),
      changeText('headline', (t) => ({ ...t, text: t.text.slice(0, -6) })),
    );
    expect(lost.find((check) => check.rule === 'overflow.text' && check.verdict === 'fail')?.measured).toBe(
      6,
    );
    const covered = await auditBroken(sound(), (scene) => {
      const support = scene.elements.find((element) => element.kind === 'text' && element.slot === 'support');
      if (support === undefined) throw new Error('there is one');
      return {
        ...scene,
        elements: [...scene.elements, { kind: 'rect', box: support.box, fill: scene.ground }],
      };
    });
    expect(covered.some((check) => check.verdict === 'fail' && /covered/.test(check.message))).toBe(true);
  });

  it("safe_area: text under what a network draws over the tall screen's foot", async () => {
    const spec = fixtureSpec({ brand, layout: 'editorial', ratio: '9:16', channel: 'instagram' });
    expect(failures(await auditBroken(spec))).toEqual([]);
    const checks = await auditBroken(
      spec,
      changeText('legal', (t) => ({ ...t, box: { ...t.box, y: 1500, width: 200 } })),
    );
    expect(checks.find((check) => check.rule === 'safe_area')).toMatchObject({
      verdict: 'fail',
      place: 'legal',
    });
  });

  it('text.size: type under the smallest size of its slot', async () => {
    const checks = await auditBroken(
      sound(),
      changeText('legal', (t) => ({ ...t, size: 14 })),
    );
    expect(checks.find((check) => check.rule === 'text.size')).toMatchObject({
      verdict: 'fail',
      measured: 14,
      wanted: 20,
    });
  });

  it('logo.present: cut off by the canvas, covered, or left out', async () => {
    const cut = await auditBroken(
      sound(),
      changeLogo((box) => ({ ...box, x: -60 })),
    );
    expect(failures(cut)).toContain('logo.present');
    const covered = await auditBroken(sound(), (scene) => ({
      ...scene,
      elements: [
        ...scene.elements,
        { kind: 'rect', box: { x: 60, y: 60, width: 150, height: 120 }, fill: '#ff6b35' },
      ],
    }));
    expect(failures(covered)).toContain('logo.present');
    const gone = await auditBroken(sound(), (scene) => ({
      ...scene,
      elements: scene.elements.filter((element) => element.kind !== 'picture' || element.role !== 'logo'),
    }));
    expect(failures(gone)).toEqual(['logo.present']);
  });

  it('logo.contrast: the logo on a ground of its own tone', async () => {
    const checks = await auditBroken(sound(), (scene) => ({
      ...scene,
      elements: [
        { kind: 'rect', box: { x: 0, y: 0, width: 700, height: 170 }, fill: '#2a4d45' },
        ...scene.elements,
      ],
    }));
    expect(failures(checks)).toContain('logo.contrast');
  });

  it('palette.share: a ground that is not of the brand', async () => {
    const checks = await auditBroken(sound(), (scene) => ({ ...scene, ground: '#cc99ff' }));
    expect(failures(checks)).toContain('palette.share');
  });

  it('legal.present: the line is missing or cut', async () => {
    const gone = await auditBroken(sound(), (scene) => ({
      ...scene,
      elements: scene.elements.filter((element) => element.kind !== 'text' || element.slot !== 'legal'),
    }));
    expect(failures(gone)).toEqual(['legal.present']);
    const cut = await auditBroken(
      sound(),
      changeText('legal', (t) => ({ ...t, text: t.text.slice(0, 20) })),
    );
    expect(failures(cut)).toContain('legal.present');
  });

  it('picture.resolution: a picture with too few pixels, in two degrees', async () => {
    const small = async (side: number): Promise<Check | undefined> => {
      const full = await drawHeadphones('#2c2f36', '#3a3d45', '#8d939f');
      const picture = await pictureOf(await sharp(full.bytes).resize(side).png().toBuffer());
      const checks = await auditBroken({ ...sound(), products: [{ name: 'AeroBuds', picture }] });
      return checks.find((check) => check.rule === 'picture.resolution');
    };
    expect((await small(1000))?.verdict).toBe('pass');
    expect((await small(400))?.verdict).toBe('warn');
    expect((await small(120))?.verdict).toBe('fail');
  });
});
