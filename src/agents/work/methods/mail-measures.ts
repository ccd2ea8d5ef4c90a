import { graphemesOf } from '#studio/copy/channels';
import { readabilityOf } from './readability.ts';
import { findShouting, findSpamWords } from './spam-words.ts';

/** A mail as plain text. */
export interface Mail {
  readonly subject: string;
  readonly preheader: string | null;
  readonly body: string;
}

/** What can be counted of a mail. */
export interface MailMeasures {
  readonly subject: number;
  readonly preheader: number;
  readonly words: number;
  readonly sentences: number;
  readonly wordsPerSentence: number;
  readonly longestSentence: number;
  readonly ease: number | null;
  readonly formula: string;
  readonly spamWords: readonly string[];
  readonly shouting: number;
  readonly exclamations: number;
  readonly links: number;
  /** Different addresses that ask for something; those of law and list do not. */
  readonly actions: number;
}

/** Subject 30 to 50, preheader 40 to 90 characters: what common mail clients show (the house's channel rules for e-mail). */
export const SUBJECT = { least: 30, most: 50 } as const;
export const PREHEADER = { least: 40, most: 90 } as const;
/** UK government style guide ("sentence length: 25 words"): above it a reader loses the thread; 20 leaves room. */
export const LONGEST_SENTENCE = 20;

const LINK = /(?:https?:\/\/|www\.)[^\s<>"]+/giu;
/** Lines that law or list ask for, in the languages of the house's packs. */
const DUTY =
  /unsubscrib|opt out|abmeld|abbestell|d[ée]sabonn|se d[ée]sinscri|darse de baja|cancelar|disiscriv|uitschrijv|afmeld|cancelar subscri|إلغاء الاشتراك|הסר|登録解除|配信停止|退订|수신거부|unsubscribe|privacy|datenschutz|impressum|imprint|confidentialit|privacidad|mentions légales/iu;

/** The addresses of a text in order, without marks that end a sentence. */
export function linksOf(text: string): string[] {
  return (text.match(LINK) ?? []).map((link) => link.replace(/[).,;:!?\]]+$/u, ''));
}

/** Whether a line is there because law or list ask for it. */
export function isDuty(line: string): boolean {
  return DUTY.test(line);
}

/** Addresses that ask for something, each place once. */
export function actionsOf(body: string): string[] {
  const lines = body.split('\n').filter((line) => !isDuty(line));
  const byPlace = new Map(
    lines.flatMap(linksOf).map((link) => [link.replace(/[?#].*$/u, '').toLowerCase(), link]),
  );
  return [...byPlace.values()];
}

/** Counts a mail; `names` are words that may stand in capitals. */
export function measureMail(mail: Mail, locale: string, names: readonly string[] = []): MailMeasures {
  const all = `${mail.subject}\n${mail.preheader ?? ''}\n${mail.body}`;
  const { words, sentences, wordsPerSentence, longestSentence, ease, formula } = readabilityOf(
    mail.body
      .split('\n')
      .filter((line) => !isDuty(line))
      .join('\n'),
    locale,
  );
  return {
    subject: graphemesOf(mail.subject).length,
    preheader: graphemesOf(mail.preheader ?? '').length,
    words,
    sentences,
    wordsPerSentence,
    longestSentence,
    ease,
    formula,
    spamWords: findSpamWords(all, locale).map(({ word }) => word.replace('*', '')),
    shouting: findShouting(all, names).length,
    exclamations: all.match(/[!！]/gu)?.length ?? 0,
    links: linksOf(mail.body).length,
    actions: actionsOf(mail.body).length,
  };
}
