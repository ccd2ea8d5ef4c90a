import { languageOf } from '#kernel/local-text';
import { numbersOf } from '#studio/copy/check-facts';
import { stemsOf } from '#studio/copy/stems';
import { actionsOf, isDuty, linksOf } from './mail-measures.ts';
import { isEmptySentence } from './plain-words.ts';
import { sentencesOf, wordsOf } from './readability.ts';
import { findSpamWords } from './spam-words.ts';
import { type Edit, rewriteSentence, type Tone } from './rewrite-sentence.ts';

/** What the writer of a mail knows besides the mail. */
export interface MailSense extends Tone {
  /** Benefits and proofs of the products in the mail's language. */
  readonly reasons: readonly string[];
  /** The address the campaign leads to. */
  readonly url: string | undefined;
  /** The label of the action where the mail has none that says what happens. */
  readonly cta: string | undefined;
}

export interface RewrittenBody {
  readonly body: string;
  readonly edits: readonly Edit[];
  readonly lead: { readonly moved: string; readonly before: string } | null;
  /** Links that went, each with the line it stood in. */
  readonly otherLinks: readonly { readonly link: string; readonly line: string }[];
  readonly action: string | null;
  /** The sentences of the new text that could stand alone in an inbox, best first. */
  readonly best: readonly string[];
}

const GREETING =
  /^(?:hi|hello|hey|dear|hallo|guten tag|liebe[rs]?|sehr geehrte|bonjour|cher|chère|hola|estimad|buenos|ciao|gentile|buongiorno|beste|geachte|olá|caro|cara|مرحب|שלום|こんにちは|안녕|您好|你好)(?![\p{L}])[^.!?\n]{0,60}[,:!.،、]?$/iu;
const SENTENCES_A_PARAGRAPH = 3;
/** A number, or a reason of the brief: less does not carry a subject. */
const WORTH_A_LINE = 2;

/** The text with its best reason first, short sentences, short paragraphs and one action as its last line. */
export function rewriteBody(body: string, sense: MailSense): RewrittenBody {
  const lines = body
    .split(/\n+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const duty = lines.filter(isDuty);
  const rest = lines.filter((line) => !isDuty(line));
  const edits: Edit[] = [];
  const greeting = takeGreeting(rest, sense.locale, edits);
  const farewell = takeFarewell(rest, sense.locale);
  const links = takeLinks(rest, sense);
  const paragraphs = links.lines
    .map((line) => line.flatMap((sentence) => rewriteOrDrop(sentence, sense, edits)))
    .filter((line) => line.length > 0);
  const ordered = leadWithReason(paragraphs, sense);
  const gap = ['ja', 'zh'].includes(languageOf(sense.locale)) ? '' : ' ';
  const texts = ordered.paragraphs.flatMap((paragraph) => inSmallParagraphs(paragraph, gap));
  const parts = [greeting, ...texts, links.action ?? undefined, farewell, duty.join('\n')];
  const said = ordered.paragraphs.flat();
  return {
    body: parts.filter((part) => part !== undefined && part !== '').join('\n\n'),
    edits,
    lead: ordered.lead,
    otherLinks: links.others,
    action: links.action,
    best: said
      .filter((sentence) => !isQuoted(sentence) && worthOf(sentence, sense) >= WORTH_A_LINE)
      .filter((sentence) => findSpamWords(sentence, sense.locale).length === 0)
      .toSorted((a, b) => worthOf(b, sense) - worthOf(a, sense)),
  };
}

function rewriteOrDrop(sentence: string, sense: MailSense, edits: Edit[]): string[] {
  if (isEmptySentence(sentence, sense.locale)) {
    edits.push({ kind: 'dropped', before: sentence, after: '' });
    return [];
  }
  if (isQuoted(sentence)) return [sentence];
  const done = rewriteSentence(sentence, sense);
  edits.push(...done.edits);
  return done.sentences;
}

/** What somebody said is theirs: it stays as it is and where it is. */
function isQuoted(sentence: string): boolean {
  return /["“”„«»「」]/u.test(sentence);
}

/** The greeting, a plain one in the place of one that filters know. */
function takeGreeting(lines: string[], locale: string, edits: Edit[]): string | undefined {
  const [first] = lines;
  if (first === undefined || !GREETING.test(first)) return undefined;
  lines.shift();
  if (findSpamWords(first, locale).length === 0) return first;
  edits.push({ kind: 'spam', before: first, after: 'Hello,' });
  return 'Hello,';
}

/** The last short lines without a stop, such as a name under a greeting. */
function takeFarewell(lines: string[], locale: string): string | undefined {
  const taken: string[] = [];
  while (lines.length > 1) {
    const last = lines.at(-1) ?? '';
    if (
      /[.!?。]$/u.test(last) ||
      linksOf(last).length > 0 ||
      wordsOf(last, locale).length > 5 ||
      taken.length === 3
    )
      break;
    taken.unshift(lines.pop() ?? '');
  }
  return taken.length === 0 ? undefined : taken.join('\n');
}

interface TakenLinks {
  /** Sentences of each line. */
  readonly lines: readonly (readonly string[])[];
  readonly action: string | null;
  readonly others: readonly { readonly link: string; readonly line: string }[];
}

/** More words than this beside a link are a sentence to keep; fewer are the label of the action. */
const LABEL_WORDS = 9;
/** Labels that say where to click and not what happens. */
const VAGUE =
  /^(?:click here|here|click|link|read more|learn more|more|hier|hier klicken|mehr|mehr erfahren|cliquez ici|ici|en savoir plus|aquí|haz clic aquí|clicca qui|klik hier|clique aqui)$/iu;

function takeLinks(lines: readonly string[], { locale, url, cta }: MailSense): TakenLinks {
  const all = actionsOf(lines.join('\n'));
  const placeOf = (link: string): string => link.replace(/[?#].*$/u, '').toLowerCase();
  const main = all.find((link) => url !== undefined && placeOf(link).startsWith(placeOf(url))) ?? all[0];
  if (main === undefined) return { lines: lines.map(sentencesOf), action: null, others: [] };
  const others: { link: string; line: string }[] = [];
  let label: string | undefined;
  const kept = lines.map((line) =>
    sentencesOf(line).flatMap((sentence) => {
      const inside = linksOf(sentence);
      if (inside.length === 0) return sentence;
      const words = withoutLinks(sentence);
      for (const link of inside) if (placeOf(link) !== placeOf(main)) others.push({ link, line: sentence });
      const isMain = inside.some((link) => placeOf(link) === placeOf(main));
      if (isMain && label === undefined && wordsOf(words, locale).length <= LABEL_WORDS)
        label = labelOf(words);
      return wordsOf(words, locale).length <= LABEL_WORDS ? [] : [`${words.replace(/[:,;.\s]+$/u, '')}.`];
    }),
  );
  const isUseful = label !== undefined && label !== '' && !VAGUE.test(label);
  const words = (isUseful ? label : cta) ?? label ?? '';
  const action = words === '' ? main : `${words}: ${main}`;
  return { lines: kept, action, others };
}

function withoutLinks(text: string): string {
  return linksOf(text)
    .reduce((rest, link) => rest.replace(link, ''), text)
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

function labelOf(words: string): string {
  return words
    .replace(/^(?:click here to|please|simply|just|klicken sie hier, um)\s+/iu, '')
    .replace(/[\s:.,!>→-]+$/u, '')
    .replace(/^./u, (first) => first.toUpperCase());
}

/** Words that point back: a sentence that begins with one cannot come first. */
const POINTING =
  /^(?:this|that|these|those|it|so|therefore|and|but|because|also|they|das|dies|diese|dadurch|deshalb|und|aber|denn|es|sie|ainsi|cela|c['’]est|et|mais|elle|il|así|esto|eso|y|pero|questo|così|e|ma|dit|dat|zo|en|maar|isto|isso|assim|mas)(?![\p{L}])/iu;
const YOU =
  /(?<![\p{L}])(?:you|your|yours|sie|ihr|ihre|ihren|du|dein|deine|deinen|vous|votre|vos|tu|ton|ta|usted|su|tus|lei|suo|je|jouw|u|uw|você|seu|sua|teu)(?![\p{L}])/iu;
const WE = /^(?:we|our|wir|unser|nous|notre|nosotros|nuestr|noi|nostr|wij|ons|onze|nós|nosso)/iu;

/** How much a sentence gives the reader: a reason of the brief 3, a number 2, the reader 1; pointing back and we first cost. */
export function worthOf(
  sentence: string,
  { reasons, locale }: Pick<MailSense, 'reasons' | 'locale'>,
): number {
  const stems = new Set(stemsOf(sentence, locale));
  const isReason = reasons.some((reason) => {
    const own = stemsOf(reason, locale);
    return own.filter((stem) => stems.has(stem)).length >= Math.min(2, Math.max(1, own.length));
  });
  return (
    (isReason ? 3 : 0) +
    (numbersOf(sentence).length > 0 ? 2 : 0) +
    (YOU.test(sentence) ? 1 : 0) -
    (WE.test(sentence) ? 1 : 0) -
    (POINTING.test(sentence) ? 4 : 0)
  );
}

/** A better first sentence must be clearly better: order is part of what a writer meant. */
const CLEARLY = 3;

/** A sentence that gives the reader little and is no quotation may leave the first place. */
function isWeak(sentence: string, sense: MailSense): boolean {
  return !isQuoted(sentence) && worthOf(sentence, sense) <= 0;
}

function leadWithReason(
  paragraphs: readonly (readonly string[])[],
  sense: MailSense,
): { paragraphs: (readonly string[])[]; lead: RewrittenBody['lead'] } {
  const stay = { paragraphs: [...paragraphs], lead: null };
  const all = paragraphs.flat();
  const [first] = all;
  const best = all
    .filter((sentence) => !isQuoted(sentence))
    .toSorted((a, b) => worthOf(b, sense) - worthOf(a, sense))[0];
  if (first === undefined || best === undefined || best === first || !isWeak(first, sense)) return stay;
  if (worthOf(best, sense) < worthOf(first, sense) + CLEARLY) return stay;
  const home = paragraphs.find((paragraph) => paragraph.includes(best)) ?? [];
  const moved = home[0] === best ? home : [best];
  const next = all[all.indexOf(moved.at(-1) ?? best) + 1];
  if (next !== undefined && POINTING.test(next)) return stay;
  const rest = paragraphs.map((paragraph) => paragraph.filter((sentence) => !moved.includes(sentence)));
  return {
    paragraphs: [moved, ...rest.filter((paragraph) => paragraph.length > 0)],
    lead: { moved: best, before: first },
  };
}

function inSmallParagraphs(sentences: readonly string[], gap: string): string[] {
  const groups: string[] = [];
  for (let at = 0; at < sentences.length; at += SENTENCES_A_PARAGRAPH)
    groups.push(sentences.slice(at, at + SENTENCES_A_PARAGRAPH).join(gap));
  return groups;
}
