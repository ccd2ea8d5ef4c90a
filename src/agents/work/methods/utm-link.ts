import type { Channel } from '#studio/model';

/**
 * Parameters of Google Analytics' URL builder (https://support.google.com/analytics/answer/10917952), which other
 * analytics read too. `utm_medium` takes the words by which GA4 sorts channels (https://support.google.com/analytics/answer/9756891).
 */
const MEDIUM: Readonly<Record<Channel, string>> = {
  instagram: 'social',
  facebook: 'social',
  linkedin: 'social',
  x: 'social',
  bluesky: 'social',
  mastodon: 'social',
  tiktok: 'social',
  email: 'email',
  ads: 'cpc',
};

/** Where a person meets the link: networks differ in what can be tapped. */
export const LINK_PLACES: Readonly<Record<Channel, string>> = {
  instagram: 'profile link or story sticker: a caption cannot be tapped',
  tiktok: 'profile link: a caption cannot be tapped',
  facebook: 'in the text',
  linkedin: 'in the text',
  x: 'in the text, counts as 23',
  bluesky: 'link card: it costs none of the 300 characters',
  mastodon: 'in the text, counts as 23',
  email: 'button',
  ads: 'final address of the advert',
};

/** Channels whose text carries the address itself. */
export function isLinkInText(channel: Channel): boolean {
  return LINK_PLACES[channel].startsWith('in the text');
}

/**
 * A product's address with where the visit comes from; what the address already says stays. `content` tells texts of one
 * campaign apart, such as `hush-one-de-de-proof`.
 */
export function utmLink(url: string, tags: { channel: Channel; campaign: string; content: string }): string {
  const link = new URL(url);
  const source = tags.channel === 'email' ? 'newsletter' : tags.channel;
  const wanted = {
    utm_source: source,
    utm_medium: MEDIUM[tags.channel],
    utm_campaign: slug(tags.campaign),
    utm_content: slug(tags.content),
  };
  for (const [key, value] of Object.entries(wanted))
    if (!link.searchParams.has(key)) link.searchParams.set(key, value);
  return link.href;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}
