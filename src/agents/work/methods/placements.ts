import type { Channel, Ratio } from '#studio/model';

/** One place on a network for a picture or a film, with the ratio it is made for. */
export interface Placement {
  readonly channel: Channel;
  readonly ratio: Ratio;
  readonly place: string;
  readonly isVideo: boolean;
  readonly isStill: boolean;
}

type Kind = 'both' | 'still' | 'film';
const [both, still, film]: [Kind, Kind, Kind] = ['both', 'still', 'film'];

/**
 * Where each channel shows which ratio, the most seen first. A choice of the house among what the networks' advert guides
 * offer (Meta, LinkedIn, Google, TikTok), not yet compared with those pages; the open networks crop to their own preview.
 */
const PLACES: Readonly<Record<Channel, readonly (readonly [Ratio, string, Kind])[]>> = {
  instagram: [
    ['4:5', 'feed', both],
    ['9:16', 'story and reel', both],
    ['1:1', 'carousel', still],
  ],
  facebook: [
    ['4:5', 'feed', both],
    ['1.91:1', 'link post', still],
    ['9:16', 'story and reel', both],
    ['1:1', 'feed, square', both],
  ],
  linkedin: [
    ['1.91:1', 'link post', still],
    ['1:1', 'feed', both],
    ['4:5', 'feed on phones', both],
    ['16:9', 'film in the feed', film],
  ],
  x: [
    ['16:9', 'post', both],
    ['1:1', 'post, square', both],
    ['1.91:1', 'link card', still],
  ],
  bluesky: [
    ['16:9', 'post', both],
    ['1:1', 'post, square', still],
    ['1.91:1', 'link card', still],
  ],
  mastodon: [
    ['16:9', 'post', both],
    ['1:1', 'post, square', still],
  ],
  tiktok: [['9:16', 'in the feed', both]],
  email: [
    ['16:9', 'head of the mail', still],
    ['1.91:1', 'head of the mail', still],
    ['1:1', 'product in the mail', still],
  ],
  ads: [
    ['1.91:1', 'display, landscape', still],
    ['1:1', 'display, square', both],
    ['4:5', 'display, portrait', still],
    ['16:9', 'in-stream film', film],
    ['9:16', 'short film', film],
  ],
};

/** The placements of channels in the ratios that a brief asks for. */
export function placementsOf(channels: readonly Channel[], ratios: readonly Ratio[]): Placement[] {
  return channels.flatMap((channel) =>
    PLACES[channel].flatMap(([ratio, place, kind]) =>
      ratios.includes(ratio)
        ? [{ channel, ratio, place, isVideo: kind !== 'still', isStill: kind !== 'film' }]
        : [],
    ),
  );
}

/** Ratios that a channel shows most and a brief does not ask for. */
export function lackingRatios(
  channels: readonly Channel[],
  ratios: readonly Ratio[],
): { channel: Channel; ratio: Ratio; place: string }[] {
  return channels.flatMap((channel) => {
    const [first] = PLACES[channel];
    return first === undefined || ratios.includes(first[0])
      ? []
      : [{ channel, ratio: first[0], place: first[1] }];
  });
}
