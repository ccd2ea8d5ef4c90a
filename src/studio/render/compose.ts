import { releaseBytes } from '#kernel/release-bytes';
import type { PreparedType, TreeImageData } from '#platform/fonts/type-renderer';
import type { TreeNode } from '#platform/fonts/tree';
import { auditPicture } from '#studio/audit/audit';
import { textEvidence, type Evidence } from '#studio/audit/evidence';
import { NO_ADJUSTMENTS, type Adjustments, type Materials } from '#studio/layouts/kit';
import type { PictureElement, Scene } from '#studio/layouts/scene';
import type { Check, Composition, CreativeSpec, Repair } from '#studio/model';
import type { Raster } from '#studio/pictures/picture-shelf';
import { scriptRulesFor } from '#studio/type/script-rules';
import { buildScene, type BuiltScene } from './build-scene.ts';
import { emitScene } from './emit.ts';
import { groundOf } from './ground.ts';
import { planRepair } from './repair.ts';
import { inspectMaterials, prepareType, type StudioRenderer } from './studio-renderer.ts';

/** The render without ink, for contrast, needs no more pixels than this share of the width gives. */
const GROUND_SCALE = 0.4;
const MAX_ROUNDS = 6;

/**
 * Draws a spec, audits what is drawn, repairs it by stated steps and audits again. Equal specs give equal pixels.
 * A creative that cannot be mended comes back as `failed` with the findings. Throws for an unknown layout or palette
 * and for fonts or pictures that cannot be read.
 */
export async function composeCreative(renderer: StudioRenderer, spec: CreativeSpec): Promise<Composition> {
  const type = await prepareType(renderer, spec);
  const materials = await inspectMaterials(renderer.shelf, spec);
  const repairs: Repair[] = [];
  let adjust = NO_ADJUSTMENTS;
  for (let round = 1; ; round++) {
    const evidence = await drawOnce(renderer, { spec, type, materials, adjust });
    const checks = auditPicture(evidence);
    const failed = checks.some((check) => check.verdict === 'fail');
    const plan = failed && round < MAX_ROUNDS ? planRepair(evidence, checks, adjust) : undefined;
    releaseBytes(evidence.ground.data);
    if (plan === undefined) return finished(evidence, [...checks, ...evidence.notes], repairs, failed);
    releaseBytes(evidence.drawn.data);
    adjust = plan.adjust;
    repairs.push(...plan.repairs);
  }
}

function finished(
  { drawn }: Evidence,
  checks: readonly Check[],
  repairs: readonly Repair[],
  failed: boolean,
): Composition {
  return {
    width: drawn.width,
    height: drawn.height,
    pixels: drawn.data,
    checks,
    repairs,
    verdict: failed ? 'failed' : repairs.length > 0 ? 'repaired' : 'passed',
  };
}

interface Drawing {
  readonly spec: CreativeSpec;
  readonly type: PreparedType;
  readonly materials: Materials;
  readonly adjust: Adjustments;
}

async function drawOnce(renderer: StudioRenderer, drawing: Drawing): Promise<Inspected> {
  const built = await buildScene({ ...drawing, memo: renderer.memo });
  return inspectScene(renderer, drawing, built);
}

interface Inspected extends Evidence {
  readonly notes: readonly Check[];
}

/** Draws a scene with and without ink, measures it, and gathers what the audit needs. */
export async function inspectScene(
  renderer: StudioRenderer,
  { spec, type, materials }: Omit<Drawing, 'adjust'>,
  built: BuiltScene,
): Promise<Inspected> {
  const { scene, palette, t } = built;
  const { locale } = spec.copy;
  const { fonts } = spec.brand;
  const context = { type, shelf: renderer.shelf, look: spec.brand, locale, rules: scriptRulesFor(locale) };
  const tree = await emitScene(scene, { ...context, scale: spec.scale });
  const draw = (what: Drawable, scale: number): Promise<Raster> =>
    drawAt(type, what, { scene, scale, locale });
  const measureAndDrawGround = async (): Promise<Pick<Evidence, 'texts' | 'ground'>> => {
    const texts = textEvidence(scene, await type.measure(tree.root));
    const ground = groundOf(tree, scene, texts);
    return { texts, ground: await draw(ground, Math.min(spec.scale, GROUND_SCALE)) };
  };
  const [drawn, { texts, ground }, logo] = await Promise.all([
    draw(tree, spec.scale),
    measureAndDrawGround(),
    logoRaster(renderer, scene, spec.scale),
  ]);
  return {
    spec,
    scene,
    palette,
    materials,
    t,
    texts,
    drawn,
    ground,
    logo,
    coverage: (element) => type.coverage(fonts[element.font], element.source),
    substitutes: [fonts.display, fonts.text].flatMap((font) => {
      const used = type.substituteFor(font);
      return used === undefined ? [] : [{ wanted: font.family, used }];
    }),
    notes: built.notes.map((message): Check => ({ rule: 'text.left_out', verdict: 'warn', message })),
  };
}

interface Drawable {
  readonly root: TreeNode;
  readonly images: readonly TreeImageData[];
}

async function drawAt(
  type: PreparedType,
  { root, images }: Drawable,
  at: { scene: Scene; scale: number; locale: string },
): Promise<Raster> {
  const width = Math.round(at.scene.width * at.scale);
  const height = Math.round(at.scene.height * at.scale);
  const data = await type.draw(root, { width, height, pixelRatio: at.scale, images, lang: at.locale });
  return { width, height, data };
}

async function logoRaster(
  renderer: StudioRenderer,
  scene: Scene,
  scale: number,
): Promise<Raster | undefined> {
  const element = scene.elements.find(
    (entry): entry is PictureElement => entry.kind === 'picture' && entry.role === 'logo',
  );
  if (element === undefined) return undefined;
  const { box, picture, fit } = element;
  return renderer.shelf.raster({ picture, fit, width: box.width * scale, height: box.height * scale });
}
