import type { Box, Hex } from '#studio/model';
import { actionBlock, badgeBlock, textBlock, type Align, type Block } from './blocks.ts';
import type { Kit } from './kit.ts';

export interface StackRequest {
  readonly box: Box;
  readonly on: Hex;
  readonly align?: Align;
  /** Where the block of text sits in its box. */
  readonly valign?: 'top' | 'center' | 'bottom';
  /** The action at the foot of the box rather than under the text. */
  readonly actionAtFoot?: boolean;
  readonly headline: {
    readonly max: number;
    readonly min?: number;
    readonly lines?: number;
    readonly weight?: number;
    readonly text?: string;
    readonly slot?: 'headline' | 'quote';
    readonly wish?: 'plain' | 'brand';
    readonly leading?: number;
    /** Narrower than the box, as a share of it. */
    readonly measure?: number;
    /** It must end above this height of the canvas, even where the column goes on beside a picture. */
    readonly foot?: number;
  };
  readonly support?: boolean;
  readonly supportMeasure?: number;
  readonly badge?: boolean;
  readonly action?: boolean;
  /** Width the action may take, as a share of the box. */
  readonly actionMeasure?: number;
  readonly buttonFill?: Hex;
}

/** Where things came to lie. */
export interface PlacedStack {
  readonly headline: Box;
  readonly top: number;
  readonly bottom: number;
  readonly headlineSize: number;
}

interface Row {
  readonly block: Block;
  readonly gap: number;
}

/**
 * Sets badge, headline, support and action in a column as large as its box allows: the headline gives way first, then
 * the support; a support that does not fit at its smallest is left out and noted.
 */
export async function placeStack(kit: Kit, request: StackRequest): Promise<PlacedStack> {
  const { box, on } = request;
  const tag = request.badge === false ? undefined : await badgeBlock(kit, { width: box.width, on });
  const action =
    request.action === false
      ? undefined
      : await actionBlock(kit, {
          width: box.width * (request.actionMeasure ?? 1),
          on,
          ...(request.buttonFill === undefined ? {} : { fill: request.buttonFill }),
        });
  const { badge, headline, support } = await fitColumn(kit, request, {
    badge: tag,
    fixed: action === undefined ? 0 : action.height + 1.6 * kit.u,
  });
  const rows: Row[] = [];
  if (badge !== undefined) rows.push({ block: badge, gap: 0 });
  rows.push({ block: headline, gap: badge === undefined ? 0 : 1.1 * kit.u });
  if (support !== undefined) rows.push({ block: support, gap: supportGap(kit, headline) });
  const flowAction = request.actionAtFoot === true ? undefined : action;
  if (flowAction !== undefined) rows.push({ block: flowAction, gap: 1.6 * kit.u });
  const placed = placeRows(request, rows, headline);
  if (action !== undefined && flowAction === undefined) {
    const x = alignedX(box, action.width, request.align);
    action.place(x, box.y + box.height - action.height);
  }
  return { ...placed, headlineSize: headline.size };
}

function supportGap(kit: Kit, headline: Block): number {
  return Math.max(0.9 * kit.u, headline.size * 0.24);
}

function placeRows(
  request: StackRequest,
  rows: readonly Row[],
  headline: Block,
): { headline: Box; top: number; bottom: number } {
  const { box } = request;
  const total = rows.reduce((sum, row) => sum + row.gap + row.block.height, 0);
  const slack = box.height - total;
  const valign = request.valign ?? 'top';
  let y = box.y + (valign === 'top' ? 0 : valign === 'center' ? slack / 2 : slack);
  const top = y;
  let headlineBox = box;
  for (const row of rows) {
    y += row.gap;
    const put = row.block.place(alignedX(box, row.block.frame, request.align), y);
    if (row.block === headline) headlineBox = put;
    y += row.block.height;
  }
  return { headline: headlineBox, top, bottom: y };
}

function alignedX(box: Box, width: number, align: Align = 'start'): number {
  if (align === 'start') return box.x;
  return align === 'center' ? box.x + (box.width - width) / 2 : box.x + box.width - width;
}

interface Fitted {
  readonly badge: Block | undefined;
  readonly headline: Block;
  readonly support: Block | undefined;
}

/**
 * The fullest column in which the headline keeps a headline's size. Where none does: the one with the larger headline,
 * badge left out first, then support; what is left out is noted.
 */
async function fitColumn(
  kit: Kit,
  request: StackRequest,
  given: { readonly badge: Block | undefined; readonly fixed: number },
): Promise<Fitted> {
  const { support } = kit.spec.copy;
  const hasSupport = request.support !== false && support !== undefined && support !== '';
  const max = request.headline.max * kit.t * kit.rules.scale;
  const aim = Math.min(84 * kit.t * kit.rules.scale, max * 0.85);
  const badges = given.badge === undefined ? [undefined] : [given.badge, undefined];
  let best: Fitted | undefined;
  for (const wantsSupport of hasSupport ? [true, false] : [false]) {
    for (const badge of badges) {
      const above = badge === undefined ? 0 : badge.height + 1.1 * kit.u;
      const room = {
        all: request.box.height - given.fixed - above,
        headline: (request.headline.foot ?? Number.POSITIVE_INFINITY) - request.box.y - above,
      };
      const pair = wantsSupport ? await fitBoth(kit, request, room) : await fitAlone(kit, request, room);
      if (pair === undefined) continue;
      const isRoomy = pair.headline.fits && pair.headline.size >= aim;
      if (best === undefined || !best.headline.fits || pair.headline.size > best.headline.size * 1.12) {
        best = { badge, ...pair };
      }
      if (isRoomy) break;
    }
    if (best?.headline.fits === true && best.headline.size >= aim) break;
  }
  const chosen = best ?? { badge: undefined, ...(await fitAlone(kit, request, { all: 1, headline: 1 })) };
  if (given.badge !== undefined && chosen.badge === undefined) kit.notes.push(leftOut('badge'));
  if (hasSupport && chosen.support === undefined) kit.notes.push(leftOut('support'));
  return chosen;
}

function leftOut(slot: string): string {
  return `The ${slot} is left out in this layout: the headline needs its room.`;
}

interface Room {
  readonly all: number;
  readonly headline: number;
}

async function fitAlone(
  kit: Kit,
  request: StackRequest,
  room: Room,
): Promise<{ headline: Block; support: undefined }> {
  return {
    headline: await headlineBlock(kit, request, Math.min(room.all, room.headline)),
    support: undefined,
  };
}

/** The largest support beside which the headline keeps four fifths of its size; else the pair with the larger headline. */
async function fitBoth(
  kit: Kit,
  request: StackRequest,
  room: Room,
): Promise<{ headline: Block; support: Block } | undefined> {
  const aim = request.headline.max * kit.t * kit.rules.scale * 0.8;
  let best: { headline: Block; support: Block } | undefined;
  for (const size of [40, 36, 32, 29]) {
    const support = await supportBlock(kit, request, size);
    const left = room.all - support.height - 1.6 * kit.u;
    const headline = await headlineBlock(kit, request, Math.min(left, room.headline));
    if (!support.fits || !headline.fits || headline.size < support.size * 1.6) continue;
    if (headline.size >= aim) return { headline, support };
    if (best === undefined || headline.size > best.headline.size * 1.04) best = { headline, support };
  }
  return best;
}

function headlineBlock(kit: Kit, request: StackRequest, room: number): Promise<Block> {
  const { headline, box } = request;
  const max = headline.max * kit.t;
  return textBlock(kit, {
    slot: headline.slot ?? 'headline',
    text: headline.text ?? kit.spec.copy.headline,
    width: box.width * (headline.measure ?? 1),
    maxHeight: Math.max(room, 1),
    maxLines: headline.lines ?? 4,
    max,
    min: (headline.min ?? 58) * kit.t,
    weight: headline.weight ?? 760,
    on: request.on,
    wish: headline.wish ?? 'brand',
    align: request.align ?? 'start',
    leading: headline.leading ?? 1,
  });
}

function supportBlock(kit: Kit, request: StackRequest, size: number): Promise<Block> {
  return textBlock(kit, {
    slot: 'support',
    text: kit.spec.copy.support ?? '',
    width: request.box.width * (request.supportMeasure ?? 1),
    max: size * kit.t,
    min: Math.max(29, size - 4) * kit.t,
    maxLines: 4,
    weight: 440,
    on: request.on,
    wish: 'soft',
    align: request.align ?? 'start',
  });
}
