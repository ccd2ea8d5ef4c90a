import { sha256 } from '#kernel/hash';
import { textFor } from '#kernel/local-text';
import { mapBounded } from '#kernel/map-bounded';
import { releaseBytes } from '#kernel/release-bytes';
import { checkWords } from '#studio/copy/check-words';
import { CHANNEL_RULES } from '#studio/copy/channels';
import { writeCopies } from '#studio/copy/write-copies';
import { decodeFeatures, encodeFeatures, extractFeatures, type Features } from '#studio/diversity/features';
import { type DiversityItem, type DiversityReport, measureDiversity } from '#studio/diversity/report';
import { type Candidate as DiversityCandidate, selectDiverse } from '#studio/diversity/select';
import type {
  Brand,
  CampaignFacts,
  Channel,
  Check,
  Composition,
  Copy,
  CopyResult,
  CreativeSpec,
  Gap,
  Picture,
  ProductFacts,
  Ratio,
  Repair,
} from '#studio/model';
import { composeCreative, encodeJpeg, type FileLabel, type StudioRenderer } from '#studio/render/index';
import { type CandidatePlan, planCandidates } from './plan-candidates.ts';

/** The studio of one process. */
export interface Studio {
  readonly renderer: StudioRenderer;
  /** Pictures composed side by side. */
  readonly lanes: number;
}

/** A variant that a cell has already. */
export interface PresentVariant {
  readonly headline: string;
  readonly angle: string;
  readonly layout: string;
  readonly features: Uint8Array;
  readonly contentHash: string;
}

/** A product by name and picture. */
export interface ShownProduct {
  readonly name: string;
  readonly picture?: Picture;
}

export interface CellRequest {
  readonly brand: Brand;
  readonly campaign: CampaignFacts;
  readonly product: ProductFacts;
  readonly otherProducts: readonly ShownProduct[];
  readonly locale: string;
  readonly channel: Channel;
  /** The first is the master ratio: candidates are compared in it. */
  readonly ratios: readonly Ratio[];
  /** Scenes that a model painted, by ratio, each with a note of its origin. */
  readonly heroes?: Partial<Record<Ratio, { readonly picture: Picture; readonly note: string }>> | undefined;
  /** Texts that a model wrote and that passed every check; the offline writer fills up what they lack. */
  readonly written?: CopyResult | undefined;
  /** Variants the cell is to have in all, those present included. */
  readonly target: number;
  readonly present: readonly PresentVariant[];
  readonly seed: string;
  readonly signal: AbortSignal;
  /** Keeps an encoded picture and returns its address. */
  readonly keep: (jpeg: Uint8Array) => Promise<string>;
}

export interface MadeRendition {
  readonly ratio: Ratio;
  readonly sha256: string;
  readonly bytes: number;
  readonly verdict: Composition['verdict'];
  readonly checks: readonly Check[];
  readonly repairs: readonly Repair[];
}

export interface MadeVariant {
  readonly copy: Copy;
  readonly layout: string;
  readonly palette: string;
  readonly theme: 'light' | 'dark';
  readonly checks: readonly Check[];
  readonly renditions: readonly MadeRendition[];
  readonly features: Uint8Array;
  readonly contentHash: string;
}

export interface MadeCell {
  readonly variants: readonly MadeVariant[];
  readonly gaps: readonly Gap[];
  /** Candidates that no repair could save, with the reason. */
  readonly rejected: readonly { readonly reason: string; readonly angle: string; readonly layout: string }[];
  /** Of all variants of the cell, those present included. */
  readonly diversity: DiversityReport;
}

/** Proofs are this share of the full width: enough to judge, a quarter of the pixels. */
const PROOF_SCALE = 0.5;
const MOST_REJECTED_ON_RECORD = 20;
/** The layout that sets a painted scene behind the product. */
const HERO_LAYOUT = 'hero_picture';

type Rejection = MadeCell['rejected'][number];

interface Proof {
  /** Place in the order of candidates. */
  readonly id: string;
  readonly plan: CandidatePlan;
  readonly features: Features;
  readonly sha256: string;
}

/**
 * Makes the variants that a cell lacks: more candidates than asked, proofs in the master ratio, audit, the most
 * diverse set of those that pass, then full size in every ratio with the audit again. Deterministic by the seed.
 */
export async function produceCell(studio: Studio, request: CellRequest): Promise<MadeCell> {
  const missing = Math.max(0, request.target - request.present.length);
  const rejected: Rejection[] = [];
  const written = writeFor(request, missing);
  const worded = written.copies.filter((copy) => passesWords(copy, request, rejected));
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
  const { written } = request;
  if (written !== undefined && missing > 0 && written.copies.length >= missing) return written;
  const offline = writeOffline(request, missing);
  return written === undefined ? offline : { ...offline, copies: [...written.copies, ...offline.copies] };
}

function writeOffline(request: CellRequest, missing: number): CopyResult {
  // A few more than wanted: some fall to the word checks, and the selection wants a choice of thoughts.
  const count = missing === 0 ? 0 : request.present.length + Math.max(missing * 2, 8);
  const { brand, campaign, product, locale, channel, seed } = request;
  const result = writeCopies({ brand, campaign, product, locale, channel, seed, count: Math.max(1, count) });
  const used = new Set(request.present.map((variant) => variant.headline));
  const fresh = result.copies.filter((copy) => !used.has(copy.headline));
  // Where the facts carry no new text, a text that is there already may be shown in another layout.
  const copies = fresh.length >= missing ? fresh : result.copies;
  return { copies: count === 0 ? [] : copies, gaps: result.gaps };
}

function passesWords(copy: Copy, request: CellRequest, rejected: Rejection[]): boolean {
  const failed = wordChecks(copy, request).find((check) => check.verdict === 'fail');
  if (failed !== undefined)
    rejected.push({ reason: `${failed.rule}: ${failed.message}`, angle: copy.angle, layout: '' });
  return failed === undefined;
}

function wordChecks(copy: Copy, request: CellRequest): Check[] {
  const { brand, product, campaign } = request;
  const { locale } = copy;
  const market = campaign.market === undefined ? {} : { market: campaign.market };
  return checkWords(copy, { brand, locale, product, campaign, ...market });
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
  };
}

/** A product as pictures show it: under its name in the locale. */
export function shownProduct(product: ProductFacts, locale: string): ShownProduct {
  const name = textFor(product.nameIn, locale) ?? product.name;
  return product.picture === undefined ? { name } : { name, picture: product.picture };
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

async function finishBest(
  studio: Studio,
  request: CellRequest,
  input: { proofs: readonly Proof[]; missing: number; rejected: Rejection[] },
): Promise<MadeVariant[]> {
  const variants: MadeVariant[] = [];
  let pool = [...input.proofs];
  // A scene that was painted for the product is shown in one variant at least.
  const scene = showsNoScene(request) ? pool.find((proof) => proof.plan.layout === HERO_LAYOUT) : undefined;
  if (scene !== undefined && input.missing > 0) {
    const made = await finish(studio, request, scene, input.rejected);
    if (made !== undefined) variants.push(made);
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
    for (const made of finished) {
      if ('reason' in made) input.rejected.push(made);
      else variants.push(made);
    }
    const used = new Set(chosen.map(({ proof }) => proof));
    const headlines = new Set(variants.map((made) => made.copy.headline));
    const unused = pool.filter((proof) => !used.has(proof));
    const fresh = unused.filter((proof) => !headlines.has(proof.plan.copy.headline));
    pool = fresh.length > 0 ? fresh : unused;
  }
  return variants;
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

/** Says of a variant that its scene was painted by a model, and by which. */
function originChecks(plan: CandidatePlan, { heroes }: CellRequest): Check[] {
  const notes = plan.layout === HERO_LAYOUT ? Object.values(heroes ?? {}).map(({ note }) => note) : [];
  return [...new Set(notes)].map((message) => ({
    rule: 'hero.origin',
    verdict: 'pass',
    place: 'hero',
    message,
  }));
}

function specOf(
  request: CellRequest,
  plan: CandidatePlan,
  at: { ratio: Ratio; scale: number },
): CreativeSpec {
  const hero = request.heroes?.[at.ratio];
  return {
    layout: plan.layout,
    palette: plan.palette,
    theme: plan.theme,
    copy: plan.copy,
    brand: request.brand.look,
    products: plan.products,
    hasButton: CHANNEL_RULES[request.channel].hasButton,
    ...(plan.layout === HERO_LAYOUT && hero !== undefined ? { hero: hero.picture } : {}),
    seed: `${request.seed}:${plan.layout}`,
    ...at,
  };
}

/** What the file itself says of its origin. */
function labelOf(request: CellRequest, plan: CandidatePlan): FileLabel {
  const variant = `${request.product.key}/${request.locale}/${request.channel}/${plan.copy.angle}`;
  const isPainted =
    plan.layout === HERO_LAYOUT && request.heroes !== undefined && Object.keys(request.heroes).length > 0;
  const scene = isPainted ? { scene: 'model' as const } : {};
  return { campaign: request.campaign.key, variant, writer: plan.copy.writer, ...scene };
}

function rejectionOf(plan: CandidatePlan, composed: Composition): Rejection {
  const failed = composed.checks.find((check) => check.verdict === 'fail');
  const place = failed?.place === undefined ? '' : ` (${failed.place})`;
  const reason = failed === undefined ? 'the audit failed' : `${failed.rule}${place}: ${failed.message}`;
  return { reason, angle: plan.copy.angle, layout: plan.layout };
}

function textOf(copy: Copy): string {
  return `${copy.headline} ${copy.body} ${copy.cta}`;
}

type Measurable = Pick<PresentVariant, 'features' | 'contentHash'>;

/** A variant as diversity sees it; its id is its number in the cell. */
function toItem({ features, contentHash }: Measurable, index: number): DiversityItem {
  return { id: idOf(index), features: decodeFeatures(features), sha256: contentHash };
}

function toTaken(variant: PresentVariant | MadeVariant, index: number): DiversityCandidate {
  const angle = 'copy' in variant ? variant.copy.angle : variant.angle;
  return { ...toItem(variant, index), angle, layout: variant.layout, hasPassed: true };
}

function idOf(index: number): string {
  return String(index + 1).padStart(4, '0');
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
