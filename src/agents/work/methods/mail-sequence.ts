import { languageOf } from '#kernel/local-text';
import type { BriefMaterial, ProductMaterial, WorkMaterial } from '#agents/work/material';
import type { Angle, Copy } from '#studio/model';
import { writeTexts } from './copy-request.ts';
import { isBare } from './social-posts.ts';
import { utmLink } from './utm-link.ts';

export interface StartingMail {
  readonly role: string;
  readonly subject: string;
  readonly preheader?: string;
  readonly body: string;
}

/** The mails of a campaign, each with the angles that carry it, best first. */
const ROLES: readonly (readonly [role: string, angles: readonly Angle[]])[] = [
  ['announce', ['benefit', 'occasion', 'brand_voice', 'question']],
  ['reason to believe', ['proof', 'feature', 'problem', 'contrast']],
  ['last days', ['urgency', 'price', 'occasion']],
];

/** The language in which a campaign's mails are first written: the brief's own where it is one of its locales. */
export function mainLocale({ locales, language }: Pick<BriefMaterial, 'locales' | 'language'>): string {
  return locales.find((locale) => languageOf(locale) === languageOf(language)) ?? locales[0] ?? language;
}

/**
 * Mails that the studio's writer makes for a campaign's first product that it can say something of, as starting texts:
 * announce, reason to believe, last days. Empty where the facts carry fewer than two.
 */
export function startingMails(material: WorkMaterial & { readonly brief: BriefMaterial }): {
  mails: StartingMail[];
  product: ProductMaterial | undefined;
  locale: string;
} {
  const locale = mainLocale(material.brief);
  const product = material.brief.products.find((candidate) => !isBare(candidate));
  if (product === undefined) return { mails: [], product, locale };
  const { copies } = writeTexts(material, { product, locale, channel: 'email', count: 12 });
  const used = new Set<Copy>();
  const mails = ROLES.flatMap(([role, angles]) => {
    const copy = angles.flatMap(
      (angle) => copies.find((one) => one.angle === angle && !used.has(one)) ?? [],
    )[0];
    if (copy === undefined) return [];
    used.add(copy);
    return toMail(copy, { role, url: product.url, campaign: material.brief.campaignId });
  });
  return { mails: mails.length < 2 ? [] : mails, product, locale };
}

function toMail(
  copy: Copy,
  { role, url, campaign }: { role: string; url: string | undefined; campaign: string },
): StartingMail {
  const link = url === undefined ? undefined : utmLink(url, { channel: 'email', campaign, content: role });
  return {
    role,
    subject: copy.headline.replace(/[.。]$/u, ''),
    ...(copy.support === undefined ? {} : { preheader: copy.support }),
    body: link === undefined ? copy.body : `${copy.body}\n\n${copy.cta}: ${link}`,
  };
}
