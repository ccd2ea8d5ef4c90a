import { sha256 } from '#kernel/hash';
import { mapBounded } from '#kernel/map-bounded';
import { releaseBytes } from '#kernel/release-bytes';
import { writeCopies } from '#studio/copy/write-copies';
import { extractFeatures } from '#studio/diversity/features';
import { measureDiversity } from '#studio/diversity/report';
import type { Copy, CopyResult, Gap } from '#studio/model';
import { composeCreative } from '#studio/render/index';
import {
  type CellRequest,
  type MadeCell,
  type Rejection,
  shownProduct,
  type Studio,
} from './cell-request.ts';
import { rejectionOf, specOf, wordChecks } from './creative-spec.ts';
import { idOf, toItem } from './diversity-item.ts';
import { finishBest, type Proof } from './finish-variants.ts';
import { type CandidatePlan, planCandidates } from './plan-candidates.ts';

/** Proofs are this share of the full width: enough to judge, a quarter of the pixels. */
const PROOF_SCALE = 0.5;
const MOST_REJECTED_ON_RECORD = 20;
/** More than the writer finds: whoever wants one thought wants to choose among all its texts. */
const ALL_TEXTS = 200;

/**
 * Makes the variants that a cell lacks: more candidates than asked, proofs in the master ratio, audit, the most
 * diverse set of those that pass, then full size in every ratio with the audit again. Deterministic by the seed.
 */
export async function produceCell(studio: Studio, request: CellRequest): Promise<MadeCell> {
  const missing = Math.max(0, request.target - request.present.length);
  const rejected: Rejection[] = [];
  const written = writeFor(request, missing);
  const worded = wordedAsWanted(
    written.copies.filter((copy) => passesWords(copy, request, rejected)),
    request,
  );
  const plans = planCandidates({ copies: worded, count: candidatesFor(missing), ...planInputs(request) });
  const proofs = await proveAll(studio, request, { plans, rejected });
  const variants = await finishBest(studio, request, { proofs, missing, rejected });
  const diversity = measureDiversity([...request.present, ...variants].map(toItem));
  // The writer was asked for more than is wanted; that it had no more to say is no gap when there is enough.
  const texts = new Set([...request.present, ...worded].map((text) => text.headline));
  const isEnough = Math.min(texts.size, request.present.length + variants.length) >= request.target;
  const gaps = [
    ...written.gaps.filter((gap) => !(isEnough && gap.kind === 'variety')),
    ...materialGaps(request),
  ];
  return { variants, gaps, rejected: rejected.slice(0, MOST_REJECTED_ON_RECORD), diversity };
}

function writeFor(request: CellRequest, missing: number): CopyResult {
  const written =
    request.written === undefined
      ? undefined
      : { ...request.written, copies: ofWantedThought(request.written.copies, request) };
  if (written !== undefined && missing > 0 && written.copies.length >= missing) return written;
  const offline = writeOffline(request, missing);
  return written === undefined ? offline : { ...offline, copies: [...written.copies, ...offline.copies] };
}

function ofWantedThought(copies: readonly Copy[], { wanted }: CellRequest): readonly Copy[] {
  return wanted === undefined ? copies : copies.filter(({ angle }) => angle === wanted.angle);
}

/** The text that has the headline that is wanted; all where none has. */
function wordedAsWanted(copies: readonly Copy[], { wanted }: CellRequest): readonly Copy[] {
  const said = copies.filter(({ headline }) => headline === wanted?.headline);
  return said.length > 0 ? said : copies;
}

function writeOffline(request: CellRequest, missing: number): CopyResult {
  // A few more than wanted: some fall to the word checks, and the selection wants a choice of thoughts.
  const choice = request.wanted === undefined ? Math.max(missing * 2, 8) : ALL_TEXTS;
  const count = missing === 0 ? 0 : request.present.length + choice;
  const { brand, campaign, product, locale, channel, seed } = request;
  const result = writeCopies({ brand, campaign, product, locale, channel, seed, count: Math.max(1, count) });
  const used = new Set(request.present.map((variant) => variant.headline));
  const own = ofWantedThought(result.copies, request);
  const fresh = own.filter((copy) => !used.has(copy.headline));
  // Where the facts carry no new text, a text that is there already may be shown in another layout.
  const copies = fresh.length >= missing ? fresh : own;
  return { copies: count === 0 ? [] : copies, gaps: result.gaps };
}

function passesWords(copy: Copy, request: CellRequest, rejected: Rejection[]): boolean {
  const failed = wordChecks(copy, request).find((check) => check.verdict === 'fail');
  if (failed !== undefined)
    rejected.push({ reason: `${failed.rule}: ${failed.message}`, angle: copy.angle, layout: '' });
  return failed === undefined;
}

/** Two to four times the variants asked; more does not make the chosen set more diverse. */
function candidatesFor(missing: number): number {
  if (missing <= 6) return missing * 4;
  return missing <= 24 ? missing * 3 : missing * 2;
}

function planInputs(request: CellRequest): Omit<Parameters<typeof planCandidates>[0], 'copies' | 'count'> {
  return {
    look: request.brand.look,
    products: [shownProduct(request.product, request.locale), ...request.otherProducts],
    seed: request.seed,
    present: request.present,
    wanted: request.wanted?.layout,
  };
}

async function proveAll(
  studio: Studio,
  request: CellRequest,
  input: { plans: readonly CandidatePlan[]; rejected: Rejection[] },
): Promise<Proof[]> {
  const master = request.ratios[0] ?? '1:1';
  const proofs = await mapBounded(
    input.plans,
    studio.lanes,
    async (plan, index): Promise<Proof | Rejection> => {
      request.signal.throwIfAborted();
      const composed = await composeCreative(
        studio.renderer,
        specOf(request, plan, { ratio: master, scale: PROOF_SCALE }),
      );
      try {
        if (composed.verdict === 'failed') return rejectionOf(plan, composed);
        const features = await extractFeatures({ ...composed, text: textOf(plan.copy) });
        return { id: idOf(index), plan, features, sha256: sha256(composed.pixels) };
      } finally {
        releaseBytes(composed.pixels);
      }
    },
  );
  // In the order of candidates, not in the one in which the lanes happened to finish.
  input.rejected.push(...proofs.filter((found) => 'reason' in found));
  return proofs.filter((found) => 'plan' in found);
}

function textOf(copy: Copy): string {
  return `${copy.headline} ${copy.body} ${copy.cta}`;
}

function materialGaps(request: CellRequest): Gap[] {
  const gaps: Gap[] = [];
  const { product, brand } = request;
  if (product.picture === undefined) {
    const message = `${product.name} has no picture: add \`image\` to the product. Layouts without a picture are used.`;
    gaps.push({ field: `products.${product.key}.image`, kind: 'picture_missing', message });
  }
  if (brand.look.logo.onLight === undefined && brand.look.logo.onDark === undefined) {
    const message = `The brand ${brand.look.name} has no logo: import a brand kit with \`aicmo brand import FOLDER\`.`;
    gaps.push({ field: 'brand.logo', kind: 'logo_missing', message });
  }
  return gaps;
}
