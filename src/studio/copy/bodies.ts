import type { Channel } from '#studio/model';
import { CHANNEL_RULES, measureLength, postText } from './channels.ts';
import type { Candidate } from './headlines.ts';
import { localise } from './supports.ts';
import { fillTemplate, type Desk, type Line } from './template.ts';

/** What one channel's text is made of, apart from its first line. */
interface Form {
  /** Fact sentences, and how they stand: in one paragraph, a line each, or as a list under an intro. */
  readonly facts: number;
  readonly shape: 'paragraph' | 'lines' | 'list';
  readonly extras: readonly Extra[];
  /** The action as the last line: with the address, without, or left to the button. */
  readonly action: 'link' | 'plain' | 'none';
  /** Aim shorter than the limit allows. */
  readonly aim: number;
}

type Extra = 'problem' | 'description' | 'proof' | 'audience' | 'price' | 'when';

const FORMS: Readonly<Record<Channel, Form>> = {
  instagram: { facts: 3, shape: 'lines', extras: ['price', 'when'], action: 'plain', aim: 600 },
  facebook: {
    facts: 2,
    shape: 'paragraph',
    extras: ['description', 'price', 'when'],
    action: 'link',
    aim: 500,
  },
  linkedin: {
    facts: 4,
    shape: 'list',
    extras: ['problem', 'description', 'proof', 'audience', 'price', 'when'],
    action: 'link',
    aim: 1300,
  },
  x: { facts: 1, shape: 'paragraph', extras: ['when'], action: 'link', aim: 280 },
  bluesky: { facts: 1, shape: 'paragraph', extras: ['price', 'when'], action: 'link', aim: 300 },
  mastodon: { facts: 2, shape: 'paragraph', extras: ['proof', 'when'], action: 'link', aim: 500 },
  tiktok: { facts: 1, shape: 'lines', extras: ['price'], action: 'plain', aim: 220 },
  email: {
    facts: 3,
    shape: 'paragraph',
    extras: ['description', 'proof', 'price', 'when'],
    action: 'none',
    aim: 900,
  },
  ads: { facts: 1, shape: 'paragraph', extras: [], action: 'none', aim: 90 },
};

export interface BodyInput {
  readonly candidate: Candidate;
  readonly channel: Channel;
  readonly cta: string;
  readonly url: string | undefined;
  readonly hashtags: readonly string[];
  /** Alternates the openings of an angle. */
  readonly turn: number;
}

/** The caption, post or mail text: first line that works alone, facts not yet said, practical line, action. */
export function writeBody(desk: Desk, input: BodyInput): { text: string; facts: Line['facts'] } {
  const form = FORMS[input.channel];
  const { opening, avoid } = writeOpening(desk, input);
  const said = new Set(avoid);
  const blocks: { text: string; facts: Line['facts']; rank: number }[] = [{ ...opening, rank: 0 }];
  const add = (line: { text: string; facts: Line['facts'] } | undefined, rank: number): void => {
    if (line === undefined) return;
    for (const fact of line.facts) said.add(fact.path);
    blocks.push({ text: line.text, facts: line.facts, rank });
  };
  const extra = (kind: Extra, rank: number): void => {
    if (form.extras.includes(kind)) add(writeExtra(kind, desk, said), rank);
  };
  extra('problem', 6);
  extra('description', 5);
  add(writeFacts(desk, { form, said, index: input.candidate.index }), input.channel === 'ads' ? 1 : 3);
  extra('proof', 4);
  extra('audience', 7);
  add(practical(desk, form, said), 2);
  add(actionLine(desk, input, form), 1);
  return fit(blocks, { input, form });
}

function fit(
  blocks: readonly { text: string; facts: Line['facts']; rank: number }[],
  { input, form }: { input: BodyInput; form: Form },
): { text: string; facts: Line['facts'] } {
  const limit = Math.min(form.aim, CHANNEL_RULES[input.channel].body);
  const glue = input.channel === 'ads' ? ' ' : '\n\n';
  let kept = [...blocks];
  const join = (): string => kept.map((block) => block.text).join(glue);
  while (
    kept.length > 1 &&
    measureLength(postText({ body: join(), hashtags: input.hashtags }), input.channel) > limit
  ) {
    const worst = Math.max(...kept.map((block) => block.rank));
    kept = kept.filter((block) => block.rank !== worst);
  }
  return { text: join(), facts: kept.flatMap((block) => block.facts) };
}

/** An opening of the angle that fits what is shown before "more"; the headline itself when none does. */
function writeOpening(desk: Desk, input: BodyInput): { opening: Line; avoid: Set<string> } {
  const { candidate, channel, turn } = input;
  const { openings } = desk.pack.angles[candidate.angle];
  const turned = openings.map((_, i) => openings[(i + turn) % openings.length] ?? '');
  const wordless = ['{product}: {benefit}.', '{message}.'].map((pattern) => localise(pattern, desk));
  const most = CHANNEL_RULES[channel].visibleFirst;
  const opening = [...turned, ...wordless]
    .map((pattern) => fillTemplate(pattern, desk, { index: candidate.index }))
    .find(
      (line) =>
        line !== undefined && measureLength(line.text, channel) <= most && line.text !== candidate.line.text,
    );
  const line = opening ?? candidate.line;
  return { opening: line, avoid: new Set([...line.facts, ...headlineFacts(input)].map((fact) => fact.path)) };
}

/** In an advert headline and description stand together, so the description says something else. */
function headlineFacts({ candidate, channel }: BodyInput): Line['facts'] {
  return channel === 'ads' || channel === 'email' ? candidate.line.facts : [];
}

function writeFacts(
  desk: Desk,
  { form, said, index }: { form: Form; said: ReadonlySet<string>; index: number },
): Line | undefined {
  const patterns = ['{benefit}.', '{feature}.'].map((pattern) => localise(pattern, desk));
  const avoid = new Set(said);
  const lines: Line[] = [];
  for (let i = 0; i < form.facts; i++) {
    const order = (i + index) % 2 === 0 ? patterns : patterns.toReversed();
    const line = order
      .map((pattern) => fillTemplate(pattern, desk, { index, avoid }))
      .find((found) => found !== undefined);
    if (line === undefined) break;
    lines.push(line);
    for (const fact of line.facts) avoid.add(fact.path);
  }
  if (lines.length === 0) return undefined;
  return {
    text: layFacts(desk, form, lines),
    facts: lines.flatMap((line) => line.facts),
    hasSubstance: true,
  };
}

function layFacts(desk: Desk, form: Form, lines: readonly Line[]): string {
  const texts = lines.map((line) => line.text);
  if (form.shape === 'paragraph') return texts.join(desk.pack.typography.gap);
  if (form.shape === 'lines' || texts.length < 2) return texts.join('\n');
  const intro = fillTemplate(desk.pack.lines.list, desk)?.text;
  const items = texts.map((text) => `– ${text.replace(/[.。।]$/u, '')}`);
  return [...(intro === undefined ? [] : [intro]), ...items].join('\n');
}

function writeExtra(kind: Extra, desk: Desk, said: ReadonlySet<string>): Line | undefined {
  const { lines } = desk.pack;
  const first = (...patterns: string[]): Line | undefined =>
    patterns
      .map((pattern) => fillTemplate(pattern, desk, { avoid: said }))
      .find((line) => line !== undefined);
  switch (kind) {
    case 'problem':
      return first(localise('{problem}.', desk));
    case 'description':
      return first(localise('{description}.', desk));
    case 'proof':
      return first(lines.proof, localise('{proof}.', desk), lines.quote);
    case 'audience':
      return first(lines.audience);
    case 'price':
      return first(lines.saving, lines.price);
    case 'when':
      return first(lines.limit, lines.until, lines.from);
  }
}

function practical(
  desk: Desk,
  form: Form,
  said: ReadonlySet<string>,
): { text: string; facts: Line['facts'] } | undefined {
  const found = (['price', 'when'] as const)
    .filter((kind) => form.extras.includes(kind))
    .flatMap((kind) => writeExtra(kind, desk, said) ?? []);
  if (found.length === 0) return undefined;
  return {
    text: found.map((line) => line.text).join(desk.pack.typography.gap),
    facts: found.flatMap((line) => line.facts),
  };
}

function actionLine(
  desk: Desk,
  input: BodyInput,
  form: Form,
): { text: string; facts: Line['facts'] } | undefined {
  if (form.action === 'none') return undefined;
  const extra = { cta: input.cta, ...(input.url === undefined ? {} : { url: input.url }) };
  const withLink = form.action === 'link' && input.url !== undefined;
  const line = fillTemplate(withLink ? desk.pack.lines.link : localise('{cta}.', desk), desk, { extra });
  return line === undefined ? undefined : { text: line.text, facts: [] };
}
