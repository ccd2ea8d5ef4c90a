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
  /** A block between headline and action, such as a price. */
  readonly extra?: Block;
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
  // A low column has no room for a tag as well: the headline comes first.
  const hasBadge = request.badge !== false && box.height > 15 * kit.u;
  const badge = hasBadge ? await badgeBlock(kit, { width: box.width, on }) : undefined;
  const action =
    request.action === false
      ? undefined
      : await actionBlock(kit, {
          width: box.width * (request.actionMeasure ?? 1),
          on,
          ...(request.buttonFill === undefined ? {} : { fill: request.buttonFill }),
        });
  const fixed =
    (badge === undefined ? 0 : badge.height + 1.1 * kit.u) +
    (request.extra === undefined ? 0 : request.extra.height + 1.2 * kit.u) +
    (action === undefined ? 0 : action.height + 1.6 * kit.u);
  const above = badge === undefined ? 0 : badge.height + 1.1 * kit.u;
  const cap = (request.headline.foot ?? Number.POSITIVE_INFINITY) - box.y - above;
  const { headline, support } = await fitBoth(kit, request, { all: box.height - fixed, headline: cap });
  const rows: Row[] = [];
  if (badge !== undefined) rows.push({ block: badge, gap: 0 });
  rows.push({ block: headline, gap: badge === undefined ? 0 : 1.1 * kit.u });
  if (support !== undefined) rows.push({ block: support, gap: supportGap(kit, headline) });
  if (request.extra !== undefined) rows.push({ block: request.extra, gap: 1.2 * kit.u });
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

/** The largest support beside which the headline keeps four fifths of its size; else the pair with the larger headline. */
async function fitBoth(
  kit: Kit,
  request: StackRequest,
  room: { readonly all: number; readonly headline: number },
): Promise<{ headline: Block; support: Block | undefined }> {
  const { copy } = kit.spec;
  const wanted = request.support !== false && copy.support !== undefined && copy.support !== '';
  const aim = request.headline.max * kit.t * kit.rules.scale * 0.8;
  let best: { headline: Block; support: Block } | undefined;
  for (const size of wanted ? [40, 36, 32, 29] : []) {
    const support = await supportBlock(kit, request, size);
    const left = room.all - support.height - 1.3 * kit.u;
    const headline = await headlineBlock(kit, request, Math.min(left, room.headline));
    if (!support.fits || !headline.fits || headline.size < support.size * 1.6) continue;
    if (headline.size >= aim) return { headline, support };
    if (best === undefined || headline.size > best.headline.size * 1.04) best = { headline, support };
  }
  if (best !== undefined) return best;
  if (wanted) kit.notes.push('The support is left out: there is no room for it at a readable size.');
  return {
    headline: await headlineBlock(kit, request, Math.min(room.all, room.headline)),
    support: undefined,
  };
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
