import { languageOf } from '#kernel/local-text';

/** What visitors ask of any product, where a fact answers it. */
export const ASKED = ['what', 'price', 'limit', 'until', 'proof'] as const;
export type Asked = (typeof ASKED)[number];

/** The questions in the languages of the studio's packs; `{product}` is its name. */
const QUESTIONS: Readonly<Record<string, Readonly<Record<Asked, string>>>> = {
  en: {
    what: 'What is {product}?',
    price: 'What does it cost?',
    limit: 'How many are there?',
    until: 'Until when?',
    proof: 'How do you know?',
  },
  de: {
    what: 'Was ist {product}?',
    price: 'Was kostet es?',
    limit: 'Wie viele gibt es?',
    until: 'Bis wann?',
    proof: 'Woher wissen wir das?',
  },
  fr: {
    what: '{product}, c’est quoi ?',
    price: 'Quel est le prix ?',
    limit: 'Combien y en a-t-il ?',
    until: 'Jusqu’à quand ?',
    proof: 'Comment le savons-nous ?',
  },
  es: {
    what: '¿Qué es {product}?',
    price: '¿Cuánto cuesta?',
    limit: '¿Cuántas unidades hay?',
    until: '¿Hasta cuándo?',
    proof: '¿Cómo lo sabemos?',
  },
  it: {
    what: 'Che cos’è {product}?',
    price: 'Quanto costa?',
    limit: 'Quanti pezzi ci sono?',
    until: 'Fino a quando?',
    proof: 'Come lo sappiamo?',
  },
  pt: {
    what: 'O que é {product}?',
    price: 'Quanto custa?',
    limit: 'Quantas unidades há?',
    until: 'Até quando?',
    proof: 'Como o sabemos?',
  },
  nl: {
    what: 'Wat is {product}?',
    price: 'Wat kost het?',
    limit: 'Hoeveel zijn er?',
    until: 'Tot wanneer?',
    proof: 'Hoe weten we dat?',
  },
  ar: {
    what: 'ما هو {product}؟',
    price: 'كم السعر؟',
    limit: 'كم الكمية المتاحة؟',
    until: 'حتى متى؟',
    proof: 'كيف نعرف ذلك؟',
  },
  he: {
    what: 'מה זה {product}?',
    price: 'כמה זה עולה?',
    limit: 'כמה יש במלאי?',
    until: 'עד מתי?',
    proof: 'איך אנחנו יודעים?',
  },
  ja: {
    what: '{product}とは？',
    price: '価格は？',
    limit: '数量は？',
    until: 'いつまで？',
    proof: '根拠は？',
  },
  zh: {
    what: '{product}是什么？',
    price: '价格是多少？',
    limit: '有多少数量？',
    until: '到什么时候？',
    proof: '依据是什么？',
  },
  ko: {
    what: '{product}, 어떤 제품인가요?',
    price: '가격은 얼마인가요?',
    limit: '수량은 얼마나 되나요?',
    until: '언제까지인가요?',
    proof: '근거는 무엇인가요?',
  },
  hi: {
    what: '{product} क्या है?',
    price: 'क़ीमत कितनी है?',
    limit: 'कितने उपलब्ध हैं?',
    until: 'कब तक?',
    proof: 'इसका आधार क्या है?',
  },
  th: {
    what: '{product} คืออะไร',
    price: 'ราคาเท่าไร',
    limit: 'มีจำนวนเท่าไร',
    until: 'ถึงเมื่อไร',
    proof: 'ทราบได้อย่างไร',
  },
};

/** A question in a locale; undefined where the house does not speak the language. */
export function questionIn(asked: Asked, locale: string, product: string): string | undefined {
  return QUESTIONS[languageOf(locale)]?.[asked].replace('{product}', product);
}
