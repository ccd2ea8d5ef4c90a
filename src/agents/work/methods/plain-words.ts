import { languageOf } from '#kernel/local-text';

/**
 * Wordy phrases and what says the same. English: Federal Plain Language Guidelines (US, 2011), "Use simple words and
 * phrases"; the others are the house's own short lists.
 */
const PLAIN: Readonly<Record<string, readonly (readonly [wordy: string, plain: string])[]>> = {
  en: [
    ['in order to', 'to'],
    ['due to the fact that', 'because'],
    ['at this point in time', 'now'],
    ['in the event that', 'if'],
    ['prior to', 'before'],
    ['subsequent to', 'after'],
    ['with regard to', 'about'],
    ['has the ability to', 'can'],
    ['is able to', 'can'],
    ['are able to', 'can'],
    ['utilize', 'use'],
    ['utilise', 'use'],
    ['purchase', 'buy'],
    ['commence', 'start'],
    ['a large number of', 'many'],
    ['the majority of', 'most'],
    ['in addition to', 'besides'],
  ],
  de: [
    ['aufgrund der Tatsache, dass', 'weil'],
    ['zum jetzigen Zeitpunkt', 'jetzt'],
    ['für den Fall, dass', 'falls'],
    ['eine Vielzahl von', 'viele'],
    ['zu einem späteren Zeitpunkt', 'später'],
  ],
  fr: [
    ['dans le but de', 'pour'],
    ['à l’heure actuelle', 'maintenant'],
    ['en raison du fait que', 'parce que'],
    ['un grand nombre de', 'beaucoup de'],
  ],
  es: [
    ['con el fin de', 'para'],
    ['en este momento', 'ahora'],
    ['debido al hecho de que', 'porque'],
    ['un gran número de', 'muchos'],
  ],
};

/** Openings that say nothing: whole sentences, and beginnings whose rest stands alone (with what replaces them). */
const EMPTY_SENTENCE: Readonly<Record<string, RegExp>> = {
  en: /^i hope (?:this (?:e-?mail|message) finds you|you(?: are|['’]re))\b[^.!?]*[.!?]*$|^(?:we|i) hope you(?: are|['’]re) (?:doing )?well[.!]*$/iu,
  de: /^(?:ich|wir) hoffen?,? (?:diese (?:e-?mail|nachricht)|es geht|ihnen geht|dir geht)[^.!?]*[.!?]*$/iu,
  fr: /^(?:j['’]espère|nous espérons) que vous (?:allez|vous portez) bien[.!]*$/iu,
  es: /^espero que (?:este correo|este mensaje|est[eé]s?)[^.!?]*bien[.!]*$/iu,
};
const EMPTY_START: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  en: [
    [
      /^we(?: are|['’]re) (?:very |so |extremely )?(?:pleased|excited|happy|thrilled|delighted|proud) to (?:announce|inform you|share|tell you|let you know) that /iu,
      '',
    ],
    [
      /^we(?: are|['’]re) (?:very |so |extremely )?(?:pleased|excited|happy|thrilled|delighted|proud) to (?:introduce|present)(?: to)?(?: you)? /iu,
      'Meet ',
    ],
    [
      /^we(?: are|['’]re) (?:very |so |extremely )?(?:pleased|excited|happy|thrilled|delighted|proud) to announce /iu,
      'New: ',
    ],
    [/^(?:please note that|it is important to note that|as you may know,|as a valued customer,) /iu, ''],
  ],
};

/** A text in plainer words, and each phrase that went with what came for it. */
export function plainWords(text: string, locale: string): { text: string; swaps: [string, string][] } {
  const swaps: [string, string][] = [];
  let result = text;
  for (const [wordy, plain] of PLAIN[languageOf(locale)] ?? []) {
    const pattern = new RegExp(
      `(?<![\\p{L}\\p{N}])${wordy.replaceAll('’', "['’]")}(?![\\p{L}\\p{N}])`,
      'giu',
    );
    result = result.replaceAll(pattern, (found) => {
      swaps.push([found, plain]);
      return /^\p{Lu}/u.test(found) ? plain.replace(/^./u, (first) => first.toUpperCase()) : plain;
    });
  }
  return { text: result, swaps };
}

/** Whether a sentence is a greeting phrase without content. */
export function isEmptySentence(sentence: string, locale: string): boolean {
  return EMPTY_SENTENCE[languageOf(locale)]?.test(sentence.trim()) ?? false;
}

/** A sentence without its empty beginning. */
export function withoutEmptyStart(sentence: string, locale: string): string {
  for (const [pattern, instead] of EMPTY_START[languageOf(locale)] ?? []) {
    if (!pattern.test(sentence)) continue;
    const rest = sentence.replace(pattern, instead);
    return instead === '' ? rest.replace(/^./u, (first) => first.toUpperCase()) : rest;
  }
  return sentence;
}

/** A conjunction after a comma, and words that begin a clause of its own: only there a sentence may be cut in two. */
const JOINTS: Readonly<Record<string, readonly [and: string, but: string, subjects: string]>> = {
  en: [
    'and',
    'but|so|yet',
    "it|it['’]s|you|you['’]ll|you['’]re|we|we['’]re|they|he|she|this|these|the|your|our|there|each|every|i",
  ],
  de: ['und', 'aber|denn|doch', 'sie|du|er|es|wir|ihr|die|der|das|ein|eine|unser|unsere|ihre|deine'],
  fr: ['et', 'mais|car', "vous|tu|il|elle|ils|elles|nous|on|le|la|les|ce|cette|votre|notre|c['’]est"],
  es: ['y', 'pero', 'tú|usted|él|ella|nosotros|el|la|los|las|este|esta|nuestro|nuestra|tu|su'],
  it: ['e', 'ma', 'tu|lei|il|lo|la|i|gli|le|questo|questa|il nostro|la nostra'],
  nl: ['en', 'maar|want', 'je|u|het|de|wij|we|zij|ze|deze|dit|onze|een'],
  pt: ['e', 'mas', 'você|tu|ele|ela|o|a|os|as|este|esta|nosso|nossa|nós'],
};
const LEAST_WORDS = 5;

/** A sentence cut in two at its best joint (a semicolon, a dash, a clause with its own subject); one piece where there is none. */
export function splitSentence(sentence: string, locale: string): string[] {
  const joint = JOINTS[languageOf(locale)];
  const places = [...sentence.matchAll(/;\s+|\s+[–—]\s+/gu)].map((found) => ({
    at: found.index,
    skip: found[0].length,
    keep: '',
  }));
  if (joint !== undefined) {
    const [and, but, subjects] = joint;
    const clause = new RegExp(`,\\s+(?:(${and})|(${but}))\\s+(?=(?:${subjects})(?![\\p{L}]))`, 'giu');
    for (const found of sentence.matchAll(clause))
      places.push({
        at: found.index,
        skip: found[0].length,
        keep: found[2] === undefined ? '' : `${found[2]} `,
      });
  }
  const count = (text: string): number => text.match(/\p{L}+/gu)?.length ?? 0;
  const middle = sentence.length / 2;
  const best = places
    .filter(
      ({ at, skip }) =>
        count(sentence.slice(0, at)) >= LEAST_WORDS && count(sentence.slice(at + skip)) >= LEAST_WORDS,
    )
    .toSorted((a, b) => Math.abs(a.at - middle) - Math.abs(b.at - middle))[0];
  if (best === undefined) return [sentence];
  const rest = best.keep + sentence.slice(best.at + best.skip);
  return [
    `${sentence.slice(0, best.at).replace(/[,;]$/u, '')}.`,
    rest.replace(/^./u, (first) => first.toUpperCase()),
  ];
}
