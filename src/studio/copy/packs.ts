import { languageOf } from '#kernel/local-text';
import type { LanguagePack } from './language-pack.ts';
import { ar } from './languages/ar.ts';
import { de } from './languages/de.ts';
import { en } from './languages/en.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { he } from './languages/he.ts';
import { hi } from './languages/hi.ts';
import { it } from './languages/it.ts';
import { ja } from './languages/ja.ts';
import { ko } from './languages/ko.ts';
import { nl } from './languages/nl.ts';
import { pt } from './languages/pt.ts';
import { th } from './languages/th.ts';
import { zh } from './languages/zh.ts';

/** Every language the offline writer has a pack for, by language subtag. */
export const PACKS: Readonly<Record<string, LanguagePack>> = {
  en,
  de,
  fr,
  es,
  pt,
  it,
  nl,
  ar,
  he,
  ja,
  zh,
  ko,
  hi,
  th,
};

/** The pack that may write a locale; undefined for `pl`, and for `zh-TW`, whose script the pack does not write. */
export function packFor(locale: string): LanguagePack | undefined {
  const pack = Object.hasOwn(PACKS, languageOf(locale)) ? PACKS[languageOf(locale)] : undefined;
  const subtags = new Set(locale.split('-').slice(1));
  return pack?.notFor?.some((subtag) => subtags.has(subtag)) === true ? undefined : pack;
}
