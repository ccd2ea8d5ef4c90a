import { graphemesOf } from '#studio/copy/channels';
import { stemsOf } from '#studio/copy/stems';
import { sentencesOf } from './readability.ts';
import { findSpamWords } from './spam-words.ts';
import { PREHEADER, SUBJECT } from './mail-measures.ts';
import { calmText, rewriteSentence, type Tone } from './rewrite-sentence.ts';

export interface Head {
  readonly subject: string;
  readonly preheader: string | null;
  /** Why it is not as it was; undefined where it is. */
  readonly subjectBecause?: string;
  readonly preheaderBecause?: string;
}

interface From {
  readonly subject: string;
  readonly preheader: string | null;
  /** Sentences of the mail, best first. */
  readonly best: readonly string[];
  /** Lines of the studio's writer for the same product, where the mail itself has none that fits. */
  readonly subjects: readonly string[];
  readonly preheaders: readonly string[];
}

const FEIGNED = /^(?:(?:re|aw|fwd?|wg|tr|rv|sv)\s*:\s*)+/iu;

/** Subject and preheader that fit what is shown and say two different things. */
export function rewriteHead(from: From, tone: Tone): Head {
  const cleaned = cleanSubject(from.subject, tone);
  const subject = fitSubject(cleaned, from, tone);
  const preheader = fitPreheader(from, subject, tone);
  return {
    subject,
    preheader,
    ...(subject === from.subject.trim()
      ? {}
      : { subjectBecause: subjectReason(from.subject, { cleaned, subject }) }),
    ...(preheader === from.preheader ? {} : { preheaderBecause: preheaderReason(from, subject, tone) }),
  };
}

function cleanSubject(subject: string, tone: Tone): string {
  const bare = subject.trim().replace(FEIGNED, '');
  const { sentences } = rewriteSentence(calmText(bare, tone), tone);
  const text = sentences
    .join(' ')
    .replaceAll(/\p{Extended_Pictographic}{2,}/gu, '')
    .trim();
  return /[.。]$/u.test(subject) ? text : text.replace(/[.。]$/u, '');
}

const lengthOf = (text: string): number => graphemesOf(text).length;

function fitSubject(cleaned: string, { best, subjects }: From, { locale }: Tone): string {
  const isVague = stemsOf(cleaned, locale).length < 2;
  if (!isVague && lengthOf(cleaned) <= SUBJECT.most) return cleaned;
  const clause = cleaned.split(/\s+[–—-]\s+|[:;!?]\s+|,\s+/u)[0] ?? '';
  if (
    !isVague &&
    lengthOf(clause) >= SUBJECT.least / 2 &&
    lengthOf(clause) <= SUBJECT.most &&
    stemsOf(clause, locale).length >= 2
  )
    return clause;
  const sentence = [...best, ...subjects]
    .map((text) => text.replace(/[.。]$/u, ''))
    .find((text) => lengthOf(text) <= SUBJECT.most && lengthOf(text) >= 10);
  return sentence ?? (cleaned === '' ? (subjects[0] ?? '') : cleaned);
}

function subjectReason(old: string, { cleaned, subject }: { cleaned: string; subject: string }): string {
  if (subject === cleaned)
    return 'It shouts, feigns a reply or uses words that filters know: the same words, calm.';
  if (lengthOf(old) > SUBJECT.most)
    return `${lengthOf(old)} characters are cut on phones after ${SUBJECT.most}: the strongest reason of mail or brief that fits stands alone.`;
  return 'It said nothing that a reader could want: the best reason of mail or brief takes its place.';
}

function shares(text: string, other: string, locale: string): number {
  const stems = stemsOf(text, locale);
  const known = new Set(stemsOf(other, locale));
  return stems.length === 0 ? 0 : stems.filter((stem) => known.has(stem)).length / stems.length;
}

function cleanPreheader(preheader: string, tone: Tone): string {
  const sentences = sentencesOf(preheader).flatMap((sentence) => rewriteSentence(sentence, tone).sentences);
  return sentences.join(' ');
}

/** More in common than this is the subject over again. */
const REPEAT = 0.5;

function fitPreheader(from: From, subject: string, tone: Tone): string | null {
  const old = from.preheader === null ? '' : cleanPreheader(from.preheader.trim(), tone);
  const adds = (text: string): boolean => shares(text, subject, tone.locale) <= REPEAT;
  const isClean = findSpamWords(old, tone.locale).length === 0;
  if (old !== '' && isClean && adds(old) && lengthOf(old) <= PREHEADER.most) {
    const more = lengthOf(old) >= PREHEADER.least ? undefined : longer(old, from, subject, tone);
    return more ?? (old === from.preheader?.trim() ? from.preheader : old);
  }
  const candidates = [...from.best, ...from.preheaders].filter((text) => adds(text) && text !== subject);
  const good = candidates.find(
    (text) => lengthOf(text) >= PREHEADER.least && lengthOf(text) <= PREHEADER.most,
  );
  return (
    good ??
    candidates.find((text) => lengthOf(text) <= PREHEADER.most && lengthOf(text) >= 20) ??
    (old === '' ? null : old)
  );
}

/** A short preheader with a second sentence of the mail, so that clients do not fill the line with the greeting. */
function longer(old: string, from: From, subject: string, { locale }: Tone): string | undefined {
  const start = /[.!?。]$/u.test(old) ? old : `${old}.`;
  return [...from.best, ...from.preheaders]
    .filter((text) => shares(text, `${subject} ${old}`, locale) <= REPEAT)
    .map((text) => `${start} ${text}`)
    .find((text) => lengthOf(text) >= PREHEADER.least && lengthOf(text) <= PREHEADER.most);
}

function preheaderReason({ preheader }: From, subject: string, { locale }: Tone): string {
  if (preheader === null || preheader.trim() === '')
    return 'There was none, so mail clients would show the first words of the text: now it adds a second reason.';
  if (shares(preheader, subject, locale) > REPEAT)
    return 'It said the subject over again: now it adds a second reason.';
  if (findSpamWords(preheader, locale).length > 0)
    return 'It used words that filters know or nobody can check.';
  if (lengthOf(preheader) < PREHEADER.least)
    return `${lengthOf(preheader)} characters leave room that clients fill with the first words of the mail: a second fact takes it.`;
  return lengthOf(preheader) > PREHEADER.most
    ? `${lengthOf(preheader)} characters are cut after ${PREHEADER.most}.`
    : 'It shouted: the same words, calm.';
}
