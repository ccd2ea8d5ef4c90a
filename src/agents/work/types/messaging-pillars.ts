import { z } from 'zod';
import { textFor, languageOf } from '#kernel/local-text';
import { buildPillars } from '#agents/work/methods/build-pillars';
import { localFact } from '#agents/work/methods/local-fact';
import { messageRules } from '#agents/work/methods/message-rules';
import { kinshipOf } from '#agents/work/methods/themes';
import { lessonsOfPillars } from '#agents/work/methods/lessons';
import {
  assumed,
  counted,
  derived,
  earlierContent,
  factAsStated,
  languageOfMaterial,
  lineOf,
  listed,
  quote,
  titledLines,
  weakUnless,
  missingFrom,
  sentences,
} from '#agents/work/say';
import { shortened } from '#agents/work/shortened';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import type { Block } from '#agents/work/work-page';
import { type Statement, statement, workProductOf } from '#agents/work/work-product';
import { competitiveContent } from './competitive-analysis.ts';
import { personaContent } from './persona-generation.ts';

const input = z.object({
  pillars: z.number().int().min(2).max(4).default(3),
  promise: z
    .string()
    .trim()
    .min(3)
    .max(200)
    .optional()
    .describe('The one promise above the pillars; the message of the brief by default.'),
});
type Input = z.output<typeof input>;

const pillar = z.object({
  title: z.string(),
  claim: statement,
  supports: z.array(statement),
  proofs: z.array(statement),
  problems: z.array(statement),
  claims: z.number(),
  proven: z.number(),
});
const content = z.object({
  promise: statement,
  pillars: z.array(pillar),
  say: z.array(statement),
  dontSay: z.array(statement),
  locales: z.array(
    z.object({
      locale: z.string(),
      address: z.string(),
      promise: z.string().nullable().describe('Null where the text is lacking in this language.'),
      claims: z.array(z.string().nullable()),
      words: z.array(z.string()),
      neverWords: z.array(z.string()),
    }),
  ),
  audiences: z.array(z.object({ name: z.string(), first: statement, after: z.array(z.string()) })),
  left: z.array(statement).describe('What is stated and in no pillar.'),
});
type Content = z.output<typeof content>;

export const taskType = defineTaskType<Input, Content>({
  type: 'messaging_pillars',
  aliases: ['message_house'],
  title: 'Message house',
  purpose: 'One promise, the pillars that carry it, the proof under each, and what to say and not to say.',
  input,
  content,
  needs: ['brief', 'brand'],
  reads: ['persona_generation', 'competitive_analysis'],
  minutes: 60,
  propose: ({ brief }) =>
    brief === null
      ? undefined
      : {
          title: `Message house for ${brief.name}`,
          description: 'One promise, up to three pillars with their proofs, and the words for each locale.',
          payload: input.parse({}),
          priority: 'HIGH',
          confidence: brief.products.some(({ proofs }) => proofs.length > 0) ? 0.85 : 0.6,
          reason: `${brief.name} runs in ${counted(brief.locales.length, 'locale')} on ${counted(brief.channels.length, 'channel')}: all of them need the same few messages.`,
        },
  check: findGaps,
  write(request) {
    const made = contentOf(request);
    const claims = made.pillars.reduce((sum, one) => sum + one.claims, 0);
    const proven = made.pillars.reduce((sum, one) => sum + one.proven, 0);
    return workProductOf(content).parse({
      summary: summaryOf(made),
      method:
        'Benefits, features, proofs, problems and values are grouped by the themes and words that they share; the groups that together hold the greatest weight of facts (proof with a source 4, benefit, problem or quotation 2, else 1) become pillars (greedy coverage, Nemhauser, Wolsey and Fisher 1978). The claim of a pillar is the benefit or value that its proofs speak of most. The best proven pillar comes first; one in which a rival leads goes back.',
      confidence: {
        level: made.pillars.length >= 3 && proven * 2 >= claims ? 'high' : proven > 0 ? 'medium' : 'low',
        because: `${counted(made.pillars.length, 'pillar')}; ${proven} of ${counted(claims, 'claim')} have a proof of their own.`,
      },
      missing: [
        ...missingFrom(findGaps(request), {}, 'A house that carries what is said.'),
        ...made.pillars
          .filter(({ proven }) => proven === 0)
          .map(({ title, claim }) => ({
            what: `${title}: no proof speaks of ${quote(shortened(claim.text, 200))}.`,
            where: 'brief.products.proofs',
            gain: 'A pillar that can be told with its reason.',
          })),
        ...lackingTexts(made),
      ].slice(0, 20),
      wouldChange: [
        'A proof for a claim that has none: its pillar moves up.',
        'Interviews in which people name another reason to buy.',
      ],
      next: sentences(nextOf(made)),
      content: made,
    });
  },
  wordable: ({ pillars }) =>
    pillars.map((_pillar, index) => ({
      path: `pillars.${index}.title`,
      role: 'the name of a pillar, two to four words',
      mostCharacters: 40,
    })),
  learn: ({ content }) => lessonsOfPillars(content.pillars),
  render: ({ content }) => render(content),
});

function contentOf(request: WorkRequest<Input>): Content {
  const { material, facts, input } = request;
  const language = languageOfMaterial(material);
  const { pillars, left } = buildPillars(facts, {
    language,
    most: input.pillars,
    liking: likingOf(request, language),
  });
  const promise =
    (input.promise === undefined ? undefined : factAsStated(facts, 'input.promise')) ??
    factAsStated(facts, 'brief.message') ??
    factAsStated(facts, 'brand.tagline') ??
    assumed('No promise is stated: write the message of the brief.');
  return {
    promise,
    pillars,
    ...messageRules(facts, pillars),
    locales: (material.brief?.locales ?? []).map((locale) => localeOf(request, locale, { promise, pillars })),
    audiences: audiencesOf(request, pillars, language),
    left: left.flatMap(({ id }) => factAsStated(facts, id) ?? []),
  };
}

/** What a competitive analysis says of a text: a lead speaks for it, a lag against it. */
function likingOf({ material }: WorkRequest<Input>, language: string): (text: string) => number {
  const earlier = earlierContent(material, 'competitive_analysis', competitiveContent);
  const known = (earlier?.standings ?? []).filter(
    ({ verdict }) => verdict === 'leads' || verdict === 'trails',
  );
  return (text) =>
    known.reduce(
      (sum, { criterion, verdict }) =>
        kinshipOf(criterion, text, language) === 0 ? sum : sum + (verdict === 'leads' ? 2 : -2),
      0,
    );
}

function localeOf(
  { material }: WorkRequest<Input>,
  locale: string,
  { promise, pillars }: Pick<Content, 'promise' | 'pillars'>,
): Content['locales'][number] {
  const voice = material.brand?.voice;
  const own = (lists: Readonly<Record<string, readonly string[]>> | undefined): string[] => [
    ...(lists?.[locale] ?? lists?.[languageOf(locale)] ?? []),
  ];
  const inLocale = ({ facts: [id = ''] }: Statement): string | null =>
    textFor(localFact(material, id), locale) ?? null;
  const formality = voice?.formality[locale] ?? voice?.formality[languageOf(locale)] ?? voice?.formality['*'];
  return {
    locale,
    address: formality ?? 'not set',
    promise: inLocale(promise),
    claims: pillars.map(({ claim }) => inLocale(claim)),
    words: own(voice?.preferredWords),
    neverWords: own(voice?.bannedWords),
  };
}

/** Which pillar each persona hears first: the one that shares most with what it wants. */
function audiencesOf(
  { material, facts }: WorkRequest<Input>,
  pillars: Content['pillars'],
  language: string,
): Content['audiences'] {
  const personas = earlierContent(material, 'persona_generation', personaContent)?.personas ?? [];
  return personas.flatMap(({ name, wants }, index) => {
    const ids = wants
      .map((_want, at) => `work.persona_generation.personas.${index}.wants.${at}`)
      .filter((id) => facts.has(id));
    const kin = (one: Content['pillars'][number]): number =>
      Math.max(
        0,
        ...wants.map(({ text }) =>
          kinshipOf(
            text,
            [one.claim, ...one.supports, ...one.problems].map((said) => said.text).join('. '),
            language,
          ),
        ),
      );
    const ranked = pillars.toSorted((a, b) => kin(b) - kin(a));
    const [first] = ranked;
    if (first === undefined) return [];
    const isFound = kin(first) > 0 && ids.length > 0;
    return [
      {
        name,
        first: isFound
          ? derived(
              `${first.title}: ${quote(first.claim.text)}, as it wants ${listed(ids.map((id) => quote(facts.get(id)?.text ?? '')).slice(0, 2))}.`,
              [...ids, ...first.claim.facts],
            )
          : assumed(`${first.title}: nothing that it wants points to another pillar.`),
        after: ranked.slice(1).map(({ title }) => title),
      },
    ];
  });
}

function findGaps({ material, facts, input }: WorkRequest<Input>): Finding[] {
  const has = (kind: string): boolean => [...facts.keys()].some((id) => id.includes(`.${kind}.`));
  const bare = (material.brief?.products ?? [])
    .filter(({ benefits, features }) => benefits.length + features.length === 0)
    .map(({ name }) => name);
  return [
    ...weakUnless(
      bare.length === 0,
      'brief.products.benefits',
      `Nothing is said of what ${listed(bare)} ${bare.length === 1 ? 'gives' : 'give'}: add benefits and features, or a house of one brand value is all there is.`,
    ),
    ...weakUnless(
      has('proofs'),
      'brief.products.proofs',
      'No proof is stated: add tests, figures or guarantees with their source.',
    ),
    ...weakUnless(
      facts.has('brief.message') || input.promise !== undefined,
      'brief.message',
      'No promise is stated: write the message of the brief, or give one in the payload.',
    ),
  ];
}

function lackingTexts({ locales }: Content): { what: string; where: string; gain: string }[] {
  return locales.flatMap(({ locale, promise, claims }) => {
    const lacks = (promise === null ? 1 : 0) + claims.filter((claim) => claim === null).length;
    return lacks === 0
      ? []
      : [
          {
            what: `${locale}: ${counted(lacks, 'message')} of ${claims.length + 1} without a text in this language.`,
            where: 'brief',
            gain: `The same house in ${locale}.`,
          },
        ];
  });
}

function summaryOf({ promise, pillars }: Content): string {
  const said = pillars.map(
    ({ title, claim, proofs }) =>
      `${title}: ${quote(claim.text)}${proofs[0] === undefined ? ' (no proof)' : `, proof ${quote(proofs[0].text)}`}`,
  );
  return `Promise: ${quote(promise.text)}. ${said.length === 0 ? 'Nothing is stated that could carry it.' : `${said.join('; ')}.`}`.slice(
    0,
    1_200,
  );
}

function nextOf({ pillars, locales, left }: Content): string[] {
  const bare = pillars.filter(({ proofs }) => proofs.length === 0).map(({ title }) => title);
  const open = locales
    .filter(({ promise, claims }) => promise === null || claims.includes(null))
    .map(({ locale }) => locale);
  return [
    ...(bare.length === 0
      ? []
      : [`Find a proof for ${listed(bare)}, or keep ${bare.length === 1 ? 'it' : 'them'} out of headlines.`]),
    ...(open.length === 0
      ? []
      : [`Have the messages written in ${listed(open)} by people who speak the language.`]),
    ...(left.length < 4
      ? []
      : [
          `Decide on the ${left.length} facts that are in no pillar: details for product pages, or a pillar that is missing.`,
        ]),
    'Write each variant from one pillar only, its proof near the claim.',
  ];
}

function render({ promise, pillars, say, dontSay, locales, audiences, left }: Content): Block[] {
  const cell = (text: string | null): string => text ?? 'lacking';
  return [
    { kind: 'heading', text: 'Promise' },
    { kind: 'text', text: promise.text, facts: promise.facts },
    ...pillars.flatMap(pillarBlocks),
    { kind: 'heading', text: 'Say' },
    { kind: 'list', items: say.map(lineOf) },
    ...(dontSay.length === 0
      ? []
      : [
          { kind: 'heading' as const, text: 'Keep to, and don’t say' },
          { kind: 'list' as const, items: dontSay.map(lineOf) },
        ]),
    ...(audiences.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'Which pillar first',
            columns: ['Audience', 'First', 'Then'],
            rows: audiences.map(({ name, first, after }) => [name, first.text, listed(after)]),
          },
        ]),
    {
      kind: 'table',
      caption: 'By locale',
      columns: ['Locale', 'Address', 'Promise', ...pillars.map(({ title }) => title), 'Words', 'Never'],
      rows: locales.map((one) => [
        one.locale,
        one.address,
        cell(one.promise),
        ...one.claims.map(cell),
        one.words.join(', '),
        one.neverWords.join(', '),
      ]),
    },
    ...(left.length === 0
      ? []
      : [
          { kind: 'heading' as const, text: 'Stated, but in no pillar' },
          { kind: 'list' as const, items: left.map(lineOf) },
        ]),
  ];
}

function pillarBlocks(one: Content['pillars'][number], index: number): Block[] {
  return [
    { kind: 'heading', text: `Pillar ${index + 1}: ${one.title}` },
    {
      kind: 'text',
      text: `${one.claim.text} (${one.proven} of ${counted(one.claims, 'claim')} with a proof of its own)`,
      facts: one.claim.facts,
    },
    {
      kind: 'list',
      items: [
        ...titledLines('Proof', one.proofs),
        ...(one.proofs.length === 0 ? [{ text: 'Proof: none is stated.', isAssumed: true }] : []),
        ...titledLines('Support', one.supports),
        ...titledLines('Ends', one.problems),
      ],
    },
  ];
}
