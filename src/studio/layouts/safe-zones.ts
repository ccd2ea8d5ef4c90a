import type { Box, Channel, Ratio } from '#studio/model';

/** What a network draws over a placement, in % of width (left, right) and height (top, bottom), for LTR regions. */
export interface SafeZone {
  readonly network: string;
  readonly placement: string;
  readonly ratio: Ratio;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly source: string;
  /** When the figures were taken. Networks change them: check before a large campaign. */
  readonly date: string;
}

const SECONDARY = 'secondary sources, not the network: check its page';

/** The overlays of 9:16 placements. TikTok mirrors its column of buttons in Arabic regions, as layouts do. */
export const SAFE_ZONES: readonly SafeZone[] = [
  {
    network: 'meta',
    placement: 'stories and reels, one master',
    ratio: '9:16',
    top: 14,
    bottom: 35,
    left: 6,
    right: 6,
    source: SECONDARY,
    date: '2026',
  },
  {
    network: 'meta',
    placement: 'stories',
    ratio: '9:16',
    top: 14,
    bottom: 20,
    left: 6,
    right: 6,
    source: SECONDARY,
    date: '2026',
  },
  {
    network: 'tiktok',
    placement: 'in-feed',
    ratio: '9:16',
    top: 8,
    bottom: 35,
    left: 6,
    right: 14,
    source: `${SECONDARY}; depends on caption length and add-ons`,
    date: '2026',
  },
];

const CROP_GUARD = 6;

/** The zone of a channel's placement; ratios without a standing overlay keep 6 % of the short side against crops. */
export function safeZoneFor(channel: Channel, ratio: Ratio): SafeZone | undefined {
  if (ratio !== '9:16') return undefined;
  if (channel === 'tiktok') return SAFE_ZONES.find((zone) => zone.network === 'tiktok');
  const isMaster = channel === 'instagram' || channel === 'facebook';
  return SAFE_ZONES.find((zone) => zone.network === 'meta' && (zone.placement === 'stories') !== isMaster);
}

/** The box that text and logo keep to, in pixels of the full size, for left-to-right. */
export function safeBoxFor(
  channel: Channel,
  ratio: Ratio,
  size: { readonly width: number; readonly height: number },
): Box {
  const zone = safeZoneFor(channel, ratio);
  const guard = (Math.min(size.width, size.height) * CROP_GUARD) / 100;
  if (zone === undefined) {
    return { x: guard, y: guard, width: size.width - 2 * guard, height: size.height - 2 * guard };
  }
  const x = (size.width * zone.left) / 100;
  const y = (size.height * zone.top) / 100;
  return {
    x,
    y,
    width: size.width * (1 - (zone.left + zone.right) / 100),
    height: size.height * (1 - (zone.top + zone.bottom) / 100),
  };
}
