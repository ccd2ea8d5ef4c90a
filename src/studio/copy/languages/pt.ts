import type { LanguagePack } from '#studio/copy/language-pack';

/** Portuguese, worded so that Brazil and Portugal both accept it: third-person imperative, no `tu`. */
export const pt: LanguagePack = {
  language: 'pt',
  notes: [
    'Benefícios e problemas: frases curtas que se sustentam sozinhas (“Trinta horas sem fio”, “A bateria acaba ao meio-dia”).',
    'Características: sintagma nominal (“Quatro microfones com filtro de vento”). Categoria: nome sem artigo (“fones sem fio”).',
    'Público: depois de “para” (“quem trabalha no trem”). Ocasião: nome sem artigo (“Natal”). Limite: “200 unidades”.',
    'Nunca preposição que se contraia com artigo antes do produto (do, da, no, na); nada concorda com ele.',
    'Formal usa “o seu/a sua” e evita “você”; informal usa “você”. Ambos na terceira pessoa.',
  ],
  scripts: ['Latin'],
  typography: {
    stop: '.',
    gap: ' ',
    colon: ': ',
    quotes: ['“', '”'],
    innerQuotes: ['‘', '’'],
    quoteStop: 'inside',
    quotesIn: { 'pt-PT': ['«', '»'] },
    apostrophe: '’',
    spacing: 'plain',
  },
  lowerWords:
    'o a os as um uma uns umas dois duas três quatro cinco seis sete oito nove dez vinte trinta seu sua seus suas mais menos sem com para em de cada todo toda todos todas não já este esta estes estas',
  headline: { unit: 'words', min: 3, max: 9 },
  hashtags: { join: 'pascal', usual: 5 },
  angles: {
    benefit: {
      headlines: [
        '{benefit}.',
        '{product}. {benefit}.',
        '{product}, em resumo: {benefit}.',
        'Sem rodeios: {benefit}.',
      ],
      openings: ['{benefit}. É para isso que existe {product}.', '{product} em uma frase: {benefit}.'],
    },
    problem: {
      headlines: [
        '{problem}? Com {product}, não.',
        'Para esquecer: {problem}.',
        '{problem}. Isso era antes.',
        '{problem}? É a vez de {product}.',
      ],
      openings: ['{problem}. Se isso parece familiar, veja {product}.', 'Já passou por isto? {problem}.'],
      supports: ['Com {product} é diferente: {benefit}.'],
    },
    proof: {
      headlines: ['{quote}', '{proof}.', '{product}: {proof}.', 'Preto no branco: {proof}.{?source}'],
      openings: [
        '{quote} Quem diz é {by}, sobre {product}.',
        '{?proof}O que {source} diz sobre {product}: {proof}.',
        '{product}: {proof}.',
      ],
      supports: ['{!quote}Palavras de {by}.', '{!proof}Fonte: {source}.'],
    },
    feature: {
      headlines: [
        '{feature}.',
        '{product}, de perto: {feature}.',
        'Para ver de perto: {feature}.',
        'O detalhe que conta: {feature}.',
      ],
      openings: [
        '{feature}. Um detalhe de {product} que se percebe no uso.',
        'Olhe {product} de perto: {feature}.',
      ],
    },
    contrast: {
      headlines: [
        '{problem}? {benefit}.',
        'Antes: {problem}. Agora: {benefit}.',
        'Sai: {problem}. Entra: {benefit}.',
      ],
      openings: [
        'Sem {product}: {problem}. Com {product}: {benefit}.',
        'O mesmo dia, duas versões. Uma: {problem}. A outra: {benefit}.',
      ],
    },
    question: {
      headlines: [
        'Por que {product}? {benefit}.',
        'E se fosse normal? {benefit}.',
        'Até quando? {problem}.',
        'Para quem é {product}? Para {audience}.',
        'Já conhece {product}?',
        'O que <faria|você faria> com {product}?',
      ],
      openings: [
        'Boa pergunta: por que {product}? {benefit}.',
        'Por onde <começaria|você começaria> com {product}?',
      ],
    },
    how_to: {
      headlines: [
        '{category}: o que observar.{?feature}{?benefit}',
        '{product} em três pontos.{?feature}{?feature2}{?benefit}',
        'Antes de escolher: {feature}.',
        'Comece por aqui: {feature}.',
      ],
      openings: [
        'Procura {category}? Veja primeiro isto: {feature}.',
        'Bom saber antes de escolher {product}: {feature}.',
      ],
      supports: ['{benefit}. {feature}. {feature2}.', 'Em {product}: {feature}.'],
    },
    occasion: {
      headlines: [
        'Uma ideia para {occasion}: {product}.',
        '{occasion} vem aí. {product} também.',
        '{product}, a partir de {start}.',
      ],
      openings: ['{occasion} à vista? Uma ideia: {product}.', '{campaign} começa em {start}, com {product}.'],
    },
    urgency: {
      headlines: [
        '{product}: até {date}.',
        '{limit}. E só.',
        'Último dia: {date}.',
        '{product}. {limit}, nada mais.',
        '{campaign} termina em {date}.',
      ],
      openings: ['{campaign} termina em {date}. {product} faz parte.', '{product}: são {limit}, e só.'],
      supports: ['{product} por {price}, até {date}.'],
    },
    values: {
      headlines: ['{value}.', 'Por trás de {product}: {value}.', 'Assim trabalha {brand}: {value}.'],
      openings: [
        '{value}. É assim que {brand} trabalha, também com {product}.',
        'Por trás de {product} há uma ideia: {value}.',
      ],
      supports: ['{brand} leva isso a sério.'],
    },
    price: {
      headlines: [
        '{product} por {price}.',
        '{benefit}. Por {price}.',
        '{price} em vez de {before}.',
        '{saving} de economia com {product}.',
      ],
      openings: [
        '{product} custa agora {price} em vez de {before}.',
        '{product} custa {price}. {benefit}.',
        '{product} custa {price}.',
      ],
      supports: ['{price} em vez de {before}.'],
    },
    brand_voice: {
      headlines: [
        '{message}.',
        '{tagline}.',
        '{product}. {tagline}.',
        '{brand} apresenta {product}.',
        'Isto é {product}.',
        '{campaign}: {product}.',
      ],
      openings: [
        '{tagline}. Assim é {product}, de {brand}.',
        '{message}. Com {product}, de {brand}.',
        'Assim é {product}, de {brand}.',
      ],
      supports: ['{brand}. {tagline}.', '{category} de {brand}.', 'De {brand}.'],
    },
  },
  cta: {
    buy: ['Peça {product}', 'Faça o seu pedido'],
    learn: ['Veja {product} de perto', 'Leia todos os detalhes', 'Veja como é'],
  },
  lines: {
    list: 'O que {product} traz:',
    audience: 'Para {audience}.',
    price: '{product} custa {price}.',
    saving: '{price} em vez de {before}: são {saving} a menos.',
    until: '{campaign}: até {date}.',
    from: '{campaign}: a partir de {start}.',
    limit: 'Disponíveis: {limit}.',
    proof: '{proof} (fonte: {source}).',
    quote: '{quote} – {by}',
    link: '{cta}: {url}',
  },
  badges: { saving: '−{saving}', until: 'Até {date}', limit: '{limit}' },
  alt: {
    picture: [
      '{product} de {brand}, {category}. Na imagem se lê: {headline}',
      '{product} de {brand}. Na imagem se lê: {headline}',
      '{product}: {headline}',
    ],
    type: [
      'Texto nas cores de {brand}: {headline} Trata-se de {product}, {category}.',
      'Texto de {brand} sobre {product}: {headline}',
      '{product}: {headline}',
    ],
  },
};
