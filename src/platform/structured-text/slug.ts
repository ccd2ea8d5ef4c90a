const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

export const MAX_SLUG = 80;

/** Whether a text is a slug: lower-case letters, digits, `-` and `_`, not first or last, at most 80. */
export function isSlug(text: string): boolean {
  return text.length <= MAX_SLUG && /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/.test(text);
}

/** A text as a slug; empty when nothing of it can be written in Latin letters and digits. */
export function slugify(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[ßæøœłđðþı]/g, (letter) => PLAIN[letter] ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .slice(0, MAX_SLUG)
    .replaceAll(/^[-_]+|[-_]+$/g, '');
}
