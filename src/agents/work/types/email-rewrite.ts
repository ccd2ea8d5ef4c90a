import { z } from 'zod';
import { languageOf } from '#kernel/local-text';
import {
  LONGEST_SENTENCE,
  type MailMeasures,
  measureMail,
  PREHEADER,
  SUBJECT,
} from '#agents/work/methods/mail-measures';
import { mainLocale, startingMails } from '#agents/work/methods/mail-sequence';
import { type RewrittenMail, rewriteMail, rewrittenMail } from '#agents/work/methods/rewrite-mail';
import { hasSpamWords, SPAM_SOURCE } from '#agents/work/methods/spam-words';
import { defineTaskType, type WorkRequest } from '#agents/work/task-type';
import { type Statement, statement, workProductOf } from '#agents/work/work-product';
import type { Block } from '#agents/work/work-page';

const MOST_MAILS = 10;
const input = z.object({
  emails: z
    .array(
      z.object({
        subject: z.string().trim().min(1).max(300),
        preheader: z.string().trim().max(300).optional(),
        body: z.string().trim().min(1).max(20_000).describe('Plain text; addresses written out.'),
        role: z.string().trim().max(80).optional().describe('What the mail is for, such as "welcome".'),
      }),
    )
    .max(MOST_MAILS)
    .default([]),
  locale: z.string().max(35).optional().describe('Language of the mails; the brief’s own when absent.'),
  product: z
    .string()
    .max(80)
    .optional()
    .describe('Key of the product they are about; found by its name when absent.'),
});
type Input = z.output<typeof input>;

const content = z.object({
  language: z.string(),
  emails: z.array(rewrittenMail),
  sequence: z.array(statement),
});
type Content = z.output<typeof content>;

export const taskType = defineTaskType<Input, Content>({
  type: 'email_rewrite',
  aliases: ['rewrite_email_sequence'],
  title: 'E-mail rewrite',
  purpose: 'Makes mails clearer without changing a fact, and measures them before and after.',
  input,
  content,
  needs: [],
  reads: [],
  minutes: 60,
  propose(material) {
    const { brief } = material;
    if (brief === null || !brief.channels.includes('email')) return undefined;
    const { mails, product, locale } = startingMails({ ...material, brief });
    if (product === undefined || mails.length === 0) return undefined;
    return {
      title: `Mails of ${brief.name}: ${mails.map(({ role }) => role).join(', ')}`,
      description: `The studio's first texts for ${product.name} in ${locale}, measured and tightened; put the client's own mails in their place where there are any.`,
      payload: input.parse({ emails: mails, locale, product: product.key }),
      priority: 'MEDIUM',
      confidence: 0.6,
      reason: `The brief names the channel email, and its facts on ${product.name} carry ${mails.length} mails.`,
    };
  },
  check: ({ material: { brief }, input: { emails, product } }) => [
    ...(emails.length === 0
      ? [
          {
            field: 'emails',
            severity: 'blocks' as const,
            message: `There is no mail to rewrite: paste 1 to ${MOST_MAILS} mails with subject and body.`,
          },
        ]
      : []),
    ...(product !== undefined && brief?.products.every(({ key }) => key !== product) === true
      ? [
          {
            field: 'product',
            severity: 'blocks' as const,
            message: `The brief has no product ${product}: choose of ${brief.products.map(({ key }) => key).join(', ')}.`,
          },
        ]
      : []),
  ],
  write: writeProduct,
  wordable: ({ language, emails }) =>
    emails.flatMap(({ locale, after }, index) => {
      if (languageOf(locale) !== languageOf(language)) return [];
      const figures = after.body.match(/https?:\/\/\S+|\d[\d.,]*\d|\d/gu) ?? [];
      const at = `emails.${index}.after`;
      return [
        {
          path: `${at}.subject`,
          role: 'subject of the mail',
          mostCharacters: Math.max(SUBJECT.most, after.subject.length),
        },
        {
          path: `${at}.body`,
          role: 'text of the mail: best reason first, one action last',
          mostCharacters: after.body.length + 200,
          mustKeep: [...new Set(figures)],
        },
      ];
    }),
  settle: (made) => ({
    ...made,
    emails: made.emails.map((mail) => ({
      ...mail,
      measuresAfter: measureMail(mail.after, mail.locale, mail.names),
    })),
  }),
  render: ({ content: { emails, sequence } }) => [
    ...(sequence.length === 0
      ? []
      : [
          { kind: 'heading' as const, text: 'The sequence' },
          { kind: 'list' as const, items: sequence },
        ]),
    ...emails.flatMap(renderMail),
  ],
});

function renderMail(mail: RewrittenMail, index: number): Block[] {
  const title = `Mail ${index + 1}${mail.role === null ? '' : `: ${mail.role}`}`;
  const { kept, removed } = mail;
  return [
    { kind: 'heading', text: title },
    { kind: 'change', title: 'Subject', before: mail.before.subject, after: mail.after.subject },
    {
      kind: 'change',
      title: 'Preheader',
      before: mail.before.preheader ?? '(none)',
      after: mail.after.preheader ?? '(none)',
    },
    { kind: 'change', title: 'Text', before: mail.before.body, after: mail.after.body },
    {
      kind: 'table',
      caption: 'Measured',
      columns: ['Measure', 'Before', 'After', 'Wanted'],
      rows: measureRows(mail),
    },
    {
      kind: 'text',
      text: mail.changes.length === 0 ? 'Nothing had to change by these rules.' : 'What changed and why',
    },
    ...(mail.changes.length === 0 ? [] : [{ kind: 'list' as const, items: mail.changes }]),
    ...(mail.subjectOptions.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'Other subjects, by angle',
            columns: ['Angle', 'Subject', 'Characters'],
            rows: mail.subjectOptions.map(({ angle, text, characters }) => [
              angle.replace('_', ' '),
              text,
              String(characters),
            ]),
          },
        ]),
    {
      kind: 'text',
      text: `Kept: ${[...kept.numbers.map((number) => `number ${number}`), ...kept.names, ...kept.links].join(', ') || 'there was no number, name or link'}.`,
    },
    ...(removed.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'Removed',
            columns: ['What', 'Why'],
            rows: removed.map(({ text, reason }) => [text, reason]),
          },
        ]),
  ];
}

function measureRows({ measuresBefore: was, measuresAfter: is }: RewrittenMail): string[][] {
  const row = (name: string, of: (one: MailMeasures) => number | string | null, wanted: string): string[] => [
    name,
    String(of(was) ?? 'no formula'),
    String(of(is) ?? 'no formula'),
    wanted,
  ];
  return [
    row('Subject, characters', ({ subject }) => subject, `up to ${SUBJECT.most}`),
    row('Preheader, characters', ({ preheader }) => preheader, `${PREHEADER.least} to ${PREHEADER.most}`),
    row('Words', ({ words }) => words, 'fewer says more'),
    row('Sentences', ({ sentences }) => sentences, ''),
    row('Words in a sentence', ({ wordsPerSentence }) => wordsPerSentence, '8 to 15'),
    row('Longest sentence', ({ longestSentence }) => longestSentence, `up to ${LONGEST_SENTENCE}`),
    row(
      `Reading ease (${is.ease === null ? 'none' : is.formula})`,
      ({ ease }) => ease,
      is.ease === null ? is.formula : '60 and more, higher reads easier',
    ),
    row(
      'Spam words',
      ({ spamWords }) => (spamWords.length === 0 ? '0' : `${spamWords.length}: ${spamWords.join(', ')}`),
      '0',
    ),
    row('Shouted words', ({ shouting }) => shouting, '0'),
    row('Exclamation marks', ({ exclamations }) => exclamations, '0 or 1'),
    row('Different actions', ({ actions }) => actions, '1'),
  ];
}

type Request = WorkRequest<Input>;

function writeProduct(request: Request) {
  const { material, input } = request;
  const locale =
    input.locale ??
    (material.brief === null ? (material.brand?.language ?? 'en') : mainLocale(material.brief));
  const emails = input.emails.map((_mail, index) => rewriteMail(request, index, locale));
  const sequence = notesOnSequence(emails);
  return workProductOf(content).parse({
    summary: summaryOf(emails),
    method: `Sentence by sentence, by rule: empty openings and slogans out, spam words and shouting out, wordy phrases plainer (Federal Plain Language Guidelines), sentences over ${LONGEST_SENTENCE} words cut at a clause, the strongest reason first, one action last. Numbers, names and links are counted before and after. Reading ease by the formula of the language; spam words: ${SPAM_SOURCE}.`,
    confidence: confidenceOf(emails, locale),
    missing: missingOf(request, locale),
    wouldChange: [
      'Open and click rates of the old mails: what was read and clicked stays, whatever the measures say.',
      'A reader who misses a fact that was listed as removed.',
    ],
    next: nextOf(emails),
    content: { language: material.brief?.language ?? material.brand?.language ?? 'en', emails, sequence },
  });
}

function notesOnSequence(emails: readonly RewrittenMail[]): Statement[] {
  if (emails.length < 2) return [];
  const at = (index: number, field: string): string => `input.emails.${index}.${field}`;
  const twins = emails.flatMap(({ before }, index) => {
    const first = emails.findIndex(
      (other) => other.before.subject.toLowerCase() === before.subject.toLowerCase(),
    );
    return first < index
      ? [
          {
            text: `Mails ${first + 1} and ${index + 1} had the same subject: mail clients put them in one thread, and the second is not seen.`,
            basis: 'derived' as const,
            facts: [at(first, 'subject'), at(index, 'subject')],
          },
        ]
      : [];
  });
  const roles = emails.map(
    ({ role, after }, index) => `${index + 1} ${role ?? 'no role given'} (“${after.subject}”)`,
  );
  return [
    {
      text: `Order: ${roles.join(', ')}.`.slice(0, 1_000),
      basis: 'derived',
      facts: emails.map((_mail, index) => at(index, 'subject')),
    },
    ...twins,
  ];
}

function summaryOf(emails: readonly RewrittenMail[]): string {
  const sum = (of: (mail: RewrittenMail) => number): number =>
    emails.reduce((total, mail) => total + of(mail), 0);
  const words = [sum((mail) => mail.measuresBefore.words), sum((mail) => mail.measuresAfter.words)];
  const spam = [
    sum((mail) => mail.measuresBefore.spamWords.length),
    sum((mail) => mail.measuresAfter.spamWords.length),
  ];
  const longest = [
    Math.max(...emails.map((mail) => mail.measuresBefore.longestSentence)),
    Math.max(...emails.map((mail) => mail.measuresAfter.longestSentence)),
  ];
  const [mail] = emails;
  const eases =
    emails.length === 1 && mail?.measuresAfter.ease !== null
      ? ` Reading ease ${mail?.measuresBefore.ease ?? '?'} to ${mail?.measuresAfter.ease ?? '?'}.`
      : '';
  const removed = sum(({ removed: gone }) => gone.length);
  return `${emails.length === 1 ? 'One mail' : `${emails.length} mails`}, ${sum(({ changes }) => changes.length)} changes: words ${words.join(' to ')}, longest sentence ${longest.join(' to ')}, spam words ${spam.join(' to ')}.${eases} ${removed === 0 ? 'Every number, name and link is kept.' : `${removed} facts or links were taken out, each with its reason: look at them first.`}`;
}

function confidenceOf(
  emails: readonly RewrittenMail[],
  locale: string,
): { level: 'low' | 'medium'; because: string } {
  const removed = emails.reduce((sum, mail) => sum + mail.removed.length, 0);
  const hasList = hasSpamWords(locale);
  const formula = emails[0]?.measuresAfter.ease !== null;
  return {
    level: hasList && formula ? 'medium' : 'low',
    because: `There is ${hasList ? 'a' : 'no'} list of spam words and ${formula ? 'a' : 'no'} formula of reading ease for ${locale}; ${removed} items were removed; how many opened and clicked the old mails is not known.`,
  };
}

function missingOf({ material }: Request, locale: string) {
  return [
    {
      what: 'Open, click and unsubscribe rates of these mails.',
      where: 'the mail tool’s report',
      gain: 'What already works would be kept, and the weakest mail rewritten first.',
    },
    ...(material.brief === null
      ? [
          {
            what: 'A brief with facts on the product.',
            where: 'campaign',
            gain: 'Subjects by angle, and a first line chosen by the product’s own benefits.',
          },
        ]
      : []),
    ...(hasSpamWords(locale)
      ? []
      : [
          {
            what: `A list of spam words for ${locale}.`,
            where: 'src/agents/work/methods/spam-words.ts',
            gain: 'Only lengths, links and marks were checked in this language.',
          },
        ]),
  ];
}

function nextOf(emails: readonly RewrittenMail[]): string[] {
  const withOption = emails.find(({ subjectOptions }) => subjectOptions.length > 0);
  return [
    ...(emails.some(({ removed }) => removed.length > 0)
      ? [
          'Read the lists of what was removed: put back what the reader needs, and send the links that went in mails of their own.',
        ]
      : []),
    ...(withOption === undefined
      ? []
      : [
          `Send “${withOption.after.subject}” against “${withOption.subjectOptions[0]?.text ?? ''}” to halves of the list, and decide by clicks, not by opens: mail apps open by themselves.`,
        ]),
    'Have one person who knows the product read the new texts aloud before they go out.',
  ];
}
