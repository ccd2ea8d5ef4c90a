import type { LanguagePack } from '#studio/copy/language-pack';

/** French. Formal `vous`, informal `tu`. */
export const fr: LanguagePack = {
  language: 'fr',
  notes: [
    'Bénéfices et problèmes : phrases courtes ou groupes nominaux autonomes (« Trente heures sans câble », « La batterie lâche à midi »).',
    'Caractéristiques : groupe nominal (« Quatre micros avec filtre antivent »). Catégorie : nom sans article (« casque sans fil »).',
    'Cible : groupe nominal après « pour » (« celles et ceux qui travaillent dans le train »). Occasion : nom sans article (« Noël »). Limite : « 200 pièces ».',
    '« de » et « que » s’élident d’eux-mêmes devant une majuscule vocalique (d’Aurora) ; jamais d’adjectif ou de participe accordé avec lui.',
    'Espace insécable devant : ; ! ? et dans les guillemets, posée par le programme (fr-CA et fr-CH : deux-points et guillemets seulement).',
  ],
  scripts: ['Latin'],
  typography: {
    stop: '.',
    gap: ' ',
    colon: ' : ',
    quotes: ['«\u00a0', '\u00a0»'],
    innerQuotes: ['“', '”'],
    quoteStop: 'inside',
    quoteEndsSentence: true,
    apostrophe: '’',
    spacing: 'french',
  },
  lowerWords:
    'le la les l un une des du de d deux trois quatre cinq six sept huit neuf dix vingt trente votre vos ton ta tes notre nos ce cette ces plus moins sans avec pour dans chaque tout toute tous toutes il elle on vous tu nous',
  headline: { unit: 'words', min: 3, max: 9 },
  hashtags: { join: 'pascal', usual: 4 },
  angles: {
    benefit: {
      headlines: [
        '{benefit}.',
        '{product}. {benefit}.',
        '{product}, en clair : {benefit}.',
        'Tout simplement : {benefit}.',
      ],
      openings: ['{benefit}. {product} est là pour ça.', '{product} en une phrase : {benefit}.'],
    },
    problem: {
      headlines: [
        '{problem} ? Pas avec {product}.',
        'À oublier : {problem}.',
        '{problem}. C’était avant.',
        '{problem} ? Place à {product}.',
      ],
      openings: [
        '{problem}. Si <vous connaissez|tu connais>, <découvrez|découvre> {product}.',
        'Ça <vous|te> dit quelque chose ? {problem}.',
      ],
      supports: ['Avec {product} : {benefit}.'],
    },
    proof: {
      headlines: ['{quote}', '{proof}.', '{product} : {proof}.', 'Noir sur blanc : {proof}.{?source}'],
      openings: [
        '{quote} – {by}, à propos de {product}.',
        '{?proof}Ce que dit {source} de {product} : {proof}.',
        '{product} : {proof}.',
      ],
      supports: ['{!quote}Signé {by}.', '{!proof}Source : {source}.'],
    },
    feature: {
      headlines: [
        '{feature}.',
        '{product}, de près : {feature}.',
        'À regarder de plus près : {feature}.',
        'Le détail qui compte : {feature}.',
      ],
      openings: [
        '{feature}. Sur {product}, ce détail se remarque à l’usage.',
        '<Regardez|Regarde> {product} de plus près : {feature}.',
      ],
    },
    contrast: {
      headlines: [
        '{problem} ? {benefit}.',
        'Avant : {problem}. Maintenant : {benefit}.',
        'Fini : {problem}. Bonjour : {benefit}.',
      ],
      openings: [
        'Sans {product} : {problem}. Avec {product} : {benefit}.',
        'La même journée, deux versions. L’une : {problem}. L’autre : {benefit}.',
      ],
    },
    question: {
      headlines: [
        'Pourquoi {product} ? {benefit}.',
        'Et si c’était normal : {benefit} ?',
        'Encore combien de temps ? {problem}.',
        '{product}, c’est pour qui ? Pour {audience}.',
        '<Connaissez-vous|Tu connais> {product} ?',
        '<Vous feriez|Tu ferais> quoi avec {product} ?',
      ],
      openings: [
        'Bonne question : pourquoi {product} ? {benefit}.',
        'Par quoi <commenceriez-vous|commencerais-tu> avec {product} ?',
      ],
    },
    how_to: {
      headlines: [
        '{category} : ce qu’il faut regarder.{?feature}{?benefit}',
        '{product} en trois points.{?feature}{?feature2}{?benefit}',
        'Avant de choisir : {feature}.',
        'Le point à vérifier : {feature}.',
      ],
      openings: [
        '{category} : par où commencer ? Par ceci : {feature}.',
        'Bon à savoir avant de choisir {product} : {feature}.',
      ],
      supports: ['{benefit}. {feature}. {feature2}.', 'Avec {product} : {feature}.'],
    },
    occasion: {
      headlines: [
        '{occasion} : et pourquoi pas {product} ?',
        '{occasion} approche. {product} aussi.',
        '{product}, dès le {start}.',
      ],
      openings: [
        '{occasion} : il manque une idée ? La voici, {product}.',
        '{campaign} commence le {start}, avec {product}.',
      ],
    },
    urgency: {
      headlines: [
        '{product} : jusqu’au {date}.',
        '{limit}. Et puis c’est tout.',
        'Dernier jour : le {date}.',
        '{product}. {limit}, pas plus.',
        '{campaign} se termine le {date}.',
      ],
      openings: [
        '{campaign} se termine le {date}. {product} en fait partie.',
        '{product} : {limit}, pas une de plus.',
      ],
      supports: ['{product} à {price}, jusqu’au {date}.'],
    },
    values: {
      headlines: ['{value}.', 'Derrière {product} : {value}.', '{brand} au quotidien : {value}.'],
      openings: [
        '{value}. C’est ainsi que travaille {brand}, pour {product} aussi.',
        'Derrière {product}, il y a une idée : {value}.',
      ],
      supports: ['{brand} y tient.'],
    },
    price: {
      headlines: [
        '{product} à {price}.',
        '{benefit}. À {price}.',
        '{price} au lieu de {before}.',
        '{saving} d’économie sur {product}.',
      ],
      openings: [
        '{product} passe à {price} au lieu de {before}.',
        '{product}, c’est {price}. {benefit}.',
        '{product}, c’est {price}.',
      ],
      supports: ['{price} au lieu de {before}.'],
    },
    brand_voice: {
      headlines: [
        '{message}.',
        '{tagline}.',
        '{product}. {tagline}.',
        '{brand} présente {product}.',
        'Voici {product}.',
        '{campaign} : {product}.',
      ],
      openings: [
        '{tagline}. Voici {product} par {brand}.',
        '{message}. Avec {product} par {brand}.',
        'Voici {product} par {brand}.',
      ],
      supports: ['{brand}. {tagline}.', '{category} par {brand}.', 'Par {brand}.'],
    },
  },
  cta: {
    buy: ['Commander {product}', 'Commander en ligne'],
    learn: ['Voir {product} de près', 'Lire tous les détails', 'Regarder de plus près'],
  },
  lines: {
    list: 'Ce qu’apporte {product} :',
    audience: 'Pour {audience}.',
    price: '{product} : {price}.',
    saving: '{price} au lieu de {before}, soit {saving} d’économie.',
    until: '{campaign} : jusqu’au {date}.',
    from: '{campaign} : dès le {start}.',
    limit: 'Quantité disponible : {limit}.',
    proof: '{proof} (source : {source}).',
    quote: '{quote} – {by}',
    link: '{cta} : {url}',
  },
  badges: { saving: '−{saving}', until: 'Jusqu’au {date}', limit: '{limit}' },
  alt: {
    picture: [
      '{product} de la marque {brand}, {category}. On peut lire : {headline}',
      '{product} par {brand}. On peut lire : {headline}',
      '{product} : {headline}',
    ],
    type: [
      'Texte aux couleurs de {brand} : {headline} {product}, {category}.',
      'Texte de {brand} pour {product} : {headline}',
      '{product} : {headline}',
    ],
  },
};
