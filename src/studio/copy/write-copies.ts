import { seededRandom } from '#kernel/random';
import type { Copy, CopyRequest, CopyResult, Gap } from '#studio/model';
import { writeAltText } from './alt-text.ts';
import { writeBody } from './bodies.ts';
import { CTA_LENGTH, graphemesOf } from './channels.ts';
import { bareQuote, collectFacts, hasFact, type Fact, type FactBook } from './fact-book.ts';
import { buildHashtags } from './hashtags.ts';
import { chooseHeadlines, listHeadlines, type Candidate } from './headlines.ts';
import { LIST_SLOTS, type LanguagePack } from './language-pack.ts';
import { writeOwnWords } from './own-words.ts';
import { packFor } from './packs.ts';
import { writeSupport } from './supports.ts';
import { fillTemplate, type Desk } from './template.ts';
import { withoutNames, wordsFor } from './word-lists.ts';
import { matcherFor } from './word-matching.ts';

/**
 * Writes up to `count` texts for one product, locale and channel from the facts of the request alone.
 * Same request, same texts. Angles differ before any repeats; no two have the same headline; each absent
 * fact is named once as a gap.
 */
export function writeCopies(request: CopyRequest): CopyResult {
  const pack = packFor(request.locale);
  return pack === undefined ? writeOwnWords(request) : writeWithPack(request, pack);
}

/** Writes with a given pack; `writeCopies` chooses it by locale. */
export function writeWithPack(request: CopyRequest, pack: LanguagePack): CopyResult {
  const { desk, gaps } = deskFor(request, pack);
  const { candidates, tooLong } = listHeadlines(desk, request.channel);
  const chosen = chooseHeadlines(candidates, {
    desk,
    count: request.count,
    random: seededRandom(request.seed),
    preferred: wordsFor(request.brand.voice.preferredWords, request.locale).map((word) =>
      word.toLocaleLowerCase(request.locale),
    ),
  });
  const uses = new Map<string, number>();
  const hashtags = buildHashtags(request, desk);
  const copies = chosen.map((candidate, turn) => compose(request, desk, { candidate, turn, uses, hashtags }));
  return { copies, gaps: [...gaps, ...varietyGaps(request, desk, { written: copies.length, tooLong })] };
}

function deskFor(request: CopyRequest, pack: LanguagePack): { desk: Desk; gaps: Gap[] } {
  const { book, gaps } = collectFacts(request, pack);
  const banned = matcherFor(wordsFor(request.brand.voice.bannedWords, request.locale), request.locale);
  const names = ['product', 'brand', 'campaign'].flatMap(
    (slot) => book.singles.get(slot as Fact['slot'])?.text ?? [],
  );
  const isAllowed = (text: string): boolean => banned.find(withoutNames(text, names)).length === 0;
  const desk: Desk = {
    pack,
    locale: request.locale,
    formality: request.brand.voice.formality,
    book: allowedBook(book, isAllowed),
    isAllowed,
  };
  return { desk, gaps: [...gaps, ...bannedGaps(book, isAllowed, request.locale)] };
}

function allowedBook(book: FactBook, isAllowed: (text: string) => boolean): FactBook {
  const keep = (fact: Fact): boolean =>
    isAllowed(fact.text) || ['product', 'brand', 'campaign'].includes(fact.slot);
  const lists = Object.fromEntries(LIST_SLOTS.map((slot) => [slot, book.lists[slot].filter(keep)]));
  return {
    ...book,
    singles: new Map([...book.singles].filter(([, fact]) => keep(fact))),
    lists: lists as unknown as FactBook['lists'],
  };
}

function bannedGaps(book: FactBook, isAllowed: (text: string) => boolean, locale: string): Gap[] {
  const names = new Set(['product', 'brand', 'campaign']);
  const facts = [...book.singles.values(), ...LIST_SLOTS.flatMap((slot) => book.lists[slot])];
  return facts
    .filter((fact) => !names.has(fact.slot) && !isAllowed(fact.text))
    .map((fact) => ({
      field: fact.path,
      kind: 'fact_missing',
      locale,
      message: `${fact.path} has a word in ${locale} that the brand bans, so it is left out. Say it otherwise.`,
    }));
}

interface Draft {
  readonly candidate: Candidate;
  readonly turn: number;
  /** How often each fact has stood in a support so far. */
  readonly uses: Map<string, number>;
  readonly hashtags: readonly string[];
}

function compose(request: CopyRequest, desk: Desk, draft: Draft): Copy {
  const { candidate, turn, uses, hashtags } = draft;
  const { channel, locale, product } = request;
  const support = writeSupport(candidate, desk, { channel, uses });
  const cta = writeCta(desk, turn);
  const body = writeBody(desk, { candidate, channel, cta, url: product.url, hashtags, turn });
  const paths = [...candidate.line.facts, ...(support?.facts ?? []), ...body.facts].map((fact) => fact.path);
  const headline = candidate.line.text;
  const hasPicture = product.picture !== undefined;
  return {
    angle: candidate.angle,
    locale,
    channel,
    headline,
    ...(support === undefined ? {} : { support: support.text }),
    cta,
    ...setPieces(desk, candidate),
    ...(desk.book.legal === undefined ? {} : { legal: desk.book.legal }),
    body: body.text,
    hashtags,
    altText: writeAltText(desk, { headline, hasPicture, channel }),
    facts: [...new Set(paths)],
    writer: 'offline',
  };
}

/** The brief's own label; else one of the pack's, an order only where there is a price to order at. */
function writeCta(desk: Desk, turn: number): string {
  if (desk.book.cta !== undefined && desk.isAllowed(desk.book.cta)) return desk.book.cta;
  const { buy, learn } = desk.pack.cta;
  const labels = hasFact(desk.book, 'price') ? [...buy, ...learn] : learn;
  const written = labels
    .flatMap((label) => fillTemplate(label, desk)?.text ?? [])
    .filter((label) => graphemesOf(label).length <= CTA_LENGTH);
  return written[turn % Math.max(1, written.length)] ?? desk.book.singles.get('product')?.text ?? '';
}

/** Badge, price and quote belong to the angles that are about them. */
function setPieces(desk: Desk, { angle, line }: Candidate): Pick<Copy, 'badge' | 'price' | 'quote'> {
  const { singles } = desk.book;
  const { badges } = desk.pack;
  const patterns: Readonly<Partial<Record<typeof angle, readonly string[]>>> = {
    price: [badges.saving],
    urgency: [
      line.facts.some((fact) => fact.slot === 'limit') ? badges.limit : badges.until,
      badges.until,
      badges.limit,
    ],
  };
  const badge = patterns[angle]
    ?.map((pattern) => fillTemplate(pattern, desk)?.text)
    .find((text) => text !== undefined);
  const [now, before] = [singles.get('price')?.text, singles.get('before')?.text];
  const isAboutPrice = angle === 'price' || angle === 'urgency' || angle === 'occasion';
  const [quote, by] = [singles.get('quote')?.text, singles.get('by')?.text];
  const isAboutQuote = line.facts.some((fact) => fact.slot === 'quote');
  return {
    ...(badge === undefined ? {} : { badge }),
    ...(isAboutPrice && now !== undefined ? { price: before === undefined ? { now } : { now, before } } : {}),
    ...(isAboutQuote && quote !== undefined && by !== undefined
      ? { quote: { text: bareQuote(quote), by } }
      : {}),
  };
}

function varietyGaps(request: CopyRequest, desk: Desk, made: { written: number; tooLong: number }): Gap[] {
  if (made.written >= request.count) return [];
  const { product, locale, channel } = request;
  const at = `products.${product.key}`;
  const lacking = (['benefit', 'feature', 'problem', 'proof'] as const).filter(
    (slot) => !hasFact(desk.book, slot),
  );
  const long = made.tooLong === 0 ? '' : ` ${made.tooLong} more headlines were too long for ${channel}.`;
  const advice =
    lacking.length === 0
      ? 'Add further or shorter facts.'
      : `Add ${lacking.map((slot) => `${at}.${slot}s`).join(', ')}.`;
  return [
    {
      field: at,
      kind: 'variety',
      locale,
      message: `The facts carry ${made.written} of ${request.count} texts in ${locale}.${long} ${advice}`,
    },
  ];
}
