import { languageOf } from '#kernel/local-text';
import { matcherFor } from '#studio/copy/word-matching';

/**
 * Words that cost a mail trust, by language. "filter" stands in the rules of SpamAssassin (apache/spamassassin,
 * rules/20_phrases.cf: ACT_NOW, DEAR_FRIEND, GUARANTEED_100_PERCENT, MONEY_BACK, LOW_PRICE, JOIN_MILLIONS, ONE_TIME,
 * PRICES_ARE_AFFORDABLE, URG_BIZ); "pressure" and "hype" are the house's own list: no other filter publishes its words.
 */
export const SPAM_WORDS: Readonly<Record<string, Readonly<Record<SpamKind, string>>>> = {
  en: {
    filter:
      'act now | dear friend | 100% guaranteed | money back guarantee | low prices | lowest price | join millions | join thousands | one time offer | one-time offer | affordable prices | urgent reply | urgent response',
    pressure:
      'hurry | don’t miss out | don’t miss this | last chance | once in a lifetime | while you still can | limited time only | buy now | order now | click here | call now',
    hype: 'amazing | incredible | unbelievable | fantastic | revolutionary | game-changing | mind-blowing | world-class | best-in-class | cutting-edge | state-of-the-art | next-level | ultimate | unbeatable | sensational',
  },
  de: {
    filter: '100% garantiert | geld-zurück-garantie | dringende antwort',
    pressure:
      'jetzt zuschlagen | nur für kurze zeit | letzte chance | verpassen sie nicht | verpasse nicht | hier klicken | klicken sie hier | beeilen sie sich | beeil dich | schnell sein lohnt sich',
    hype: 'unglaublich* | sensationell* | revolutionär* | bahnbrechend* | einmalig* | einzigartig* | ultimativ* | unschlagbar* | weltklasse | fantastisch*',
  },
  fr: {
    filter: 'garanti à 100 % | satisfait ou remboursé',
    pressure:
      'dépêchez-vous | dernière chance | ne manquez pas | ne ratez pas | cliquez ici | agissez maintenant',
    hype: 'incroyable* | révolutionnaire* | exceptionnel* | sensationnel* | imbattable* | ultime | fantastique*',
  },
  es: {
    filter: '100% garantizado',
    pressure:
      'date prisa | última oportunidad | no te lo pierdas | no se lo pierda | haz clic aquí | haga clic aquí | actúa ahora',
    hype: 'increíble* | revolucionari* | sensacional* | espectacular* | inmejorable* | definitiv* | fantástic*',
  },
  it: {
    filter: 'garantito al 100%',
    pressure: 'affrettati | ultima occasione | non perdere | clicca qui | agisci ora',
    hype: 'incredibil* | rivoluzionari* | sensazional* | imbattibil* | fantastic*',
  },
  nl: {
    filter: '100% gegarandeerd | niet goed geld terug',
    pressure: 'laatste kans | mis het niet | klik hier | wees er snel bij',
    hype: 'ongelooflijk* | revolutionair* | sensationeel* | onovertroffen | fantastisch*',
  },
  pt: {
    filter: '100% garantido',
    pressure: 'última oportunidade | não perca | clique aqui | aja agora',
    hype: 'incríve* | revolucionári* | sensaciona* | imbatíve* | fantástic*',
  },
};
export type SpamKind = 'filter' | 'pressure' | 'hype';
export const SPAM_SOURCE =
  'list of the house in src/agents/work/methods/spam-words.ts; what it calls "filter" are rules of SpamAssassin (20_phrases.cf)';

export interface SpamHit {
  readonly word: string;
  readonly kind: SpamKind;
}

/** Whether there is a list for a language; without one nothing is found. */
export function hasSpamWords(locale: string): boolean {
  return Object.hasOwn(SPAM_WORDS, languageOf(locale));
}

/** The listed words in a text, whole words only; a straight apostrophe counts as a typographic one. */
export function findSpamWords(text: string, locale: string): SpamHit[] {
  const lists = SPAM_WORDS[languageOf(locale)];
  return Object.entries(lists ?? {}).flatMap(([kind, words]) =>
    matcherFor(words.split(' | '), languageOf(locale))
      .find(text)
      .map((word) => ({ word, kind: kind as SpamKind })),
  );
}

/** Words of four letters and more in capitals; those of `names` and with digits are meant so. */
export function findShouting(text: string, names: readonly string[] = []): string[] {
  const known = new Set(names.flatMap((name) => name.match(/\p{L}+/gu) ?? []));
  const words =
    text.replaceAll(/https?:\/\/\S+/gu, '').match(/(?<![\p{L}\p{N}])\p{Lu}{4,}(?![\p{L}\p{N}])/gu) ?? [];
  return words.filter((word) => !known.has(word));
}
