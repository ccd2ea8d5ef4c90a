import { mapBounded } from '#kernel/map-bounded';
import { releaseBytes } from '#kernel/release-bytes';
import { encodeFeatures, type Features } from '#studio/diversity/features';
import { type Candidate as DiversityCandidate, selectDiverse } from '#studio/diversity/select';
import type { Ratio } from '#studio/model';
import { composeCreative, encodeJpeg } from '#studio/render/index';
import type {
  CellRequest,
  MadeRendition,
  MadeVariant,
  PresentVariant,
  Rejection,
  Studio,
} from './cell-request.ts';
import { HERO_LAYOUT, labelOf, originChecks, rejectionOf, specOf, wordChecks } from './creative-spec.ts';
import { toItem } from './diversity-item.ts';
import type { CandidatePlan } from './plan-candidates.ts';

/** A candidate that passed as a proof. */
export interface Proof {
  /** Place in the order of candidates. */
  readonly id: string;
  readonly plan: CandidatePlan;
  readonly features: Features;
  readonly sha256: string;
}

/** The most diverse set of the proofs that pass, at full size; what fails there makes room for the next. */
export async function finishBest(
  studio: Studio,
  request: CellRequest,
  input: { proofs: readonly Proof[]; missing: number; rejected: Rejection[] },
): Promise<MadeVariant[]> {
  const variants: MadeVariant[] = [];
  let pool = [...input.proofs];
  // A scene that was painted for the product is shown in one variant at least.
  const scene = showsNoScene(request) ? pool.find((proof) => proof.plan.layout === HERO_LAYOUT) : undefined;
  if (scene !== undefined && input.missing > 0) {
    sort(await finishAll(studio, request, [scene]), { variants, rejected: input.rejected });
    pool = pool.filter((proof) => proof !== scene);
  }
  while (variants.length < input.missing && pool.length > 0) {
    const { chosen } = selectDiverse(
      pool.map((proof) => ({
        ...proof,
        proof,
        angle: proof.plan.copy.angle,
        layout: proof.plan.layout,
        hasPassed: true,
      })),
      input.missing - variants.length,
      { taken: [...request.present, ...variants].map(toTaken) },
    );
    if (chosen.length === 0) break;
    const finished = await finishAll(
      studio,
      request,
      chosen.map(({ proof }) => proof),
    );
    sort(finished, { variants, rejected: input.rejected });
    const used = new Set(chosen.map(({ proof }) => proof));
    const headlines = new Set(variants.map((made) => made.copy.headline));
    const unused = pool.filter((proof) => !used.has(proof));
    const fresh = unused.filter((proof) => !headlines.has(proof.plan.copy.headline));
    pool = fresh.length > 0 ? fresh : unused;
  }
  return variants;
}

function sort(
  finished: readonly (MadeVariant | Rejection)[],
  into: { variants: MadeVariant[]; rejected: Rejection[] },
): void {
  for (const made of finished) {
    if ('reason' in made) into.rejected.push(made);
    else into.variants.push(made);
  }
}

interface Part {
  readonly ratio: Ratio;
  readonly made: { readonly jpeg: Uint8Array; readonly rendition: Omit<MadeRendition, 'sha256'> } | Rejection;
}

/**
 * Full size in every ratio, all pictures in one row so that no lane waits for the end of a variant. A variant is whole
 * or not there: one that fails the audit in a ratio is a rejection, and nothing of it is kept.
 */
async function finishAll(
  studio: Studio,
  request: CellRequest,
  proofs: readonly Proof[],
): Promise<(MadeVariant | Rejection)[]> {
  const parts = proofs.map((): Part[] => []);
  const finished: (MadeVariant | Rejection)[] = [];
  const jobs = proofs.flatMap((proof, place) => request.ratios.map((ratio) => ({ proof, place, ratio })));
  await mapBounded(jobs, studio.lanes, async ({ proof, place, ratio }) => {
    request.signal.throwIfAborted();
    const own = parts[place] ?? [];
    own.push({ ratio, made: await drawPart(studio, request, { plan: proof.plan, ratio }) });
    if (own.length === request.ratios.length) finished[place] = await assemble(request, proof, own);
  });
  return finished;
}

async function drawPart(
  studio: Studio,
  request: CellRequest,
  { plan, ratio }: { plan: CandidatePlan; ratio: Ratio },
): Promise<Part['made']> {
  const composed = await composeCreative(studio.renderer, specOf(request, plan, { ratio, scale: 1 }));
  try {
    if (composed.verdict === 'failed') return rejectionOf(plan, composed);
    const jpeg = await encodeJpeg(composed, { label: labelOf(request, plan) });
    const { verdict, checks, repairs } = composed;
    return { jpeg, rendition: { ratio, bytes: jpeg.byteLength, verdict, checks, repairs } };
  } finally {
    releaseBytes(composed.pixels);
  }
}

/** Keeps the pictures of a variant, in the order of the ratios, when all have passed. */
async function assemble(
  request: CellRequest,
  proof: Proof,
  parts: readonly Part[],
): Promise<MadeVariant | Rejection> {
  const { plan } = proof;
  const renditions: MadeRendition[] = [];
  const inOrder = request.ratios.flatMap((ratio) => parts.filter((part) => part.ratio === ratio));
  const failed = inOrder.map(({ made }) => made).find((made) => 'reason' in made);
  if (failed !== undefined) return failed;
  for (const { made } of inOrder) {
    if ('jpeg' in made) renditions.push({ ...made.rendition, sha256: await request.keep(made.jpeg) });
  }
  return {
    copy: plan.copy,
    layout: plan.layout,
    palette: plan.palette,
    theme: plan.theme,
    checks: [...wordChecks(plan.copy, request), ...originChecks(plan, request)],
    renditions,
    features: encodeFeatures(proof.features),
    contentHash: proof.sha256,
  };
}

/** Whether there is a painted scene that no variant shows yet. */
function showsNoScene({ heroes, present }: CellRequest): boolean {
  return Object.keys(heroes ?? {}).length > 0 && !present.some((variant) => variant.layout === HERO_LAYOUT);
}

function toTaken(variant: PresentVariant | MadeVariant, index: number): DiversityCandidate {
  const angle = 'copy' in variant ? variant.copy.angle : variant.angle;
  return { ...toItem(variant, index), angle, layout: variant.layout, hasPassed: true };
}
