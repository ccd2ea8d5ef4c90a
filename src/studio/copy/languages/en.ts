import type { LanguagePack } from '#studio/copy/language-pack';

/** English. Formal address only loses the contractions; `you` serves both. */
export const en: LanguagePack = {
  language: 'en',
  notes: [
    'Benefits and problems: short statements or fragments that can stand alone ("Thirty hours without a cable", "The battery dies by noon").',
    'Features: noun phrase or short statement ("Four microphones with wind filter"). Category: plural or mass noun without article ("wireless headphones").',
    'Audience: noun phrase that can follow "for" ("people who work on trains"). Occasion: bare name ("Christmas"). Limit: bare amount ("200 pieces").',
    'No article ever stands before a slot, so a/an and countability cannot go wrong; no possessive s on names.',
    'Date and price come from Intl; "en" writes American order, "en-GB" British.',
  ],
  scripts: ['Latin'],
  typography: {
    stop: '.',
    gap: ' ',
    colon: ': ',
    quotes: ['“', '”'],
    innerQuotes: ['‘', '’'],
    quoteStop: 'inside',
    quotesIn: { 'en-GB': ['‘', '’'] },
    quoteEndsSentence: true,
    apostrophe: '’',
    spacing: 'plain',
  },
  lowerWords: '',
  headline: { unit: 'words', min: 3, max: 8 },
  hashtags: { join: 'pascal', usual: 4 },
  angles: {
    benefit: {
      headlines: [
        '{benefit}.',
        '{product}. {benefit}.',
        'The point of {product}: {benefit}.',
        'Put simply: {benefit}.',
      ],
      openings: ['{benefit}. That is what {product} is for.', '{product} in one sentence: {benefit}.'],
    },
    problem: {
      headlines: [
        '{problem}? Not with {product}.',
        'Cross this off: {problem}.',
        '{problem}. Enough of that.',
        '{problem}? Time for {product}.',
      ],
      openings: [
        '{problem}. If you know the feeling, here is {product}.',
        '<Does this sound|Sound> familiar? {problem}.',
      ],
      supports: ['{product} does it differently: {benefit}.'],
    },
    proof: {
      headlines: ['{quote}', '{proof}.', '{product}: {proof}.', 'On the record: {proof}.{?source}'],
      openings: [
        '{quote} – {by}, on {product}.',
        '{?proof}What {source} says about {product}: {proof}.',
        '{product}: {proof}.',
      ],
      supports: ['{!quote}{by}, on {product}.', '{!proof}Source: {source}.'],
    },
    feature: {
      headlines: [
        '{feature}.',
        '{product}, up close: {feature}.',
        'Look closer: {feature}.',
        'Worth a second look: {feature}.',
      ],
      openings: [
        '{feature}. A detail of {product} <that is|that’s> easy to miss.',
        'Take a closer look at {product}: {feature}.',
      ],
    },
    contrast: {
      headlines: [
        '{problem}? {benefit}.',
        'Before: {problem}. Now: {benefit}.',
        'Out: {problem}. In: {benefit}.',
      ],
      openings: [
        'Before {product}: {problem}. With {product}: {benefit}.',
        'Two versions of the same day. One: {problem}. The other: {benefit}.',
      ],
    },
    question: {
      headlines: [
        'Why {product}? {benefit}.',
        'What if this were normal? {benefit}.',
        'Still putting up with this? {problem}.',
        'Who is {product} for? {audience}.',
        'Have you seen {product} yet?',
        'What would you do with {product}?',
      ],
      openings: ['A fair question: why {product}? {benefit}.', 'What would you do with {product}?'],
    },
    how_to: {
      headlines: [
        '{category}: what to look for.{?feature}{?benefit}',
        'Three things to know about {product}.{?feature}{?feature2}{?benefit}',
        'Before you choose, check this: {feature}.',
        'First thing to look for: {feature}.',
      ],
      openings: [
        'Choosing the right {category}? Look at this first: {feature}.',
        'What to know before you decide on {product}: {feature}.',
      ],
      supports: ['{benefit}. {feature}. {feature2}.', 'In {product}: {feature}.'],
    },
    occasion: {
      headlines: [
        'One idea for {occasion}: {product}.',
        '{product}, in time for {occasion}.',
        '{product}, from {start}.',
      ],
      openings: [
        '{occasion} on your mind? Here is an idea: {product}.',
        '{campaign} starts on {start}, with {product}.',
      ],
    },
    urgency: {
      headlines: [
        '{product}: until {date}.',
        '{limit}. Then <it is|it’s> over.',
        '{date} is the last day.',
        '{product}. {limit}, no more.',
        '{campaign} ends {date}.',
      ],
      openings: [
        '{campaign} ends on {date}. {product} is part of it.',
        'There are {limit} of {product}, and no more.',
      ],
      supports: ['{product} at {price}, until {date}.'],
    },
    values: {
      headlines: ['{value}.', 'Behind {product}: {value}.', 'How {brand} works: {value}.'],
      openings: [
        '{value}. That is how {brand} works, and {product} is no exception.',
        'What stands behind {product}? {value}.',
      ],
      supports: ['{brand} makes a point of it.'],
    },
    price: {
      headlines: [
        '{product} for {price}.',
        '{benefit}. For {price}.',
        '{price} instead of {before}.',
        'Save {saving} on {product}.',
      ],
      openings: [
        '{product} now costs {price} instead of {before}.',
        '{product} costs {price}. {benefit}.',
        '{product} costs {price}.',
      ],
      supports: ['{price} instead of {before}.'],
    },
    brand_voice: {
      headlines: [
        '{message}.',
        '{tagline}.',
        '{product}. {tagline}.',
        '{brand} presents {product}.',
        'This is {product}.',
        '{campaign}: {product}.',
      ],
      openings: [
        '{tagline}. Meet {product} by {brand}.',
        '{message}. Meet {product} by {brand}.',
        'Meet {product} by {brand}.',
      ],
      supports: ['{brand}. {tagline}.', '{category} by {brand}.', 'By {brand}.'],
    },
  },
  cta: {
    buy: ['Order {product}', 'Order yours'],
    learn: ['See {product} up close', 'Read the details', 'Take a closer look'],
  },
  lines: {
    list: 'What {product} brings:',
    audience: 'For {audience}.',
    price: '{product} costs {price}.',
    saving: '{price} instead of {before}: you save {saving}.',
    until: '{campaign} runs until {date}.',
    from: '{campaign} starts on {start}.',
    limit: 'Available: {limit}.',
    proof: '{proof} (source: {source}).',
    quote: '{quote} – {by}',
    link: '{cta}: {url}',
  },
  badges: { saving: 'Save {saving}', until: 'Until {date}', limit: '{limit}' },
  alt: {
    picture: [
      '{product} by {brand}, {category}. The words read: {headline}',
      '{product} by {brand}. The words read: {headline}',
      '{product}: {headline}',
    ],
    type: [
      'Words in the colours of {brand}: {headline} For {product}, {category}.',
      'Words for {product} by {brand}: {headline}',
      '{product}: {headline}',
    ],
  },
};
