import { checkWords } from '#studio/copy/check-words';
import { CHANNEL_RULES } from '#studio/copy/channels';
import type { Check, Composition, Copy, CreativeSpec, Ratio } from '#studio/model';
import type { FileLabel } from '#studio/render/index';
import type { CellRequest, Rejection } from './cell-request.ts';
import type { CandidatePlan } from './plan-candidates.ts';

/** The layout that sets a painted scene behind the product. */
export const HERO_LAYOUT = 'hero_picture';

/** The checks of words of one text. */
export function wordChecks(copy: Copy, request: CellRequest): Check[] {
  const { brand, product, campaign } = request;
  const { locale } = copy;
  const market = campaign.market === undefined ? {} : { market: campaign.market };
  return checkWords(copy, { brand, locale, product, campaign, ...market });
}

/** Says of a variant that its scene was painted by a model, and by which. */
export function originChecks(plan: CandidatePlan, { heroes }: CellRequest): Check[] {
  const notes = plan.layout === HERO_LAYOUT ? Object.values(heroes ?? {}).map(({ note }) => note) : [];
  return [...new Set(notes)].map((message) => ({
    rule: 'hero.origin',
    verdict: 'pass',
    place: 'hero',
    message,
  }));
}

/** Everything that decides how a candidate looks in a ratio. */
export function specOf(
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
export function labelOf(request: CellRequest, plan: CandidatePlan): FileLabel {
  const variant = `${request.product.key}/${request.locale}/${request.channel}/${plan.copy.angle}`;
  const isPainted =
    plan.layout === HERO_LAYOUT && request.heroes !== undefined && Object.keys(request.heroes).length > 0;
  const scene = isPainted ? { scene: 'model' as const } : {};
  return { campaign: request.campaign.key, variant, writer: plan.copy.writer, ...scene };
}

/** Why a drawn candidate cannot be taken. */
export function rejectionOf(plan: CandidatePlan, composed: Composition): Rejection {
  const failed = composed.checks.find((check) => check.verdict === 'fail');
  const place = failed?.place === undefined ? '' : ` (${failed.place})`;
  const reason = failed === undefined ? 'the audit failed' : `${failed.rule}${place}: ${failed.message}`;
  return { reason, angle: plan.copy.angle, layout: plan.layout };
}
