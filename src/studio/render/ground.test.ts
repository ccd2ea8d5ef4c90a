import { beforeAll, describe, expect, it } from 'vitest';
import { haldenBrand, type FixtureBrand } from '#studio/fixtures/brands';
import { drawScene } from '#studio/fixtures/pictures';
import { fixtureSpec } from '#studio/fixtures/specs';
import { auditPicture } from '#studio/audit/audit';
import type { Evidence } from '#studio/audit/evidence';
import { NO_ADJUSTMENTS } from '#studio/layouts/kit';
import type { PictureElement, Scene } from '#studio/layouts/scene';
import type { Box, Picture } from '#studio/model';
import { buildScene } from './build-scene.ts';
import { inspectScene } from './compose.ts';
import { createStudioRenderer, inspectMaterials, prepareType } from './studio-renderer.ts';

const renderer = createStudioRenderer();
let brand: FixtureBrand;
let photo: Picture;

beforeAll(async () => {
  brand = await haldenBrand();
  photo = await drawScene('#15211e', '#0c1412');
});

async function inspect(change: (scene: Scene) => Scene): Promise<Evidence> {
  const spec = fixtureSpec({ brand, layout: 'editorial', palette: 0 });
  const type = await prepareType(renderer, spec);
  const materials = await inspectMaterials(renderer.shelf, spec);
  const built = await buildScene({ spec, type, memo: renderer.memo, materials, adjust: NO_ADJUSTMENTS });
  return inspectScene(renderer, { spec, type, materials }, { ...built, scene: change(built.scene) });
}

function boxOfText(scene: Scene, slot: string): Box {
  const found = scene.elements.find((element) => element.kind === 'text' && element.slot === slot);
  if (found === undefined) throw new Error(`there is no ${slot}`);
  return found.box;
}

const picture = (box: Box): PictureElement => ({
  kind: 'picture',
  role: 'product',
  box,
  picture: photo,
  fit: 'cover',
});

/** Red, green and blue in the middle of a box, in the render without ink. */
function groundAt({ ground, scene }: Evidence, box: Box): readonly number[] {
  const scale = ground.width / scene.width;
  const x = Math.floor((box.x + box.width / 2) * scale);
  const y = Math.floor((box.y + box.height / 2) * scale);
  return [...ground.data.subarray((y * ground.width + x) * 4, (y * ground.width + x) * 4 + 3)];
}

describe('CRE-3 the ground that contrast is measured on', () => {
  it('holds the picture that lies under a text: dark ink on a dark photo fails', async () => {
    const evidence = await inspect((scene) => ({
      ...scene,
      elements: [picture(boxOfText(scene, 'support')), ...scene.elements],
    }));
    const failed = auditPicture(evidence).filter((check) => check.verdict === 'fail');
    expect(failed).toContainEqual(expect.objectContaining({ rule: 'contrast.text', place: 'support' }));
  });

  it('holds a picture that covers a text', async () => {
    const evidence = await inspect((scene) => ({
      ...scene,
      elements: [...scene.elements, picture(boxOfText(scene, 'support'))],
    }));
    const covered = auditPicture(evidence).some(
      (check) => check.verdict === 'fail' && /covered/.test(check.message),
    );
    expect(covered).toBe(true);
  });

  it('holds a picture just beside the ink of a text and leaves one out that is far from all', async () => {
    const bare = await inspect((scene) => scene);
    const beside = besideHeadline(bare);
    const both = await inspect((scene) => ({
      ...scene,
      elements: [...scene.elements, picture(beside), picture(CORNER)],
    }));
    expect(groundAt(both, beside)).not.toEqual(groundAt(bare, beside));
    expect(groundAt(both, CORNER)).toEqual(groundAt(bare, CORNER));
    expect(contrastsOf(both)).toEqual(contrastsOf(bare));
  });
});

/** No text of the layout comes here. */
const CORNER: Box = { x: 1010, y: 1010, width: 60, height: 60 };

/** A few pixels to the right of the widest line of the headline. */
function besideHeadline({ texts }: Evidence): Box {
  const lines = texts.find(({ element }) => element.slot === 'headline')?.lines ?? [];
  const right = Math.max(...lines.map(({ box }) => box.x + box.width));
  const y = Math.min(...lines.map(({ box }) => box.y));
  return { x: right + 4, y, width: 40, height: 80 };
}

function contrastsOf(evidence: Evidence): unknown[] {
  return auditPicture(evidence)
    .filter((check) => check.rule === 'contrast.text')
    .map(({ place, measured }) => [place, measured]);
}
