import { z } from 'zod';
import { languageOf } from '#kernel/local-text';
import { type CheckedPage, checkedPage, finishPage, renderPage } from '#agents/work/methods/checked-page';
import { pageText, writePage } from '#agents/work/methods/landing-page';
import { checkPage, strangeNumbers } from '#agents/work/methods/page-checklist';
import { mainLocale } from '#agents/work/methods/mail-sequence';
import { isBare } from '#agents/work/methods/social-posts';
import { stemsOf } from '#studio/copy/stems';
import type { BriefMaterial, ProductMaterial } from '#agents/work/material';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import { type Statement, statement, workProductOf } from '#agents/work/work-product';

const MOST_LOCALES = 6;
const input = z.object({
  product: z
    .string()
    .max(80)
    .optional()
    .describe('Key of the product; the first that the brief says something of when absent.'),
  locales: z.array(z.string().max(35)).max(MOST_LOCALES).default([]).describe('Empty: those of the brief.'),
  current: z
    .object({
      text: z
        .string()
        .trim()
        .min(1)
        .max(40_000)
        .describe('The page as it is, one line for each heading, paragraph or label.'),
      locale: z.string().max(35).optional(),
      actions: z
        .array(z.string().trim().min(1).max(120))
        .max(40)
        .optional()
        .describe('Labels of buttons and links.'),
    })
    .optional(),
  objections: z
    .array(z.string().trim().min(3).max(300))
    .max(20)
    .default([])
    .describe('What people say who do not buy, from sales or service, in the brief’s language.'),
});
type Input = z.output<typeof input>;

const answered = statement.extend({ objection: z.string() });
const content = z.object({
  language: z.string(),
  pages: z.array(checkedPage),
  raised: z.array(answered).describe('Objections of the payload and the fact that answers each.'),
  test: z.array(statement).describe('What to test first.'),
});
type Content = z.output<typeof content>;

export const taskType = defineTaskType<Input, Content>({
  type: 'website_copy',
  aliases: ['optimize_landing_page_copy'],
  title: 'Landing-page copy',
  purpose:
    'Writes the page of one product: one action, proof beside claims, objections answered, checked against a list.',
  input,
  content,
  needs: ['brief'],
  reads: [],
  minutes: 90,
  propose({ brief }) {
    const product = brief === null ? undefined : productOf(brief, {});
    if (brief === null || product === undefined || isBare(product)) return undefined;
    return {
      title: `Landing page of ${product.name} for ${brief.name}`,
      description: `Hero, proof, objections, questions and legal line in ${brief.locales.slice(0, MOST_LOCALES).join(', ')}.`,
      payload: input.parse({ product: product.key, locales: brief.locales.slice(0, MOST_LOCALES) }),
      priority: 'HIGH',
      confidence: product.url === undefined ? 0.5 : 0.8,
      reason:
        product.url === undefined
          ? `Every channel of the brief leads people to a page, and it states ${product.benefits.length} benefits of ${product.name} to fill one.`
          : `Every channel of the brief leads to ${product.url}: what stands there decides what the posts were worth.`,
    };
  },
  check: ({ material: { brief }, input }) => (brief === null ? [] : findGaps(brief, input)),
  write: writeProduct,
  wordable: ({ language, pages }) =>
    pages.flatMap(({ locale, hero, alternatives }, index) =>
      languageOf(locale) !== languageOf(language)
        ? []
        : [
            {
              path: `pages.${index}.hero.text`,
              role: 'headline of the page',
              mostCharacters: Math.max(70, hero.text.length),
            },
            ...alternatives.map(({ text }, at) => ({
              path: `pages.${index}.alternatives.${at}.text`,
              role: 'another headline for a test',
              mostCharacters: Math.max(70, text.length),
            })),
          ],
    ),
  render: ({ content: { pages, raised, test } }) => [
    ...pages.flatMap(renderPage),
    ...(raised.length === 0
      ? []
      : [
          { kind: 'heading' as const, text: 'Objections that were raised' },
          {
            kind: 'list' as const,
            items: raised.map((one) => ({
              text: `“${one.objection}”: ${one.text}`,
              facts: one.facts,
              isAssumed: one.basis === 'assumed',
            })),
          },
        ]),
    { kind: 'heading', text: 'What to test first' },
    { kind: 'list', isOrdered: true, items: test },
  ],
});

function productOf(
  brief: BriefMaterial,
  { product: key }: Pick<Input, 'product'>,
): ProductMaterial | undefined {
  if (key !== undefined) return brief.products.find((product) => product.key === key);
  return brief.products.find((product) => !isBare(product)) ?? brief.products[0];
}

function findGaps(brief: BriefMaterial, input: Input): Finding[] {
  const product = productOf(brief, input);
  if (product === undefined)
    return [
      {
        field: 'product',
        severity: 'blocks',
        message: `The brief has no product ${input.product ?? ''}: choose of ${brief.products.map(({ key }) => key).join(', ')}.`,
      },
    ];
  const strange = input.locales.filter((locale) => !brief.locales.includes(locale));
  return [
    ...(isBare(product)
      ? [
          {
            field: 'brief.products.benefits',
            severity: 'blocks' as const,
            message: `Nothing is said of ${product.name} but its name: add benefits, features and proofs to the brief first.`,
          },
        ]
      : []),
    ...(strange.length === 0
      ? []
      : [
          {
            field: 'locales',
            severity: 'blocks' as const,
            message: `The brief has no texts for ${strange.join(', ')}: choose of ${brief.locales.join(', ')}.`,
          },
        ]),
    ...(input.current === undefined
      ? [
          {
            field: 'current',
            severity: 'weakens' as const,
            message:
              'The page as it is was not given, so there is no score before: paste its text and its buttons.',
          },
        ]
      : []),
  ];
}

function writeProduct(request: WorkRequest<Input>) {
  const { material, facts, input } = request;
  const { brief, brand } = material;
  const product = brief === null ? undefined : productOf(brief, input);
  if (brief === null || product === undefined)
    throw new Error('examine lets no request without a product through');
  const main = mainLocale(brief);
  const wanted = input.locales.length === 0 ? brief.locales : input.locales;
  const locales = wanted.toSorted((a, b) => Number(b === main) - Number(a === main)).slice(0, MOST_LOCALES);
  const known =
    [...facts.values()]
      // What others say of themselves backs nothing that the brand says.
      .filter(({ source }) => source !== 'input' && source !== 'source')
      .map(({ text, backing }) => `${text} ${backing ?? ''}`)
      .join('\n') + JSON.stringify(product);
  const written = locales.flatMap(
    (locale) => writePage({ material: { ...material, brief }, facts, product, locale }) ?? [],
  );
  const currentLocale = input.current?.locale ?? written[0]?.locale;
  const pages = written.map((made): CheckedPage => {
    const against = { brief, brand, product, locale: made.locale, known: `${known}\n${pageText(made)}` };
    const current = made.locale === currentLocale ? input.current : undefined;
    const before =
      current === undefined
        ? undefined
        : checkPage({ text: current.text, actions: current.actions ?? null }, { ...against, known });
    return finishPage(made, {
      after: checkPage({ text: pageText(made), actions: [made.hero.action] }, against),
      before,
    });
  });
  const raised = input.objections.map((objection, index) => answerRaised(objection, index, request));
  const silent = locales.filter((locale) => !written.some((made) => made.locale === locale));
  return workProductOf(content).parse({
    summary: summaryOf(pages, product, silent),
    method:
      'The headline is the studio writer’s, the surest angle first; claims, problems and proofs are the brief’s own words in each language. A proof stands beside the claim or problem whose words it shares, the others under the hero; a problem is answered by the benefit of its number. The page, and the page as it is where it was given, is held to twelve rules with weights; the score is the weight of what passes.',
    confidence: confidenceOf(pages),
    missing: missingOf(pages, { product, silent, raised, input }),
    wouldChange: [
      'Where visitors of the present page stop reading or leave (scroll and click data).',
      'A test in which another headline brought more clicks on the action.',
    ],
    next: nextOf(pages, { product, input, known }),
    content: { language: brief.language, pages, raised, test: testsFor(pages) },
  });
}

/** The fact that shares most words with an objection of the payload answers it. */
function answerRaised(
  objection: string,
  index: number,
  { facts, material }: WorkRequest<Input>,
): z.output<typeof answered> {
  const language = material.brief?.language ?? 'en';
  const stems = new Set(stemsOf(objection, language));
  const shared = (text: string): number => stemsOf(text, language).filter((stem) => stems.has(stem)).length;
  const best = [...facts.values()]
    .filter(({ id }) => /\.(?:benefits|features|proofs|price|limit|description)\b|^brand\.values/.test(id))
    .toSorted((a, b) => shared(b.text) - shared(a.text))[0];
  const own = `input.objections.${index}`;
  if (best === undefined || shared(best.text) === 0)
    return {
      objection,
      text: 'No fact of the house answers it: ask the client.',
      basis: 'assumed',
      facts: [],
    };
  return { objection, text: best.text, basis: 'derived', facts: facts.has(own) ? [own, best.id] : [best.id] };
}

function testsFor(pages: readonly CheckedPage[]): Statement[] {
  const [made] = pages;
  const rival = made?.alternatives[0];
  if (made === undefined) return [];
  const unproven = made.claims.find(({ proof }) => proof === null)?.claim;
  return [
    ...(rival === undefined
      ? []
      : [
          {
            text: `Headline “${made.hero.text}” (${made.hero.angle.replace('_', ' ')}) against “${rival.text}” (${rival.angle.replace('_', ' ')}), counted by clicks on “${made.hero.action}”: everybody reads it, and no result says which thought carries.`,
            basis: 'derived' as const,
            facts: [...new Set([...made.hero.facts, ...rival.facts])].slice(0, 20),
          },
        ]),
    ...(made.proofs[0] === undefined
      ? []
      : [
          {
            text: `“${made.proofs[0].text}” under the hero against the same beside the first claim: it is the proof that belongs to no single claim.`,
            basis: 'derived' as const,
            facts: made.proofs[0].facts,
          },
        ]),
    ...(unproven === undefined
      ? []
      : [
          {
            text: `The page with and without “${unproven.text}”: nothing backs it, so it may cost trust.`,
            basis: 'derived' as const,
            facts: unproven.facts,
          },
        ]),
  ];
}

function summaryOf(
  pages: readonly CheckedPage[],
  product: ProductMaterial,
  silent: readonly string[],
): string {
  const [first] = pages;
  if (first === undefined)
    return `Nothing can be written for ${product.name} in ${silent.join(', ')}: the brief has no texts there.`;
  const proven = first.claims.filter(({ proof }) => proof !== null).length;
  const scores = pages.map(({ locale, scoreAfter }) => `${locale} ${scoreAfter}`).join(', ');
  return [
    `The page of ${product.name} opens with “${first.hero.text}” and asks for one thing: “${first.hero.action}”.`,
    `${proven} of ${first.claims.length} claims have a proof beside them, objections answered: ${first.objections.length}, questions: ${first.faq.length}.`,
    first.scoreBefore === null
      ? `Checklist: ${scores} of 100; the present page was not given, so there is no score before.`
      : `Checklist: ${first.scoreBefore} of 100 before, after it ${scores}.`,
    silent.length === 0 ? '' : `Nothing could be written in ${silent.join(', ')}.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function confidenceOf(pages: readonly CheckedPage[]): { level: 'low' | 'medium'; because: string } {
  const claims = pages.flatMap((made) => made.claims);
  const proven = claims.filter(({ proof }) => proof !== null).length;
  return {
    level: claims.length > 0 && proven * 2 >= claims.length ? 'medium' : 'low',
    because: `${proven} of ${claims.length} claims over all languages have a proof beside them; how visitors behave on the page is not known.`,
  };
}

type Around = {
  product: ProductMaterial;
  silent: readonly string[];
  raised: Content['raised'];
  input: Input;
};

function missingOf(pages: readonly CheckedPage[], { product, silent, raised, input }: Around) {
  const unproven = pages[0]?.claims.filter(({ proof }) => proof === null) ?? [];
  const open = raised.filter(({ basis }) => basis === 'assumed');
  return [
    ...(input.current === undefined
      ? [
          {
            what: 'The text of the page as it is, and its buttons.',
            where: 'current',
            gain: 'A score before, and what of it is worth keeping.',
          },
        ]
      : []),
    ...(unproven.length === 0
      ? []
      : [
          {
            what: `Proof for ${unproven
              .map(({ claim }) => `“${claim.text}”`)
              .join(', ')
              .slice(0, 250)}.`,
            where: `brief.products.${product.key}.proofs`,
            gain: 'Each claim would have its proof beside it.',
          },
        ]),
    ...(input.objections.length === 0
      ? [
          {
            what: 'What people say who do not buy.',
            where: 'objections',
            gain: 'Real doubts in the order in which they are raised, instead of the brief’s problems alone.',
          },
        ]
      : []),
    ...open.map(({ objection }) => ({
      what: `An answer to “${objection.slice(0, 200)}”.`,
      where: 'brief.products',
      gain: 'The doubt would be met on the page.',
    })),
    ...(silent.length === 0
      ? []
      : [
          {
            what: `Texts of ${product.name} in ${silent.join(', ')}.`,
            where: `brief.products.${product.key}`,
            gain: 'A page in these languages.',
          },
        ]),
    ...pages
      .filter(({ legal }) => legal === null)
      .map(({ locale }) => ({
        what: `The legal line for ${locale}.`,
        where: 'brand.legalLines',
        gain: 'The page may go live there.',
      })),
  ].slice(0, 20);
}

function nextOf(
  pages: readonly CheckedPage[],
  { product, input, known }: { product: ProductMaterial; input: Input; known: string },
): string[] {
  const strange = input.current === undefined ? [] : strangeNumbers(input.current.text, known);
  const failing = pages[0]?.checklist.filter(({ after }) => after === false) ?? [];
  return [
    ...(strange.length === 0
      ? []
      : [
          `The present page says ${strange.slice(0, 6).join(', ')}, which no fact of the house knows: add the source to the brief or take it off.`,
        ]),
    ...(failing.length === 0
      ? []
      : [
          `Mend what still fails: ${failing
            .map(({ item }) => item.toLowerCase())
            .join('; ')
            .slice(0, 300)}.`,
        ]),
    product.url === undefined
      ? `Give ${product.name} an address (products.url), so that posts and mails lead to the page.`
      : `Put the texts on ${product.url} before the first post goes out.`,
    'Have the claims and the legal line approved by whoever answers for them in each market.',
  ];
}
