import { z } from 'zod';
import {
  attributeMeaning,
  attributesOf,
  contactRow,
  MOST_CONTACTS,
  personalRow,
} from '#agents/work/methods/contact-rows';
import { LEAST_ROWS } from '#agents/work/methods/find-segments';
import { type Persona, personasFromRows } from '#agents/work/methods/personas-from-rows';
import { personasFromBrief } from '#agents/work/methods/personas-from-brief';
import { kinshipOf } from '#agents/work/methods/themes';
import {
  counted,
  earlierContent,
  languageOfMaterial,
  listed,
  number,
  percent,
  quote,
  stated,
  titledLines,
  weakUnless,
  missingFrom,
  sentences,
} from '#agents/work/say';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import type { Block } from '#agents/work/work-page';
import { type Statement, statement, workProductOf } from '#agents/work/work-product';
import { researchContent } from './audience-research.ts';

const input = z.object({
  contacts: z
    .array(contactRow)
    .max(MOST_CONTACTS)
    .default([])
    .describe('One row for each contact, without names or addresses. Of more, a random sample.'),
  attributes: z
    .array(attributeMeaning)
    .max(30)
    .default([])
    .describe('What each attribute means, and what it is used for.'),
  source: z.string().trim().max(200).optional().describe('Where the rows come from and of which day.'),
  currency: z.string().length(3).optional(),
  most: z.number().int().min(2).max(6).default(5).describe('So many personas at most.'),
});
type Input = z.output<typeof input>;

const level = z.enum(['low', 'medium', 'high']);
export const personaContent = z.object({
  basis: z.enum(['contacts', 'brief']),
  contacts: z.number(),
  segments: z
    .object({
      k: z.number(),
      silhouette: z.number().nullable(),
      structure: z.enum(['strong', 'reasonable', 'weak', 'none']),
      tried: z.array(z.object({ k: z.number(), silhouette: z.number(), isTooSmall: z.boolean() })),
    })
    .nullable(),
  personas: z.array(
    z.object({
      name: z.string(),
      size: z.object({ count: z.number(), share: z.number() }).nullable(),
      value: z.object({ total: z.number(), share: z.number() }).nullable(),
      foundBy: statement,
      traits: z.array(statement.extend({ attribute: z.string(), lift: z.number().nullable() })),
      wants: z.array(statement),
      doubts: z.array(statement),
      words: z.array(statement),
      reachedBy: z.array(statement),
      heard: z.array(statement).describe('Findings of the audience research that speak of what it wants.'),
      confidence: z.object({ level, because: z.string() }),
    }),
  ),
  left: z.array(z.object({ name: z.string(), why: z.string() })).describe('Attributes that part nobody.'),
});
type Content = z.output<typeof personaContent>;

export const taskType = defineTaskType<Input, Content>({
  type: 'persona_generation',
  aliases: ['personas'],
  title: 'Personas',
  purpose:
    'Parts the people of the campaign into segments that want different things, with size, value and how each was found.',
  input,
  content: personaContent,
  needs: ['brief'],
  reads: ['audience_research'],
  minutes: 90,
  propose: ({ brief }) =>
    brief === null
      ? undefined
      : {
          title: `Personas for ${brief.name}`,
          description:
            'From contacts where rows are given, else from the audience and the products of the brief, and marked as such.',
          payload: input.parse({}),
          priority: 'MEDIUM',
          confidence: brief.products.some(({ problems }) => problems.length > 0) ? 0.6 : 0.4,
          reason: `${brief.name} speaks to ${brief.audience === undefined ? 'nobody in particular' : 'one stated audience'} with ${counted(brief.products.length, 'product')}: whoever writes must know who wants which.`,
        },
  check: findGaps,
  write(request) {
    const made = contentOf(request);
    const isFound = made.basis === 'contacts';
    return workProductOf(personaContent).parse({
      summary: summaryOf(made, request.input),
      method: isFound
        ? `Rows are parted by k-medoids (PAM, over 300 rows CLARA: Kaufman and Rousseeuw 1990) on Gower's distance (1971) over traits, needs and doubts; of 2 to ${request.input.most} groups the number with the greatest mean silhouette is taken (Rousseeuw 1987), one group where it is below 0.26. What sets a group apart: values whose share lies above that of all beyond its 95 % interval, numbers whose means part by half a standard deviation.`
        : 'No rows were given. Each persona is the job that a product is hired for, from the stated audience, problems and benefits. Nothing is added: no age, no name, no hobby, no size.',
      confidence: isFound
        ? {
            level: levelOf(made.personas),
            because: `${counted(made.contacts, 'contact')}${made.segments?.silhouette == null ? ' that do not part' : `, ${made.segments.k} groups, silhouette ${made.segments.silhouette.toFixed(2)}`}.`,
          }
        : { level: 'low', because: 'From the brief alone; no contact was counted and nobody was asked.' },
      missing: missingFrom(findGaps(request), GAINS, 'Segments with size and value.'),
      wouldChange: isFound
        ? [
            'Rows of another season or market that part otherwise.',
            'An attribute of what people want: it parts better than who they are.',
          ]
        : [
            'Rows of contacts: they show whether these groups exist and how large they are.',
            'Interviews in which people name another reason.',
          ],
      next: sentences(nextOf(made)),
      content: made,
    });
  },
  wordable: ({ personas }) =>
    personas.map((_persona, index) => ({
      path: `personas.${index}.name`,
      role: 'the name of a segment, by what it wants; no name of a person',
      mostCharacters: 80,
    })),
  render: ({ content }) => render(content),
});

function contentOf(request: WorkRequest<Input>): Content {
  const { material, facts, input } = request;
  const language = languageOfMaterial(material);
  const { used, left } = attributesOf(input.contacts, input.attributes);
  if (input.contacts.length === 0 || used.length === 0) {
    const products = (material.brief?.products ?? []).map(({ key }) => key);
    const personas = personasFromBrief({ facts, products, language });
    return {
      basis: 'brief',
      contacts: 0,
      segments: null,
      personas: personas.map((one) => withHeard(one, request, language)),
      left,
    };
  }
  const { personas, segmentation } = personasFromRows({
    attributes: used,
    values: input.contacts.map(({ value }) => value),
    texts: input.contacts.map(({ text }) => (text === '' ? undefined : text)),
    language,
    most: input.most,
  });
  const { k, silhouette, structure, tried } = segmentation;
  return {
    basis: 'contacts',
    contacts: input.contacts.length,
    segments: { k, silhouette, structure, tried: [...tried] },
    personas: personas.map((one) => withHeard(one, request, language)),
    left,
  };
}

function withHeard(
  persona: Persona,
  { material, facts }: WorkRequest<Input>,
  language: string,
): Content['personas'][number] {
  const findings = earlierContent(material, 'audience_research', researchContent)?.findings ?? [];
  const wanted = persona.wants.map(({ text }) => text).join('. ');
  const heard = findings.flatMap(({ text, source }, index): Statement[] => {
    const id = `work.audience_research.findings.${index}`;
    return facts.has(id) && kinshipOf(text, wanted, language) > 1 ? [stated(`${text} [${source}]`, id)] : [];
  });
  return { ...persona, heard: heard.slice(0, 4) };
}

function levelOf(personas: Content['personas']): z.output<typeof level> {
  const levels = personas.map(({ confidence }) => confidence.level);
  return levels.every((one) => one === 'high')
    ? 'high'
    : levels.every((one) => one === 'low')
      ? 'low'
      : 'medium';
}

function findGaps({ material, input, facts }: WorkRequest<Input>): Finding[] {
  const personal = personalRow(input.contacts);
  const { used } = attributesOf(input.contacts, input.attributes);
  const undeclared = used.filter(({ declared }) => declared === undefined).map(({ name }) => quote(name));
  const has = (role: string): boolean => used.some((attribute) => attribute.role === role);
  const rows = input.contacts.length;
  return [
    ...(personal === undefined
      ? []
      : [
          {
            field: `contacts.${personal.row}`,
            severity: 'blocks' as const,
            message: `This row holds personal data (${personal.kind}): leave out who somebody is, segments do not need it.`,
          },
        ]),
    ...weakUnless(
      rows > 0,
      'contacts',
      'No contacts are given: bring an export with one row each, without names or addresses.',
    ),
    ...weakUnless(
      rows === 0 || rows >= LEAST_ROWS,
      'contacts',
      `${counted(rows, 'contact')} are too few to part: ${LEAST_ROWS} are needed.`,
    ),
    ...weakUnless(
      undeclared.length === 0,
      'attributes',
      `Nobody says what ${listed(undeclared.slice(0, 5))} ${undeclared.length === 1 ? 'means' : 'mean'}.`,
    ),
    ...weakUnless(
      rows === 0 || (has('need') && has('channel')),
      'attributes',
      'No attribute says what people want, doubt, or where they are reached: give those that are known their role.',
    ),
    ...weakUnless(
      rows === 0 || input.contacts.some(({ value }) => value !== undefined),
      'contacts.value',
      'No row has a value, so the share of value is not known.',
    ),
    ...weakUnless(facts.has('brief.audience'), 'brief.audience', 'No audience is stated.'),
    ...weakUnless(
      (material.brief?.products ?? []).some(({ problems }) => problems.length > 0),
      'brief.products.problems',
      'No problem is stated that a product solves.',
    ),
  ];
}

const GAINS: Readonly<Record<string, string>> = {
  attributes: 'Personas by what people want instead of by what is in a table.',
  'contacts.value': 'Which segment is worth most.',
  'brief.audience': 'A persona at all.',
  'brief.products.problems': 'What makes people look for something.',
};

function summaryOf(
  { basis, personas, contacts, segments }: Content,
  { source, currency = '' }: Input,
): string {
  if (basis === 'brief')
    return `${counted(personas.length, 'persona')} from the brief alone: ${personas.map(({ name }) => quote(name)).join(', ')}. No contact was looked at, so size and value are not known; treat them as guesses that interviews can turn.`;
  const from = source === undefined || source === '' ? '' : ` (${source})`;
  if (segments?.k === 1)
    return `The ${counted(contacts, 'contact')}${from} do not part into segments by what is known of them: one message for all, or better attributes.`;
  const told = personas.map(
    ({ name, size, value }) =>
      `${quote(name)}, ${percent(size?.share ?? 0)} of contacts${value === null ? '' : ` and ${percent(value.share)} of value (${number(value.total)}${currency === '' ? '' : ` ${currency}`})`}`,
  );
  return `${counted(contacts, 'contact')}${from} part into ${personas.length}: ${told.join('; ')}.`.slice(
    0,
    1_200,
  );
}

function nextOf({ basis, personas, segments }: Content): string[] {
  if (basis === 'brief')
    return [
      'Bring rows of contacts (what they bought, when, where from, what they asked) and run this again.',
      'Ask six people of each group for the last time they bought in this category.',
      'Until then write for the job, not for a picture of a person.',
    ];
  const [first] = personas;
  return [
    ...(segments?.k === 1 || first === undefined
      ? [
          'Add an attribute of what people want: from a question after the order, or from what they ask in service.',
        ]
      : [
          `Write first for ${quote(first.name)}: it is ${first.value === null ? 'the largest' : 'worth most'}.`,
        ]),
    'Ask three contacts near the middle of each segment whether they know themselves in it.',
    'Run it again with the rows of the next quarter and compare sizes.',
  ];
}

function render({ basis, personas, segments, left }: Content): Block[] {
  return [
    ...(basis === 'brief'
      ? [
          {
            kind: 'text' as const,
            text: 'From the brief alone: no contact was looked at. Size, value and doubts are not known.',
          },
        ]
      : []),
    ...(basis === 'brief'
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'The segments',
            columns: ['Segment', 'Contacts', 'Share', 'Share of value', 'Sure'],
            rows: personas.map(({ name, size, value, confidence }) => [
              name,
              number(size?.count ?? 0),
              percent(size?.share ?? 0),
              value === null ? 'not known' : percent(value.share),
              confidence.level,
            ]),
          },
        ]),
    ...personas.flatMap((one) => personaBlocks(one, basis)),
    ...(segments === null || segments.tried.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'Numbers of groups that were tried',
            columns: ['Groups', 'Silhouette', 'Too small a group'],
            rows: segments.tried.map((one) => [
              String(one.k),
              one.silhouette.toFixed(2),
              one.isTooSmall ? 'yes' : 'no',
            ]),
          },
        ]),
    ...(left.length === 0
      ? []
      : [
          {
            kind: 'list' as const,
            items: left.map(({ name, why }) => ({ text: `Not used: ${name}, ${why}` })),
          },
        ]),
  ];
}

function personaBlocks(one: Content['personas'][number], basis: Content['basis']): Block[] {
  return [
    { kind: 'heading', text: one.name },
    { kind: 'text', text: one.foundBy.text, facts: one.foundBy.facts },
    {
      kind: 'list',
      items: [
        ...titledLines('Wants', one.wants),
        ...titledLines('Doubts', one.doubts),
        ...titledLines(basis === 'brief' ? 'Who' : 'Set apart by', one.traits),
        ...titledLines('Words', one.words),
        ...titledLines('Reached', one.reachedBy),
        ...titledLines('Heard', one.heard),
      ],
    },
    { kind: 'text', text: `Sure: ${one.confidence.level}. ${one.confidence.because}` },
  ];
}
