import type { Channel } from '#studio/model';

/** How often a channel is served, and who says so. */
export interface Cadence {
  readonly channel: Channel;
  readonly perWeek: number;
  readonly source: string;
  readonly isAssumed: boolean;
}

const HOUSE =
  'starting value of the house: no figure of the network that could be checked; correct it by your own results';

/**
 * Posts a week to begin with. Instagram: its head, Adam Mosseri, named two feed posts a week in Creator Week, June 2021 (as
 * reported by Hootsuite, 2023). For the other networks only third parties publish figures, and they contradict each other.
 */
const USUAL: Readonly<Record<Channel, Omit<Cadence, 'channel'>>> = {
  instagram: {
    perWeek: 2,
    source: 'Adam Mosseri, Instagram Creator Week, June 2021, as reported by Hootsuite 2023',
    isAssumed: false,
  },
  facebook: { perWeek: 2, source: HOUSE, isAssumed: true },
  linkedin: { perWeek: 2, source: HOUSE, isAssumed: true },
  x: { perWeek: 3, source: HOUSE, isAssumed: true },
  bluesky: { perWeek: 3, source: HOUSE, isAssumed: true },
  mastodon: { perWeek: 2, source: HOUSE, isAssumed: true },
  tiktok: { perWeek: 2, source: HOUSE, isAssumed: true },
  email: { perWeek: 1, source: HOUSE, isAssumed: true },
  ads: { perWeek: 0, source: 'adverts are bought and run all the time: they need no dates', isAssumed: true },
};

/** The cadence of channels: the payload's own where it names one, else the usual. */
export function cadenceOf(
  channels: readonly Channel[],
  own: readonly { channel: Channel; perWeek: number; source?: string | undefined }[],
): Cadence[] {
  return channels.map((channel) => {
    const given = own.find((one) => one.channel === channel);
    return given === undefined
      ? { channel, ...USUAL[channel] }
      : { channel, perWeek: given.perWeek, source: given.source ?? 'the payload', isAssumed: false };
  });
}
