import { z } from 'zod';
import { graphemesOf } from '#studio/copy/channels';
import { ANGLES } from '#studio/model';
import type { FactBook } from '#agents/work/facts';
import type { BriefMaterial, ProductMaterial, WorkMaterial } from '#agents/work/material';
import { statement } from '#agents/work/work-product';
import { headFactIds, nameIn, saidIn, writeTexts } from './copy-request.ts';
import { accountFor, changesOf } from './mail-changes.ts';
import { type Mail, measureMail } from './mail-measures.ts';
import { rewriteBody } from './rewrite-body.ts';
import { type Head, rewriteHead } from './rewrite-head.ts';

const mailText = z.object({ subject: z.string(), preheader: z.string().nullable(), body: z.string() });
const measures = z.object({
  subject: z.number(),
  preheader: z.number(),
  words: z.number(),
  sentences: z.number(),
  wordsPerSentence: z.number(),
  longestSentence: z.number(),
  ease: z.number().nullable(),
  formula: z.string(),
  spamWords: z.array(z.string()).readonly(),
  shouting: z.number(),
  exclamations: z.number(),
  links: z.number(),
  actions: z.number(),
});
/** A mail before and after, with all that changed. */
export const rewrittenMail = z.object({
  role: z.string().nullable(),
  locale: z.string(),
  before: mailText,
  after: mailText,
  measuresBefore: measures,
  measuresAfter: measures,
  changes: z.array(statement),
  subjectOptions: z.array(statement.extend({ angle: z.enum(ANGLES), characters: z.number() })),
  kept: z.object({ numbers: z.array(z.string()), names: z.array(z.string()), links: z.array(z.string()) }),
  removed: z.array(z.object({ text: z.string(), reason: z.string() })),
  names: z.array(z.string()).describe('Words that may stand in capitals.'),
});
export type RewrittenMail = z.output<typeof rewrittenMail>;
/** What a rewriting is given: the payload of the task and all that the house knows. */
export interface Given {
  readonly material: WorkMaterial;
  readonly facts: FactBook;
  readonly input: {
    readonly emails: readonly {
      readonly subject: string;
      readonly preheader?: string | undefined;
      readonly body: string;
      readonly role?: string | undefined;
    }[];
    readonly product?: string | undefined;
  };
}

/** One of the given mails, rewritten, measured and accounted for. */
export function rewriteMail({ material, facts, input }: Given, index: number, locale: string): RewrittenMail {
  const given = input.emails[index] ?? { subject: '', body: '', preheader: undefined, role: undefined };
  const before: Mail = { subject: given.subject, preheader: given.preheader ?? null, body: given.body };
  const product = productOf(material, before, input.product);
  const names = namesOf(material, locale);
  const options =
    product === undefined || material.brief === null
      ? []
      : optionsFor({ ...material, brief: material.brief }, { product, locale, facts });
  const sense = {
    locale,
    names,
    reasons:
      product === undefined
        ? []
        : [...product.benefits, ...product.proofs.map(({ text }) => text), ...product.features].flatMap(
            (text) => saidIn(text, locale) ?? [],
          ),
    url: product?.url,
    cta: options[0]?.cta,
  };
  const body = rewriteBody(before.body, sense);
  const head = rewriteHead(
    {
      subject: before.subject,
      preheader: before.preheader,
      best: body.best,
      subjects: options.map(({ option }) => option.text),
      preheaders: options.flatMap(({ support }) => support ?? []),
    },
    sense,
  );
  const after: Mail = { subject: head.subject, preheader: head.preheader, body: body.body };
  const whole = {
    before,
    after,
    head,
    body,
    locale,
    at: `input.emails.${index}`,
    borrowed: borrowedFacts(head, options),
  };
  const { kept, removed } = accountFor(whole, names);
  return {
    role: given.role ?? null,
    locale,
    before: { ...before },
    after: { ...after },
    measuresBefore: measureMail(before, locale, names),
    measuresAfter: measureMail(after, locale, names),
    changes: changesOf(whole),
    subjectOptions: options
      .map(({ option }) => option)
      .filter(({ text }) => text !== after.subject)
      .slice(0, 5),
    kept,
    removed,
    names,
  };
}

function namesOf({ brief, brand }: WorkMaterial, locale: string): string[] {
  return [
    ...new Set([
      ...(brand === null ? [] : [brand.name]),
      ...(brief?.products ?? []).flatMap((product) => [product.name, nameIn(product, locale)]),
    ]),
  ];
}

function productOf(
  { brief }: WorkMaterial,
  { subject, body }: Mail,
  key: string | undefined,
): ProductMaterial | undefined {
  const products = brief?.products ?? [];
  const text = `${subject} ${body}`.toLowerCase();
  return (
    products.find((one) => one.key === key) ??
    products.find(({ name }) => text.includes(name.toLowerCase())) ??
    (products.length === 1 ? products[0] : undefined)
  );
}

type Option = RewrittenMail['subjectOptions'][number];

/** Subjects of the studio's writer, one of each angle. */
function optionsFor(
  material: WorkMaterial & { readonly brief: BriefMaterial },
  { product, locale, facts }: { product: ProductMaterial; locale: string; facts: FactBook },
): { option: Option; support: string | undefined; cta: string }[] {
  const { copies } = writeTexts(material, { product, locale, channel: 'email', count: 8 });
  const ordered = copies.toSorted((a, b) => ANGLES.indexOf(a.angle) - ANGLES.indexOf(b.angle));
  const firsts = ordered.filter(
    ({ angle }, at) => ordered.findIndex((other) => other.angle === angle) === at,
  );
  return firsts.map((copy) => {
    const text = copy.headline.replace(/[.。]$/u, '');
    return {
      option: {
        text,
        basis: 'derived',
        facts: headFactIds(copy, { facts, brief: material.brief, brand: material.brand, product }),
        angle: copy.angle,
        characters: graphemesOf(text).length,
      },
      support: copy.support,
      cta: copy.cta,
    };
  });
}

type Options = ReturnType<typeof optionsFor>;

function borrowedFacts(
  { subject, preheader }: Head,
  options: Options,
): { subject: string[]; preheader: string[] } {
  const from = (isIt: (one: Options[number]) => boolean): string[] => options.find(isIt)?.option.facts ?? [];
  return {
    subject: from(({ option }) => option.text === subject),
    preheader: from(({ support }) => support !== undefined && preheader?.includes(support) === true),
  };
}
