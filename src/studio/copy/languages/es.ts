import type { LanguagePack } from '#studio/copy/language-pack';

/** Spanish, neutral between Spain and America. Formal `usted`, informal `tú`. */
export const es: LanguagePack = {
  language: 'es',
  notes: [
    'Beneficios y problemas: frases cortas que se sostienen solas («Treinta horas sin cable», «La batería se acaba a mediodía»).',
    'Características: sintagma nominal («Cuatro micrófonos con filtro de viento»). Categoría: nombre sin artículo («auriculares inalámbricos»).',
    'Público: sintagma nominal tras «para» («quienes trabajan en el tren»). Ocasión: nombre sin artículo («Navidad»). Límite: «200 unidades».',
    'Ningún adjetivo ni participio concuerda con el producto; nunca «y/e» ni «de + el» delante de un nombre.',
    'Los signos ¿ y ¡ abren siempre; tras dos puntos va minúscula salvo nombres propios.',
  ],
  scripts: ['Latin'],
  typography: {
    stop: '.',
    gap: ' ',
    colon: ': ',
    quotes: ['«', '»'],
    innerQuotes: ['“', '”'],
    quoteStop: 'outside',
    quotesIn: {
      'es-MX': ['“', '”'],
      'es-AR': ['“', '”'],
      'es-CO': ['“', '”'],
      'es-US': ['“', '”'],
      'es-419': ['“', '”'],
    },
    apostrophe: null,
    spacing: 'plain',
  },
  lowerWords:
    'el la los las un una unos unas dos tres cuatro cinco seis siete ocho nueve diez veinte treinta tu tus su sus más menos sin con para en de cada todo toda todos todas se lo te no ya este esta estos estas',
  headline: { unit: 'words', min: 3, max: 9 },
  hashtags: { join: 'pascal', usual: 4 },
  angles: {
    benefit: {
      headlines: [
        '{benefit}.',
        '{product}. {benefit}.',
        '{product}, en claro: {benefit}.',
        'Sin rodeos: {benefit}.',
      ],
      openings: ['{benefit}. Para eso está {product}.', '{product} en una frase: {benefit}.'],
    },
    problem: {
      headlines: [
        '¿{problem}? Con {product}, no.',
        'Para olvidar: {problem}.',
        '{problem}. Eso era antes.',
        '¿{problem}? Es hora de {product}.',
      ],
      openings: ['{problem}. Si <le|te> suena de algo, aquí está {product}.', '¿<Le|Te> suena? {problem}.'],
      supports: ['Con {product} es distinto: {benefit}.'],
    },
    proof: {
      headlines: ['{quote}', '{proof}.', '{product}: {proof}.', 'Negro sobre blanco: {proof}.{?source}'],
      openings: [
        '{quote} Lo dice {by}, sobre {product}.',
        '{?proof}Lo que dice {source} sobre {product}: {proof}.',
        '{product}: {proof}.',
      ],
      supports: ['{!quote}Palabra de {by}.', '{!proof}Fuente: {source}.'],
    },
    feature: {
      headlines: [
        '{feature}.',
        '{product}, de cerca: {feature}.',
        'Para mirar de cerca: {feature}.',
        'El detalle que cuenta: {feature}.',
      ],
      openings: [
        '{feature}. Un detalle de {product} que se nota con el uso.',
        '<Mire|Mira> {product} de cerca: {feature}.',
      ],
    },
    contrast: {
      headlines: [
        '¿{problem}? {benefit}.',
        'Antes: {problem}. Ahora: {benefit}.',
        'Adiós: {problem}. Hola: {benefit}.',
      ],
      openings: [
        'Sin {product}: {problem}. Con {product}: {benefit}.',
        'El mismo día, dos versiones. Una: {problem}. La otra: {benefit}.',
      ],
    },
    question: {
      headlines: [
        '¿Por qué {product}? {benefit}.',
        '¿Y si fuera lo normal? {benefit}.',
        '¿Hasta cuándo? {problem}.',
        '¿Para quién es {product}? Para {audience}.',
        '¿Ya <conoce|conoces> {product}?',
        '¿Qué <haría|harías> con {product}?',
      ],
      openings: [
        'Buena pregunta: ¿por qué {product}? {benefit}.',
        '¿Por dónde <empezaría|empezarías> con {product}?',
      ],
    },
    how_to: {
      headlines: [
        '{category}: en qué fijarse.{?feature}{?benefit}',
        '{product} en tres puntos.{?feature}{?feature2}{?benefit}',
        'Antes de elegir: {feature}.',
        '<Empiece|Empieza> por mirar esto: {feature}.',
      ],
      openings: [
        '¿<Busca|Buscas> {category}? <Fíjese|Fíjate> primero en esto: {feature}.',
        'Antes de decidir sobre {product}, un dato: {feature}.',
      ],
      supports: ['{benefit}. {feature}. {feature2}.', 'En {product}: {feature}.'],
    },
    occasion: {
      headlines: [
        'Una idea para {occasion}: {product}.',
        '{occasion} se acerca. {product} también.',
        '{product}, desde el {start}.',
      ],
      openings: [
        '¿{occasion} a la vista? Una idea: {product}.',
        '{campaign} empieza el {start}, con {product}.',
      ],
    },
    urgency: {
      headlines: [
        '{product}: hasta el {date}.',
        '{limit}. Y se acabó.',
        'Último día: {date}.',
        '{product}. {limit}, nada más.',
        '{campaign} termina el {date}.',
      ],
      openings: ['{campaign} termina el {date}. {product} forma parte.', '{product}: hay {limit}, no más.'],
      supports: ['{product} por {price}, hasta el {date}.'],
    },
    values: {
      headlines: ['{value}.', 'Detrás de {product}: {value}.', 'Así trabaja {brand}: {value}.'],
      openings: [
        '{value}. Así trabaja {brand}, también con {product}.',
        'Detrás de {product} hay una idea: {value}.',
      ],
      supports: ['{brand} se lo toma en serio.'],
    },
    price: {
      headlines: [
        '{product} por {price}.',
        '{benefit}. Por {price}.',
        '{price} en vez de {before}.',
        '{saving} de ahorro con {product}.',
      ],
      openings: [
        '{product} cuesta ahora {price} en vez de {before}.',
        '{product} cuesta {price}. {benefit}.',
        '{product} cuesta {price}.',
      ],
      supports: ['{price} en vez de {before}.'],
    },
    brand_voice: {
      headlines: [
        '{message}.',
        '{tagline}.',
        '{product}. {tagline}.',
        '{brand} presenta {product}.',
        'Esto es {product}.',
        '{campaign}: {product}.',
      ],
      openings: [
        '{tagline}. Así es {product}, de {brand}.',
        '{message}. Con {product}, de {brand}.',
        'Así es {product}, de {brand}.',
      ],
      supports: ['{brand}. {tagline}.', '{category} de {brand}.', 'De {brand}.'],
    },
  },
  cta: {
    buy: ['<Pida|Pide> {product}', '<Haga su|Haz tu> pedido'],
    learn: ['<Vea|Mira> {product} de cerca', '<Lea|Lee> todos los detalles', '<Mire|Mira> cómo es'],
  },
  lines: {
    list: 'Lo que trae {product}:',
    audience: 'Para {audience}.',
    price: '{product} cuesta {price}.',
    saving: '{price} en vez de {before}: <se ahorra|te ahorras> {saving}.',
    until: '{campaign}: hasta el {date}.',
    from: '{campaign}: desde el {start}.',
    limit: 'Disponibles: {limit}.',
    proof: '{proof} (fuente: {source}).',
    quote: '{by}: {quote}',
    link: '{cta}: {url}',
  },
  badges: { saving: '−{saving}', until: 'Hasta el {date}', limit: '{limit}' },
  alt: {
    picture: [
      '{product} de {brand}, {category}. En la imagen se lee: {headline}',
      '{product} de {brand}. Se lee: {headline}',
      '{product}: {headline}',
    ],
    type: [
      'Texto con los colores de {brand}: {headline} Trata de {product}, {category}.',
      'Texto de {brand} sobre {product}: {headline}',
      '{product}: {headline}',
    ],
  },
};
