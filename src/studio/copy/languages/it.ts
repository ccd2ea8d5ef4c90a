import type { LanguagePack } from '#studio/copy/language-pack';

/** Italian. Formal third person (Lei), informal `tu`. */
export const it: LanguagePack = {
  language: 'it',
  notes: [
    'Vantaggi e problemi: frasi brevi che reggono da sole («Trenta ore senza cavo», «La batteria muore a mezzogiorno»).',
    'Caratteristiche: sintagma nominale («Quattro microfoni con filtro antivento»). Categoria: nome senza articolo («cuffie senza fili»).',
    'Pubblico: dopo «per» («chi lavora in treno»). Occasione: nome senza articolo («Natale»). Limite: «200 pezzi».',
    'Nessuna preposizione articolata davanti al prodotto; nulla concorda con il suo genere.',
    'Le date senza articolo (l’8, l’11): «Ultimo giorno: 8 dicembre», mai «fino al 8».',
  ],
  scripts: ['Latin'],
  typography: {
    stop: '.',
    gap: ' ',
    colon: ': ',
    quotes: ['«', '»'],
    innerQuotes: ['“', '”'],
    quoteStop: 'outside',
    apostrophe: '’',
    spacing: 'plain',
  },
  lowerWords:
    'il lo la i gli le l un uno una due tre quattro cinque sei sette otto nove dieci venti trenta tuo tua tuoi tue suo sua suoi sue più meno senza con per in di da ogni tutto tutta tutti tutte si ti non già questo questa questi queste',
  headline: { unit: 'words', min: 3, max: 9 },
  hashtags: { join: 'pascal', usual: 4 },
  angles: {
    benefit: {
      headlines: [
        '{benefit}.',
        '{product}. {benefit}.',
        '{product}, in breve: {benefit}.',
        'Senza giri di parole: {benefit}.',
      ],
      openings: ['{benefit}. {product} serve a questo.', '{product} in una frase: {benefit}.'],
    },
    problem: {
      headlines: [
        '{problem}? Con {product}, no.',
        'Da dimenticare: {problem}.',
        '{problem}. Era ieri.',
        '{problem}? È l’ora di {product}.',
      ],
      openings: [
        '{problem}. Se <Le|ti> suona familiare, ecco {product}.',
        '<Le|Ti> è mai successo? {problem}.',
      ],
      supports: ['{product} risponde così: {benefit}.'],
    },
    proof: {
      headlines: ['{quote}', '{proof}.', '{product}: {proof}.', 'Nero su bianco: {proof}.{?source}'],
      openings: [
        '{quote} Lo dice {by}, su {product}.',
        '{?proof}Cosa dice {source} di {product}: {proof}.',
        '{product}: {proof}.',
      ],
      supports: ['{!quote}Parola di {by}.', '{!proof}Fonte: {source}.'],
    },
    feature: {
      headlines: [
        '{feature}.',
        '{product}, da vicino: {feature}.',
        'Da guardare bene: {feature}.',
        'Il dettaglio che conta: {feature}.',
      ],
      openings: [
        '{feature}. Un dettaglio di {product} che si nota con l’uso.',
        '<Guardi|Guarda> {product} da vicino: {feature}.',
      ],
    },
    contrast: {
      headlines: [
        '{problem}? {benefit}.',
        'Prima: {problem}. Adesso: {benefit}.',
        'Addio: {problem}. Benvenuti: {benefit}.',
      ],
      openings: [
        'Senza {product}: {problem}. Con {product}: {benefit}.',
        'La stessa giornata, due versioni. Una: {problem}. L’altra: {benefit}.',
      ],
    },
    question: {
      headlines: [
        'Perché {product}? {benefit}.',
        'E se fosse normale? {benefit}.',
        'Fino a quando? {problem}.',
        'Per chi è {product}? Per {audience}.',
        '<Conosce|Conosci> già {product}?',
        'Cosa <farebbe|faresti> con {product}?',
      ],
      openings: [
        'Bella domanda: perché {product}? {benefit}.',
        'Da dove <comincerebbe|cominceresti> con {product}?',
      ],
    },
    how_to: {
      headlines: [
        '{category}: cosa guardare.{?feature}{?benefit}',
        '{product} in tre punti.{?feature}{?feature2}{?benefit}',
        'Prima di scegliere: {feature}.',
        '<Cominci|Comincia> da qui: {feature}.',
      ],
      openings: [
        '<Cerca|Cerchi> {category}? <Guardi|Guarda> prima questo: {feature}.',
        'Da sapere prima di scegliere {product}: {feature}.',
      ],
      supports: ['{benefit}. {feature}. {feature2}.', 'In {product}: {feature}.'],
    },
    occasion: {
      headlines: [
        'Un’idea per {occasion}: {product}.',
        '{occasion} si avvicina. Anche {product}.',
        '{product}. Primo giorno: {start}.',
      ],
      openings: [
        '{occasion} in vista? Un’idea: {product}.',
        '{campaign}, con {product}. Primo giorno: {start}.',
      ],
    },
    urgency: {
      headlines: [
        '{product}. Ultimo giorno: {date}.',
        '{limit}. Poi basta.',
        'Ultimo giorno: {date}.',
        '{product}. {limit}, non di più.',
        '{campaign}, ultimo giorno: {date}.',
      ],
      openings: ['{campaign}, con {product}. Ultimo giorno: {date}.', '{product}: {limit}, non di più.'],
      supports: ['{product} a {price}. Ultimo giorno: {date}.'],
    },
    values: {
      headlines: ['{value}.', 'Dietro {product}: {value}.', 'Così lavora {brand}: {value}.'],
      openings: [
        '{value}. Così lavora {brand}, anche per {product}.',
        'Dietro {product} c’è un’idea: {value}.',
      ],
      supports: ['{brand} ci tiene.'],
    },
    price: {
      headlines: [
        '{product} a {price}.',
        '{benefit}. A {price}.',
        '{price} invece di {before}.',
        '{saving} di risparmio su {product}.',
      ],
      openings: [
        '{product} costa ora {price} invece di {before}.',
        '{product} costa {price}. {benefit}.',
        '{product} costa {price}.',
      ],
      supports: ['{price} invece di {before}.'],
    },
    brand_voice: {
      headlines: [
        '{message}.',
        '{tagline}.',
        '{product}. {tagline}.',
        '{brand} presenta {product}.',
        'Ecco {product}.',
        '{campaign}: {product}.',
      ],
      openings: [
        '{tagline}. Ecco {product} di {brand}.',
        '{message}. Con {product} di {brand}.',
        'Ecco {product} di {brand}.',
      ],
      supports: ['{brand}. {tagline}.', '{category} di {brand}.', 'Di {brand}.'],
    },
  },
  cta: {
    buy: ['<Ordini|Ordina> {product}', '<Ordini|Ordina> online'],
    learn: ['<Guardi|Guarda> {product} da vicino', '<Legga|Leggi> tutti i dettagli', '<Guardi|Guarda> com’è'],
  },
  lines: {
    list: 'Cosa porta {product}:',
    audience: 'Per {audience}.',
    price: '{product} costa {price}.',
    saving: '{price} invece di {before}: {saving} di risparmio.',
    until: '{campaign}. Ultimo giorno: {date}.',
    from: '{campaign}. Primo giorno: {start}.',
    limit: 'Disponibili: {limit}.',
    proof: '{proof} (fonte: {source}).',
    quote: '{by}: {quote}',
    link: '{cta}: {url}',
  },
  badges: { saving: '−{saving}', until: 'Ultimo giorno: {date}', limit: '{limit}' },
  alt: {
    picture: [
      '{product} di {brand}, {category}. Nell’immagine si legge: {headline}',
      '{product} di {brand}. Si legge: {headline}',
      '{product}: {headline}',
    ],
    type: [
      'Testo nei colori di {brand}: {headline} Si parla di {product}, {category}.',
      'Testo di {brand} su {product}: {headline}',
      '{product}: {headline}',
    ],
  },
};
