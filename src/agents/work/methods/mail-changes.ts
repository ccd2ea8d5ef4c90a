import { languageOf } from '#kernel/local-text';
import { numbersOf } from '#studio/copy/check-facts';
import type { Statement } from '#agents/work/work-product';
import { findSpamWords } from './spam-words.ts';
import { linksOf, type Mail } from './mail-measures.ts';
import { wordsOf } from './readability.ts';
import type { RewrittenBody } from './rewrite-body.ts';
import type { Head } from './rewrite-head.ts';
import type { Edit } from './rewrite-sentence.ts';

/** What was rewritten, and where its facts lie. */
export interface Rewritten {
  readonly before: Mail;
  readonly after: Mail;
  readonly head: Head;
  readonly body: RewrittenBody;
  readonly locale: string;
  /** Path of the mail among the facts, such as `input.emails.0`. */
  readonly at: string;
  /** Facts of the brief behind a subject or preheader that the mail itself did not hold. */
  readonly borrowed: { readonly subject: readonly string[]; readonly preheader: readonly string[] };
}

const short = (text: string): string => (text.length <= 100 ? text : `${text.slice(0, 97).trimEnd()}…`);
const quoted = (texts: readonly string[], most = 4): string => {
  const shown = [...new Set(texts)].slice(0, most).map((text) => `“${short(text)}”`);
  const more = new Set(texts).size - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
};

/** What changed and why, the head first, then the text in the order in which it was worked on. */
export function changesOf({ before, after, head, body, locale, at, borrowed }: Rewritten): Statement[] {
  const say = (text: string, field: 'subject' | 'preheader' | 'body'): Statement => ({
    text: text.slice(0, 1_000),
    basis: 'derived',
    facts: [
      field === 'preheader' && before.preheader === null ? `${at}.subject` : `${at}.${field}`,
      ...(field === 'body' ? [] : borrowed[field]),
    ].slice(0, 20),
  });
  const of = (kind: Edit['kind']): Edit[] => body.edits.filter((edit) => edit.kind === kind);
  const when = (edits: readonly Edit[], words: (edits: readonly Edit[]) => string): Statement[] =>
    edits.length === 0 ? [] : [say(words(edits), 'body')];
  return [
    ...(head.subjectBecause === undefined
      ? []
      : [say(`Subject: “${before.subject}” is now “${after.subject}”. ${head.subjectBecause}`, 'subject')]),
    ...(head.preheaderBecause === undefined
      ? []
      : [
          say(
            `Preheader: ${after.preheader === null ? 'left out' : `“${after.preheader}”`}. ${head.preheaderBecause}`,
            'preheader',
          ),
        ]),
    ...(body.lead === null
      ? []
      : [
          say(
            `“${body.lead.moved}” comes first, before “${body.lead.before}”: it is the strongest reason in the mail, and the first line decides whether the second is read.`,
            'body',
          ),
        ]),
    ...when(of('split'), (edits) => {
      const longest = Math.max(...edits.map((edit) => wordsOf(edit.before, locale).length));
      return `${edits.length === 1 ? 'One long sentence is' : `${edits.length} long sentences are`} cut at a joint (the longest had ${longest} words): one thought each.`;
    }),
    ...when(
      of('dropped'),
      (edits) =>
        `Taken out: ${quoted(edits.map((edit) => edit.before))}. There is no fact in it, only greeting or pressure.`,
    ),
    ...when(of('spam'), (edits) => {
      const gone = edits.flatMap((edit) => {
        const left = new Set(findSpamWords(edit.after, locale).map(({ word }) => word));
        return findSpamWords(edit.before, locale).flatMap(({ word }) =>
          left.has(word) ? [] : word.replace('*', ''),
        );
      });
      return `Without ${quoted(gone, 8)}: filters know such words, or nobody can check them.`;
    }),
    ...when(
      of('start'),
      (edits) =>
        `It begins with what it says: ${quoted(
          edits.map((edit) => edit.after),
          2,
        )}, without how glad the sender is.`,
    ),
    ...when(
      of('plain'),
      (edits) =>
        `Plainer words: ${[...new Map(edits.map((edit) => [edit.before.toLowerCase(), edit.after]))].map(([from, to]) => `“${from}” is “${to}”`).join(', ')}.`,
    ),
    ...when(
      of('calm'),
      (edits) =>
        `Capitals and exclamation marks are down to what a sentence needs (${edits.length} ${edits.length === 1 ? 'sentence' : 'sentences'}): shouting reads as spam.`,
    ),
    ...(body.action === null || before.body.trimEnd().endsWith(body.action)
      ? []
      : [say(`One action stands alone as the last line: “${body.action}”.`, 'body')]),
    ...when(
      of('stuck'),
      (edits) =>
        `Left for a person: ${quoted(edits.map((edit) => edit.before))} stays, because the sentence would break or lose a fact without it.`,
    ),
  ];
}

export interface Kept {
  readonly kept: { numbers: string[]; names: string[]; links: string[] };
  readonly removed: { text: string; reason: string }[];
}

/** Every number, name and link of the old mail: still there, or gone with the reason. */
export function accountFor({ before, after, body, locale }: Rewritten, names: readonly string[]): Kept {
  const old = textOf(before);
  const now = textOf(after);
  const bare = (text: string): string =>
    linksOf(text).reduce((rest, link) => rest.replaceAll(link, ' '), text);
  const left = new Set(numbersOf(bare(now)));
  const numbers = [...numbersIn(bare(old))];
  const named = namesIn(bare(old), { names, locale });
  const isThere = (name: string): boolean => now.toLowerCase().includes(name.toLowerCase());
  const links = [...new Set(linksOf(old))];
  const nowLinks = new Set(linksOf(now));
  const lost = [
    ...numbers.flatMap(([number, written]) => (left.has(number) ? [] : written)),
    ...named.filter((name) => !isThere(name)),
  ].map((text) => ({ text, reason: reasonFor(text, body.edits) }));
  const goneLinks = links
    .filter((link) => !nowLinks.has(link))
    .map((link) => ({
      text: link,
      reason:
        nowLinks.has(link.replace(/\/$/u, '')) || [...nowLinks].some((other) => other.startsWith(link))
          ? 'The same address, said once.'
          : `One mail, one action: “${body.otherLinks.find((other) => other.link === link)?.line ?? link}” belongs in a mail of its own.`,
    }));
  return {
    kept: {
      numbers: numbers.flatMap(([number, written]) => (left.has(number) ? written : [])),
      names: named.filter(isThere),
      links: links.filter((link) => nowLinks.has(link)),
    },
    removed: [...lost, ...goneLinks],
  };
}

function textOf({ subject, preheader, body }: Mail): string {
  return `${subject}\n${preheader ?? ''}\n${body}`;
}

/** Known names and, where common nouns are written small, words with a capital in the middle of a sentence. */
function namesIn(text: string, { names, locale }: { names: readonly string[]; locale: string }): string[] {
  const known = names.filter((name) => text.toLowerCase().includes(name.toLowerCase()));
  if (!SMALL_NOUNS.has(languageOf(locale))) return known;
  const inside = text.match(/(?<=\p{Ll}[,]? )\p{Lu}[\p{Ll}\p{M}’'-]+(?: \p{Lu}[\p{Ll}\p{M}’'-]+)*/gu) ?? [];
  const strange = inside.filter(
    (name) => !known.some((other) => other.includes(name) || name.includes(other)),
  );
  return [...new Set([...known, ...strange])].filter((name) => !/^(?:I|Friend)$/.test(name));
}

const SMALL_NOUNS = new Set(['en', 'fr', 'es', 'pt', 'it', 'nl']);

/** Numbers by their digits, each as it was first written. */
function numbersIn(text: string): Map<string, string> {
  const written = text.match(/\p{Nd}(?:[\p{Nd}.,'’\u00a0\u202f ]*\p{Nd})?/gu) ?? [];
  return new Map(
    numbersOf(text).map((number) => [
      number,
      written.find((one) => numbersOf(one).includes(number)) ?? number,
    ]),
  );
}

function reasonFor(text: string, edits: readonly Edit[]): string {
  const edit = edits.find(
    ({ kind, before, after }) =>
      (kind === 'dropped' || kind === 'spam') && before.includes(text) && !after.includes(text),
  );
  return edit === undefined
    ? 'It stood only in a line that was replaced: put it back if it matters.'
    : `It stood in “${edit.before.slice(0, 120)}”, which ${edit.after === '' ? 'was taken out' : 'lost its spam words'}.`;
}
