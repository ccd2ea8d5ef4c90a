import type { Box, Hex } from '#studio/model';
import type { Align } from './blocks.ts';
import { placeLegal } from './blocks.ts';
import { placeLogo } from './logo.ts';
import type { Kit } from './kit.ts';
import { bottom, boxOf, right } from './scene.ts';

/**
 * A column of reading with the logo at its head and the legal line at its foot; returns what is left between.
 */
export async function openColumn(
  kit: Kit,
  column: Box,
  on: Hex,
  more: {
    readonly align?: Align;
    readonly hasLogo?: boolean;
    readonly gap?: number;
    readonly hasLegal?: boolean;
    readonly legalMeasure?: number;
    readonly legalOn?: Hex;
  } = {},
): Promise<Box> {
  const align = more.align ?? 'start';
  const foot =
    more.hasLegal === false
      ? bottom(column)
      : await placeLegal(kit, { ...column, width: column.width * (more.legalMeasure ?? 1) }, on, align);
  let top = column.y;
  if (more.hasLogo !== false) {
    const x = align === 'start' ? column.x : align === 'center' ? column.x + column.width / 2 : right(column);
    const logo = await placeLogo(kit, { x, y: column.y, on, align });
    top = bottom(logo) + (more.gap ?? 2.2) * kit.u;
  }
  return boxOf(column.x, top, column.width, foot - top);
}

/**
 * The legal line along the foot of the canvas, for stacked forms with a full-width field there. Returns where pictures
 * must end; undefined where the line belongs into the column of text instead.
 */
export async function legalAtFoot(kit: Kit, on: Hex): Promise<number | undefined> {
  if (kit.form !== 'square' && kit.form !== 'portrait') return undefined;
  return placeLegal(kit, kit.page, on);
}

/** A box cut off above the legal line at the foot; whole where there is no line. */
export function endingAt(kit: Kit, box: Box, foot: number | undefined): Box {
  const isBare = foot === undefined || foot > bottom(kit.page) - 1;
  return isBare ? box : { ...box, height: Math.min(box.height, foot - box.y) };
}

/** The page cut at shares of the canvas: `from` and `to` of the width, `until` of the height. */
export function pageColumn(kit: Kit, from: number, to: number, until = 1): Box {
  const x = Math.max(kit.page.x, from * kit.width);
  const end = Math.min(right(kit.page), to * kit.width);
  const foot = Math.min(bottom(kit.page), until * kit.height);
  return boxOf(x, kit.page.y, end - x, foot - kit.page.y);
}
