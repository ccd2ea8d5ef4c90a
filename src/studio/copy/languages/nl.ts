import type { LanguagePack } from '#studio/copy/language-pack';

/** Dutch. Formal `u`, informal `je`. */
export const nl: LanguagePack = {
  language: 'nl',
  notes: [
    'Voordelen en problemen: korte zinnen of woordgroepen die los kunnen staan (“Dertig uur zonder kabel”, “Om twaalf uur is de accu leeg”).',
    'Kenmerken: woordgroep (“Vier microfoons met windfilter”). Categorie: meervoud of stofnaam zonder lidwoord (“draadloze koptelefoons”).',
    'Doelgroep: woordgroep na “voor” (“mensen die in de trein werken”). Gelegenheid: zonder lidwoord (“Kerst”). Aantal: “200 stuks”.',
    'De/het speelt geen rol: geen lidwoord of verwijswoord bij het product.',
    'Na een dubbele punt een kleine letter, behalve bij namen; alleen kleine woorden worden verlaagd.',
  ],
  scripts: ['Latin'],
  typography: {
    stop: '.',
    gap: ' ',
    colon: ': ',
    quotes: ['“', '”'],
    innerQuotes: ['‘', '’'],
    quoteStop: 'inside',
    apostrophe: '’',
    spacing: 'plain',
  },
  lowerWords:
    'de het een twee drie vier vijf zes zeven acht negen tien twintig dertig je jouw uw u wij we ons onze meer minder zonder met voor in op aan om elke elk alle alles geen niet dit dat deze die er',
  headline: { unit: 'words', min: 3, max: 9 },
  hashtags: { join: 'pascal', usual: 3 },
  angles: {
    benefit: {
      headlines: [
        '{benefit}.',
        '{product}. {benefit}.',
        'Waar {product} om draait: {benefit}.',
        'Simpel gezegd: {benefit}.',
      ],
      openings: ['{benefit}. Daar is {product} voor.', '{product} in één zin: {benefit}.'],
    },
    problem: {
      headlines: [
        '{problem}? Niet met {product}.',
        'Mag weg: {problem}.',
        '{problem}. Dat was vroeger.',
        '{problem}? Tijd voor {product}.',
      ],
      openings: [
        '{problem}. <Herkent u dat|Herken je dat>? Kijk dan eens naar {product}.',
        'Klinkt dit bekend? {problem}.',
      ],
      supports: ['{product} doet het anders: {benefit}.'],
    },
    proof: {
      headlines: ['{quote}', '{proof}.', '{product}: {proof}.', 'Zwart op wit: {proof}.{?source}'],
      openings: [
        '{quote} – {by} over {product}.',
        '{?proof}Wat {source} over {product} zegt: {proof}.',
        '{product}: {proof}.',
      ],
      supports: ['{!quote}{by} over {product}.', '{!proof}Bron: {source}.'],
    },
    feature: {
      headlines: [
        '{feature}.',
        '{product}, van dichtbij: {feature}.',
        'Kijk nog eens goed: {feature}.',
        'Het detail dat telt: {feature}.',
      ],
      openings: [
        '{feature}. Een detail van {product} dat pas opvalt als <u|je> goed kijkt.',
        'Bekijk {product} eens van dichtbij: {feature}.',
      ],
    },
    contrast: {
      headlines: [
        '{problem}? {benefit}.',
        'Eerst: {problem}. Nu: {benefit}.',
        'Eruit: {problem}. Erin: {benefit}.',
      ],
      openings: [
        'Zonder {product}: {problem}. Met {product}: {benefit}.',
        'Twee keer dezelfde dag. De ene: {problem}. De andere: {benefit}.',
      ],
    },
    question: {
      headlines: [
        'Waarom {product}? {benefit}.',
        'En als dit gewoon was? {benefit}.',
        'Hoelang nog? {problem}.',
        'Voor wie is {product}? Voor {audience}.',
        '<Kent u|Ken je> {product} al?',
        'Wat <zou u|zou jij> met {product} doen?',
      ],
      openings: [
        'Goede vraag: waarom {product}? {benefit}.',
        'Wat <zou u|zou jij> als eerste doen met {product}?',
      ],
    },
    how_to: {
      headlines: [
        '{category}: hier <let u|let je> op.{?feature}{?benefit}',
        'Drie dingen over {product}.{?feature}{?feature2}{?benefit}',
        'Kijk hier eerst naar: {feature}.',
        'Goed om te weten: {feature}.',
      ],
      openings: [
        'Op zoek naar {category}? Let eerst hierop: {feature}.',
        'Goed om te weten als <u {product} kiest|je {product} kiest>: {feature}.',
      ],
      supports: ['{benefit}. {feature}. {feature2}.', 'Bij {product}: {feature}.'],
    },
    occasion: {
      headlines: [
        'Een idee voor {occasion}: {product}.',
        '{product}, op tijd voor {occasion}.',
        '{product}, vanaf {start}.',
      ],
      openings: ['{occasion} in zicht? Een idee: {product}.', '{campaign} begint op {start}, met {product}.'],
    },
    urgency: {
      headlines: [
        '{product}: tot en met {date}.',
        '{limit}. Op is op.',
        '{date} is de laatste dag.',
        '{product}. {limit}, meer niet.',
        '{campaign} eindigt op {date}.',
      ],
      openings: ['{campaign} eindigt op {date}. {product} hoort erbij.', '{product}: {limit}, en op is op.'],
      supports: ['{product} voor {price}, tot en met {date}.'],
    },
    values: {
      headlines: ['{value}.', 'Achter {product} staat dit: {value}.', 'Zo werkt {brand}: {value}.'],
      openings: [
        '{value}. Zo werkt {brand}, ook bij {product}.',
        'Achter {product} zit een gedachte: {value}.',
      ],
      supports: ['{brand} neemt dat serieus.'],
    },
    price: {
      headlines: [
        '{product} voor {price}.',
        '{benefit}. Voor {price}.',
        '{price} in plaats van {before}.',
        '{saving} voordeel op {product}.',
      ],
      openings: [
        '{product} kost nu {price} in plaats van {before}.',
        '{product} kost {price}. {benefit}.',
        '{product} kost {price}.',
      ],
      supports: ['{price} in plaats van {before}.'],
    },
    brand_voice: {
      headlines: [
        '{message}.',
        '{tagline}.',
        '{product}. {tagline}.',
        '{brand} presenteert {product}.',
        'Dit is {product}.',
        '{campaign}: {product}.',
      ],
      openings: [
        '{tagline}. Dit is {product} van {brand}.',
        '{message}. Met {product} van {brand}.',
        'Dit is {product} van {brand}.',
      ],
      supports: ['{brand}. {tagline}.', '{category} van {brand}.', 'Van {brand}.'],
    },
  },
  cta: {
    buy: ['Bestel {product}', 'Bestel online'],
    learn: ['Bekijk {product} van dichtbij', 'Lees alle details', 'Bekijk hoe het werkt'],
  },
  lines: {
    list: 'Wat {product} meebrengt:',
    audience: 'Voor {audience}.',
    price: '{product} kost {price}.',
    saving: '{price} in plaats van {before}: {saving} voordeel.',
    until: '{campaign} loopt tot en met {date}.',
    from: '{campaign} begint op {start}.',
    limit: 'Beschikbaar: {limit}.',
    proof: '{proof} (bron: {source}).',
    quote: '{quote} – {by}',
    link: '{cta}: {url}',
  },
  badges: { saving: '{saving} voordeel', until: 'T/m {date}', limit: '{limit}' },
  alt: {
    picture: [
      '{product} van {brand}, {category}. In beeld staat: {headline}',
      '{product} van {brand}. In beeld staat: {headline}',
      '{product}: {headline}',
    ],
    type: [
      'Tekst in de kleuren van {brand}: {headline} Het gaat over {product}, {category}.',
      'Tekst van {brand} over {product}: {headline}',
      '{product}: {headline}',
    ],
  },
};
