import { languageOf } from '#kernel/local-text';
import { stemsOf } from '#studio/copy/stems';

/**
 * What product texts speak of, with beginnings of words by language (dictionary coding, Stone and others 1966, The General
 * Inquirer). A word that means several things is left out. Languages without a list are grouped by shared words alone.
 */
const THEMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Quiet: {
    en: 'quiet silen noise nois decibel loud drown engine',
    de: 'ruhig leise still lärm geräusch dezibel übertön motorenlärm',
    fr: 'calme silenc bruit décibel',
    es: 'silenc ruido tranquil',
    it: 'silenz rumor',
    nl: 'stil geluid lawaai',
    pt: 'silênc ruído',
  },
  'Lasting power': {
    en: 'battery charge charging hours',
    de: 'akku ladung aufladen stunden laufzeit',
    fr: 'batterie autonomie recharg',
    es: 'batería autonomía recarg',
    it: 'batteri autonomia ricaric',
    nl: 'batterij accu oplad',
    pt: 'bateria autonomia recarreg',
  },
  Comfort: {
    en: 'comfort pinch gram weigh soft flight heavy',
    de: 'bequem komfort drück gramm gewicht weich',
    fr: 'confort gramme léger poids orteil',
    es: 'cómod comod gramo liger peso dedos',
    it: 'comod grammi legger peso dita',
    nl: 'comfort gram licht tenen',
    pt: 'confort grama leve peso dedos',
  },
  'Made to last': {
    en: 'guarantee warrant repair spare replac resol screwdriver durab part parts refill',
    de: 'garantie reparier ersatzteil wechsel haltbar langlebig teil teile nachfüll',
    fr: 'garanti répar remplaç ressemel pièce recharge kilomètre',
    es: 'garantí repar reempla suela recambi',
    it: 'garanzi ripar sostitui risuol',
    nl: 'garantie reparer vervang verzol',
    pt: 'garantia repar substitu sola',
  },
  Ease: {
    en: 'easy simple simply tools app apps account',
    de: 'einfach werkzeug app apps konto',
    fr: 'facil simple outil couture compte portée',
    es: 'fácil simple herramient cuenta coser',
    it: 'facil semplic attrezz cuci',
    nl: 'eenvoud gemakk gereedschap naaien',
    pt: 'fácil simples ferramenta coser',
  },
  Speed: {
    en: 'fast quick ready boils sinks lunch noon friday',
    de: 'schnell sofort bereit freitag mittag',
    fr: 'vite rapid prêt',
    es: 'rápid list',
    it: 'veloc rapid pront',
    nl: 'snel klaar',
    pt: 'rápid pront',
  },
  Weather: {
    en: 'rain wet soak downpour waterproof slip grip muddy',
    de: 'regen nass durchnäss wasserdicht rutsch grip',
    fr: 'pluie mouill averse tremp glissent glissant crampon sec sèche roche racine',
    es: 'lluvia mojad empapad resbal tacos sec',
    it: 'piogg bagnat fradic scivol tassel asciut',
    nl: 'regen nat doorweekt glij grip noppen droog droogt',
    pt: 'chuva molhad encharcad escorreg pitões sec',
  },
  'Light and evening': {
    en: 'light dims sunset kelvin lamp glow evening bed reading dinner',
    de: 'licht dimm sonnenuntergang kelvin leuchte abend lese esstisch',
    fr: 'lumi soir lampe',
    es: 'luz tarde lámpara',
    it: 'luce sera lampada',
    nl: 'licht avond lamp',
    pt: 'luz noite lâmpada',
  },
  Taste: {
    en: 'taste tastes flavour flavor spice fresh cardamom roast cupping aroma smoke',
    de: 'geschmack schmeck gewürz frisch röst aroma',
    fr: 'goût arôme épice frais torréf cardamome dégustation tasse',
    es: 'sabor aroma especia fresc tostad',
    it: 'gusto aroma spezi fresc tostat',
    nl: 'smaak aroma vers gebrand',
    pt: 'sabor aroma especiaria fresc torrad',
  },
  Warmth: {
    en: 'warm hot °c degrees heat',
    de: 'warm heiß grad wärme',
    fr: 'chaud °c chaleur',
    es: 'calient calor',
    it: 'cald calore',
    nl: 'warm heet',
    pt: 'quent calor',
  },
  Skin: {
    en: 'skin moist supple tight hydrat irritat dry drying',
    de: 'haut feucht spann trocken gereizt',
    fr: 'peau hydrat tiraill sèche',
    es: 'piel hidrat tirant',
    it: 'pelle idrat',
    nl: 'huid hydrat trek',
    pt: 'pele hidrat',
  },
  'Open about what is in it': {
    en: 'ingredient named label print date list fragrance colourant mineral silicone origin farm front',
    de: 'inhaltsstoff angegeben etikett datum herkunft duftstoff',
    fr: 'ingrédient étiquet date parfum origine ferme',
    es: 'ingredient etiquet fecha origen',
    it: 'ingredient etichett data origine',
    nl: 'ingrediënt etiket datum herkomst',
    pt: 'ingrediente rótulo data origem',
  },
  Protection: {
    en: 'protect safe toes shield secure',
    de: 'schützt schutz sicher zehen',
    fr: 'protèg protec sécur orteil',
    es: 'proteg segur dedos',
    it: 'protegg sicur dita',
    nl: 'bescherm veilig tenen',
    pt: 'proteg segur dedos',
  },
  'Room and reach': {
    en: 'litre liter fits fit seat reach pocket carry',
    de: 'liter passt platz tasche griffbereit',
    fr: 'litre siège portée gourde',
    es: 'litro cabe mano botella',
    it: 'litri entra portata borraccia',
    nl: 'liter past handbereik fles',
    pt: 'litro cabe mão garrafa',
  },
  'For guests': {
    en: 'guest cups capsule host pour pours',
    de: 'gäste tassen kapsel gastgeb',
    fr: 'invité tasses capsule hôtes',
    es: 'invitad tazas cápsula',
    it: 'ospit tazze capsul',
    nl: 'gasten kopjes',
    pt: 'convidad chávenas cápsula',
  },
  'Own data': {
    en: 'data export privacy',
    de: 'daten export datenschutz',
    fr: 'données export',
    es: 'datos export',
    it: 'dati esport',
    nl: 'gegevens export',
    pt: 'dados export',
  },
  Price: {
    en: 'price cost cheap afford saves money',
    de: 'preis kosten günstig spart',
    fr: 'prix coût cher économ',
    es: 'precio coste barat ahorr',
    it: 'prezzo costo risparmi',
    nl: 'prijs kosten goedkop bespaar',
    pt: 'preço custo barat poup',
  },
};
/** Shorter entries are whole words, with or without an s; the others are beginnings. */
const WHOLE_BELOW = 5;

/** The lists of a language, parted once. */
const listsByLanguage = new Map<
  string,
  readonly (readonly [theme: string, whole: ReadonlySet<string>, starts: readonly string[]])[]
>();

function listsOf(language: string): NonNullable<ReturnType<typeof listsByLanguage.get>> {
  const known = listsByLanguage.get(language);
  if (known !== undefined) return known;
  const made = Object.entries(THEMES).flatMap(([theme, { [language]: list }]) => {
    if (list === undefined) return [];
    const entries = list.split(' ');
    const whole = entries.flatMap((one) => (one.length < WHOLE_BELOW ? [one, `${one}s`] : []));
    return [[theme, new Set(whole), entries.filter((one) => one.length >= WHOLE_BELOW)] as const];
  });
  if (made.length > 0) listsByLanguage.set(language, made);
  return made;
}

/** What a text speaks of, by the list of its language; words that `ignored` has too are left out. */
export function themesOf(text: string, language: string, ignored = ''): string[] {
  return [...themedWords(text, language, ignored).keys()];
}

/** The themes of a text with the words that say so. */
function themedWords(text: string, language: string, ignored: string): Map<string, string[]> {
  const without = new Set(wordsOf(ignored).flatMap((word) => formsOf(word)));
  const words = wordsOf(text).filter((word) => !formsOf(word).some((form) => without.has(form)));
  const found = new Map<string, string[]>();
  for (const [theme, whole, starts] of listsOf(languageOf(language))) {
    const saying = words.filter((word) => whole.has(word) || starts.some((start) => word.startsWith(start)));
    if (saying.length > 0) found.set(theme, saying);
  }
  return found;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}°]+/gu) ?? [];
}

/** A word and the same without a plural's s. */
function formsOf(word: string): string[] {
  return word.length > 3 && word.endsWith('s') ? [word, word.slice(0, -1)] : [word];
}

/**
 * How much two texts are about the same: shared themes count double, shared beginnings of other words once. `ignored`: what
 * both are about anyway, such as name and category of a product, whose words tie nothing together.
 */
export function kinshipOf(one: string, other: string, language: string, ignored = ''): number {
  const [themes, others] = [one, other].map((text) => themedWords(text, language, ignored));
  const shared = [...(others?.keys() ?? [])].filter((theme) => themes?.has(theme) === true);
  // A word that a shared theme rests on is not counted again.
  const counted = new Set(
    shared.flatMap((theme) =>
      [themes, others].flatMap((of) => wordStems((of?.get(theme) ?? []).join(' '), language)),
    ),
  );
  const without = new Set(wordStems(ignored, language));
  const stems = new Set(wordStems(one, language));
  const words = new Set(
    wordStems(other, language).filter((stem) => stems.has(stem) && !counted.has(stem) && !without.has(stem)),
  );
  return 2 * shared.length + words.size;
}

/** Words that stand in any text and say nothing of what it is about. */
const COMMON: Readonly<Record<string, string>> = {
  en: 'that with after every their them from into this have when what your more less only just than they which over under before while where people',
  de: 'nach eine einen einer eines alle jede jeder jedes wenn dass nicht mehr auch über unter jedem diese dieser werden wird sich',
  fr: 'avec dans pour plus votre vos cette leur leurs sous chez tous toutes elle sont pas une des les',
  es: 'para como esta este todo toda cada sobre más sus con una los las',
  it: 'della delle nella sotto ogni come per con una gli',
  nl: 'voor met onder elke deze niet meer een van het',
  pt: 'para como esta este cada sobre mais com uma dos das',
};

/** Beginnings of the words that tell what a text is about, without figures and common words. */
export function wordStems(text: string, language: string): string[] {
  const common = new Set(stemsOf(COMMON[languageOf(language)] ?? '', language));
  return stemsOf(text, language).filter((stem) => !common.has(stem) && !/\p{Nd}/u.test(stem));
}
