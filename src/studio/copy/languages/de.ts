import type { LanguagePack } from '#studio/copy/language-pack';

/** German. Formal `Sie`, informal `du` in lower case. */
export const de: LanguagePack = {
  language: 'de',
  notes: [
    'Nutzen und Probleme: kurze Aussagen, die allein stehen können („Dreißig Stunden ohne Kabel“, „Mittags ist der Akku leer“).',
    'Merkmale: Nennform oder kurze Aussage („Vier Mikrofone mit Windfilter“). Kategorie: Plural oder Stoffname im Nominativ ohne Artikel („kabellose Kopfhörer“).',
    'Zielgruppe: Akkusativ, passend hinter „für“ („Menschen, die im Zug arbeiten“). Anlass: Nominativ ohne Artikel („Weihnachten“). Menge: „200 Stück“.',
    'Kein Fakt wird gebeugt: Er steht am Satzanfang, nach Doppelpunkt oder für sich. Nach Doppelpunkt gilt Großschreibung ganzer Sätze, der Fakt bleibt daher, wie er ist.',
    'Trennstriche für lange Wörter setzt das Layout, nicht der Text. Schaltflächen stehen im Infinitiv am Ende („Details ansehen“).',
  ],
  scripts: ['Latin'],
  typography: {
    stop: '.',
    gap: ' ',
    colon: ': ',
    quotes: ['„', '“'],
    innerQuotes: ['‚', '‘'],
    quoteStop: 'inside',
    quotesIn: { 'de-CH': ['«', '»'], 'de-LI': ['«', '»'] },
    apostrophe: '’',
    spacing: 'plain',
  },
  lowerWords: '',
  headline: { unit: 'words', min: 2, max: 8 },
  hashtags: { join: 'pascal', usual: 3 },
  angles: {
    benefit: {
      headlines: [
        '{benefit}.',
        '{product}. {benefit}.',
        'Der Sinn von {product}: {benefit}.',
        'Einfach gesagt: {benefit}.',
      ],
      openings: ['{benefit}. Genau dafür gibt es {product}.', '{product} in einem Satz: {benefit}.'],
    },
    problem: {
      headlines: [
        '{problem}? Nicht mit {product}.',
        'Kann weg: {problem}.',
        '{problem}. Das war einmal.',
        '{problem}? Zeit für {product}.',
      ],
      openings: [
        '{problem}. Wer das kennt, sollte {product} kennenlernen.',
        '<Kennen Sie das|Kennst du das>? {problem}.',
      ],
      supports: ['{product} macht es anders: {benefit}.'],
    },
    proof: {
      headlines: ['{quote}', '{proof}.', '{product}: {proof}.', 'Schwarz auf weiß: {proof}.{?source}'],
      openings: [
        '{quote} – {by} über {product}.',
        '{?proof}Was {source} über {product} sagt: {proof}.',
        '{product}: {proof}.',
      ],
      supports: ['{!quote}{by} über {product}.', '{!proof}Quelle: {source}.'],
    },
    feature: {
      headlines: [
        '{feature}.',
        '{product}, genau betrachtet: {feature}.',
        'Genau hinsehen: {feature}.',
        'Auf den zweiten Blick: {feature}.',
      ],
      openings: [
        '{feature}. Ein Detail, das man bei {product} leicht übersieht.',
        '<Sehen Sie|Sieh> bei {product} genauer hin: {feature}.',
      ],
    },
    contrast: {
      headlines: [
        '{problem}? {benefit}.',
        'Vorher: {problem}. Jetzt: {benefit}.',
        'Alt: {problem}. Neu: {benefit}.',
      ],
      openings: [
        'Ohne {product}: {problem}. Mit {product}: {benefit}.',
        'Zweimal derselbe Tag. Einmal: {problem}. Einmal: {benefit}.',
      ],
    },
    question: {
      headlines: [
        'Warum {product}? {benefit}.',
        'Und wenn das normal wäre: {benefit}?',
        'Wie lange noch? {problem}.',
        'Für wen ist {product}? Für {audience}.',
        '<Kennen Sie|Kennst du> {product} schon?',
        'Was <würden Sie|würdest du> mit {product} tun?',
      ],
      openings: [
        'Berechtigte Frage: Warum {product}? {benefit}.',
        'Was <würden Sie|würdest du> mit {product} als Erstes tun?',
      ],
    },
    how_to: {
      headlines: [
        '{category}: Worauf es ankommt.{?feature}{?benefit}',
        'Drei Dinge über {product}.{?feature}{?feature2}{?benefit}',
        'Vor dem Kauf prüfen: {feature}.',
        'Darauf <sollten Sie|solltest du> achten: {feature}.',
      ],
      openings: [
        '{category} gesucht? <Achten Sie|Achte> zuerst auf das hier: {feature}.',
        'Gut zu wissen vor der Entscheidung für {product}: {feature}.',
      ],
      supports: ['{benefit}. {feature}. {feature2}.', 'Bei {product}: {feature}.'],
    },
    occasion: {
      headlines: [
        'Idee für {occasion}: {product}.',
        '{occasion} im Blick, {product} zur Hand.',
        '{product}, ab {start}.',
      ],
      openings: [
        '{occasion} steht im Kalender? Eine Idee: {product}.',
        '{campaign} beginnt am {start}, mit {product}.',
      ],
    },
    urgency: {
      headlines: [
        '{product}: bis {date}.',
        '{limit}. Dann ist Schluss.',
        'Am {date} ist Schluss.',
        '{product}. {limit}, mehr nicht.',
        '{campaign} endet am {date}.',
      ],
      openings: [
        '{campaign} endet am {date}. {product} gehört dazu.',
        '{limit} von {product}, mehr gibt es nicht.',
      ],
      supports: ['{product} für {price}, bis {date}.'],
    },
    values: {
      headlines: ['{value}.', 'Hinter {product} steht: {value}.', 'So arbeitet {brand}: {value}.'],
      openings: ['{value}. So arbeitet {brand}, auch bei {product}.', 'Was steht hinter {product}? {value}.'],
      supports: ['{brand} nimmt das genau.'],
    },
    price: {
      headlines: [
        '{product} für {price}.',
        '{benefit}. Für {price}.',
        '{price} statt {before}.',
        '{saving} gespart mit {product}.',
      ],
      openings: [
        '{product} kostet jetzt {price} statt {before}.',
        '{product} kostet {price}. {benefit}.',
        '{product} kostet {price}.',
      ],
      supports: ['{price} statt {before}.'],
    },
    brand_voice: {
      headlines: [
        '{message}.',
        '{tagline}.',
        '{product}. {tagline}.',
        '{brand} stellt vor: {product}.',
        'Das ist {product}.',
        '{campaign}: {product}.',
      ],
      openings: [
        '{tagline}. Das ist {product} von {brand}.',
        '{message}. Dazu gehört {product} von {brand}.',
        '{product} von {brand}: <Sehen Sie|Sieh> selbst.',
      ],
      supports: ['{brand}. {tagline}.', '{category} von {brand}.', 'Von {brand}.'],
    },
  },
  cta: {
    buy: ['{product} bestellen', 'Online bestellen'],
    learn: ['{product} ansehen', 'Alle Details lesen', 'Genauer ansehen'],
  },
  lines: {
    list: 'Was {product} mitbringt:',
    audience: 'Für {audience}.',
    price: '{product} kostet {price}.',
    saving: '{price} statt {before}: <Sie sparen|du sparst> {saving}.',
    until: '{campaign} läuft bis {date}.',
    from: '{campaign} beginnt am {start}.',
    limit: 'Verfügbar: {limit}.',
    proof: '{proof} (Quelle: {source}).',
    quote: '{quote} – {by}',
    link: '{cta}: {url}',
  },
  badges: { saving: '{saving} sparen', until: 'Bis {date}', limit: '{limit}' },
  alt: {
    picture: [
      '{product} von {brand}, {category}. Im Bild steht: {headline}',
      '{product} von {brand}. Im Bild steht: {headline}',
      '{product}: {headline}',
    ],
    type: [
      'Schrift in den Farben von {brand}: {headline} Es geht um {product}, {category}.',
      'Schriftbild zu {product} von {brand}: {headline}',
      '{product}: {headline}',
    ],
  },
};
