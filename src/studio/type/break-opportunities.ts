import { languageOf } from '#kernel/local-text';
import { COMPOUND_HEADS, LINKING_ENDINGS } from './compound-heads.ts';

const ZERO_WIDTH_SPACE = '\u200b';
export const SOFT_HYPHEN = '\u00ad';
/** Words shorter than this are never hyphenated. */
const LONG_WORD = 12;
const SHORTEST_PART = 4;

/** How lines may break beyond spaces. `hyphens` is left off while a text fits without. */
export function withBreaks(text: string, locale: string, hyphens: boolean): string {
  const language = languageOf(locale);
  if (language === 'th' || language === 'lo' || language === 'km' || language === 'my') {
    return segmented(text, language);
  }
  if (language === 'ja' || language === 'zh') return phrased(text, language);
  if (hyphens && COMPOUND_HEADS[language] !== undefined) return hyphenated(text, language);
  return text;
}

/** Chinese and Japanese with breaks after marks only, the best place for a line to end; undefined without marks inside. */
export function withClauseBreaks(text: string, locale: string): string | undefined {
  const language = languageOf(locale);
  if (language !== 'ja' && language !== 'zh') return undefined;
  const broken = text.replaceAll(/([、，。；：！？,;:!?][」』”’）]?)(?=.)/gu, `$1${ZERO_WIDTH_SPACE}`);
  return broken === text ? undefined : broken;
}

/** The text without anything inserted for layout, for comparing what was drawn with what was written. */
export function withoutBreaks(text: string): string {
  return text.replaceAll(/[\u200b\u00ad\u2060\s]/g, '');
}

function segmented(text: string, language: string): string {
  const parts = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)];
  return parts.map((part) => part.segment).join(ZERO_WIDTH_SPACE);
}

/** Chinese and Japanese break between phrases, not inside words: particles and marks stay with the word before. */
function phrased(text: string, language: string): string {
  const phrases: string[] = [];
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    const last = phrases.at(-1);
    if (
      last !== undefined &&
      (clings(segment, language) || opens(last) || counts(last, segment) || leans(last, segment, language))
    ) {
      phrases[phrases.length - 1] = last + segment;
    } else phrases.push(segment);
  }
  return phrases.join(ZERO_WIDTH_SPACE);
}

function clings(segment: string, language: string): boolean {
  if (/^[\p{P}\p{S}\s]+$/u.test(segment)) return !opens(segment);
  if (language === 'ja') return /^\p{Script=Hiragana}{1,4}$/u.test(segment);
  return /^[的了着过们吗呢吧啊地得]$/u.test(segment);
}

/** A number stays with what it counts: 四十時間, 40小时. */
function counts(last: string, segment: string): boolean {
  if (!/^\p{Script=Han}/u.test(segment)) return false;
  return (
    /[\d０-９一二三四五六七八九十百千万]$/u.test(last) ||
    (/[一二三四五六七八九十]\p{Script=Han}$/u.test(last) && /^.$/u.test(segment))
  );
}

/** A single Chinese character usually belongs to the word after it: 畅听, 更轻. */
function leans(last: string, segment: string, language: string): boolean {
  return language === 'zh' && /^\p{Script=Han}$/u.test(last) && /^\p{Script=Han}{1,2}$/u.test(segment);
}

function opens(segment: string): boolean {
  return /[\p{Ps}\p{Pi}]$/u.test(segment);
}

function hyphenated(text: string, language: string): string {
  return text.replaceAll(/[\p{L}]{12,}/gu, (word) => splitCompound(word, language).join(SOFT_HYPHEN));
}

/** A compound in its parts: `Geräuschunterdrückung` gives `Geräusch`, `unterdrückung`. */
export function splitCompound(word: string, language: string): readonly string[] {
  if (word.length < LONG_WORD) return [word];
  const lower = word.toLowerCase();
  const joints = new Set<number>();
  for (const head of COMPOUND_HEADS[language] ?? []) {
    for (let at = lower.indexOf(head); at > 0; at = lower.indexOf(head, at + 1)) {
      const after = at + head.length;
      if (at >= SHORTEST_PART && (after === word.length || after <= word.length - SHORTEST_PART))
        joints.add(at);
    }
  }
  for (const ending of LINKING_ENDINGS[language] ?? []) {
    const at = lower.indexOf(ending);
    const joint = at + ending.length;
    if (at >= 2 && joint <= word.length - SHORTEST_PART) joints.add(joint);
  }
  return cut(word, spaced([...joints].toSorted((a, b) => a - b)));
}

/** Joints closer than the shortest part would leave crumbs: the earlier one stays. */
function spaced(joints: readonly number[]): readonly number[] {
  const kept: number[] = [];
  for (const joint of joints) {
    if (joint - (kept.at(-1) ?? 0) >= SHORTEST_PART) kept.push(joint);
  }
  return kept;
}

function cut(word: string, joints: readonly number[]): readonly string[] {
  const edges = [0, ...joints, word.length];
  return edges.slice(1).map((end, index) => word.slice(edges[index], end));
}
