import type { Angle, Channel } from '#studio/model';
import { FORMS, PLANS, type Extra, type Form } from './body-plans.ts';
import { CHANNEL_RULES, measureLength, postText } from './channels.ts';
import { hasFact } from './fact-book.ts';
import type { Candidate } from './headlines.ts';
import type { Slot } from './language-pack.ts';
import { localise } from './supports.ts';
import { fillTemplate, type Desk, type Line } from './template.ts';

export interface BodyInput {
  readonly candidate: Candidate;
  readonly channel: Channel;
  readonly cta: string;
  readonly url: string | undefined;
  readonly hashtags: readonly string[];
  /** Number of the copy: alternates openings and the order of facts. */
  readonly turn: number;
}

interface Block {
  readonly text: string;
  readonly facts: Line['facts'];
  /** The highest rank goes first when the text is too long; 0 stays. */
  readonly rank: number;
}

/** Angles whose openings are listed from the strongest to the weakest; the others take turns. */
const IN_ORDER: ReadonlySet<Angle> = new Set(['proof', 'question', 'price', 'brand_voice']);
/** What is left to say where a brief tells nothing of the product itself. */
const BARE_EXTRAS: readonly Extra[] = ['message', 'description', 'audience', 'price', 'when'];

/** The caption, post or mail text: a first line that works alone, facts not yet said, practical line, action. */
export function writeBody(desk: Desk, input: BodyInput): { text: string; facts: Line['facts'] } {
  const form = FORMS[input.channel];
  const plan = PLANS[input.candidate.angle];
  const opening = writeOpening(desk, input);
  const said = new Set([...opening.facts, ...headlineFacts(input)].map((fact) => fact.path));
  const blocks: Block[] = [{ ...opening, rank: 0 }];
  const add = (line: Omit<Block, 'rank'> | undefined, rank: number): void => {
    if (line === undefined) return;
    for (const fact of line.facts) said.add(fact.path);
    blocks.push({ text: line.text, facts: line.facts, rank });
  };
  const isBare = !hasFact(desk.book, 'benefit') && !hasFact(desk.book, 'feature');
  const wanted: readonly Extra[] = isBare
    ? BARE_EXTRAS
    : form.extras.filter((kind) => plan.extras.includes(kind));
  const extra = (kind: Extra, rank: number): void => {
    if (wanted.includes(kind)) add(writeExtra(kind, desk, { said, input }), rank);
  };
  extra('problem', 6);
  extra('message', 5);
  extra('description', 5);
  add(writeFacts(desk, { form, said, input }), input.channel === 'ads' ? 1 : 3);
  extra('proof', 4);
  extra('audience', 7);
  add(writePractical(desk, { wanted, opening, said, input }), 2);
  add(writeAction(desk, input, form), 1);
  return fitBlocks(blocks, { desk, input, form });
}

function fitBlocks(
  blocks: readonly Block[],
  { desk, input, form }: { readonly desk: Desk; readonly input: BodyInput; readonly form: Form },
): { text: string; facts: Line['facts'] } {
  const limit = Math.min(form.aim, CHANNEL_RULES[input.channel].body);
  const glue = input.channel === 'ads' ? desk.pack.typography.gap : '\n\n';
  let kept = [...blocks];
  const join = (): string => kept.map((block) => block.text).join(glue);
  const length = (): number =>
    measureLength(postText({ body: join(), hashtags: input.hashtags }), input.channel);
  while (kept.length > 1 && length() > limit) {
    const worst = Math.max(...kept.map((block) => block.rank));
    kept = kept.filter((block) => block.rank !== worst);
  }
  return { text: join(), facts: kept.flatMap((block) => block.facts) };
}

/**
 * An opening of the angle that fits what is shown before "more" and, where nothing later does, names the product;
 * the headline itself when none fits.
 */
function writeOpening(desk: Desk, input: BodyInput): Line {
  const { candidate, channel, turn } = input;
  const { openings } = desk.pack.angles[candidate.angle];
  const start = IN_ORDER.has(candidate.angle) ? 0 : turn;
  const turned = openings.map((_, i) => openings[(i + start) % openings.length] ?? '');
  const wordless = ['{product}: {benefit}.', '{message}.'].map((pattern) => localise(pattern, desk));
  const { visibleFirst, body } = CHANNEL_RULES[channel];
  const most = Math.min(
    visibleFirst,
    body - measureLength(postText({ body: '', hashtags: input.hashtags }), channel),
  );
  const avoid = channel === 'ads' ? pathsOf(candidate.line) : new Set<string>();
  const fill = (patterns: readonly string[]): Line[] =>
    patterns
      .flatMap(
        (pattern) =>
          fillTemplate(pattern, desk, { index: candidate.index, said: candidate.line.facts, avoid }) ?? [],
      )
      .filter((line) => measureLength(line.text, channel) <= most && line.text !== candidate.line.text);
  const product = desk.book.singles.get('product')?.text ?? '';
  const isNamed = (line: Line): boolean => FORMS[channel].shape === 'list' || line.text.includes(product);
  const isFresh = (line: Line): boolean => !repeats(line.text, candidate.line.text);
  const own = fill(turned).filter(isNamed);
  const plain = fill(wordless);
  return own.find(isFresh) ?? own[0] ?? plain.find(isFresh) ?? plain[0] ?? candidate.line;
}

/** Whether a line says the headline over again, as `{message}. Meet {product}` does under `{message}`. */
function repeats(line: string, headline: string): boolean {
  const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  return bare(line).includes(bare(headline));
}

function pathsOf(line: Line): Set<string> {
  return new Set(line.facts.map((fact) => fact.path));
}

/** In adverts and mail the headline stands right above the text, so the text says something else. */
function headlineFacts({ candidate, channel }: BodyInput): Line['facts'] {
  return channel === 'ads' || channel === 'email' ? candidate.line.facts : [];
}

interface Saying {
  readonly said: ReadonlySet<string>;
  readonly input: BodyInput;
}

/** Problem and contrast go on with the benefit that answers them; the others start where the last copy stopped. */
function factIndex({ candidate, turn }: BodyInput): number {
  const isPaired = candidate.angle === 'problem' || candidate.angle === 'contrast';
  return isPaired ? candidate.index : turn;
}

function writeFacts(desk: Desk, { form, said, input }: Saying & { readonly form: Form }): Line | undefined {
  const avoid = new Set(said);
  const lines: Line[] = [];
  const wanted = form.facts - (form.facts > 2 ? input.turn % 2 : 0);
  const kinds = PLANS[input.candidate.angle].facts;
  for (const kind of [...kinds, ...kinds]) {
    if (lines.length >= wanted) break;
    const line = fillTemplate(localise(`{${kind}}.`, desk), desk, { index: factIndex(input), avoid });
    if (line === undefined) continue;
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

function writeExtra(kind: Extra, desk: Desk, { said, input }: Saying): Line | undefined {
  const { lines, angles } = desk.pack;
  const first = (...patterns: string[]): Line | undefined =>
    patterns
      .map((pattern) => fillTemplate(pattern, desk, { index: input.turn, avoid: said }))
      .find((line) => line !== undefined);
  switch (kind) {
    case 'problem':
      return first(angles.problem.openings.at(-1) ?? '');
    case 'message':
      return first(localise('{message}.', desk));
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

/** Price and time in one line, each only if the first line has not said it. */
function writePractical(
  desk: Desk,
  { wanted, opening, said, input }: Saying & { readonly wanted: readonly Extra[]; readonly opening: Line },
): Omit<Block, 'rank'> | undefined {
  const opens = (slots: readonly Slot[]): boolean => opening.facts.some((fact) => slots.includes(fact.slot));
  const kinds: Extra[] = [];
  if (wanted.includes('price') && !opens(['price'])) kinds.push('price');
  if (wanted.includes('when') && !opens(['date', 'limit', 'start'])) kinds.push('when');
  const found = kinds.flatMap((kind) => writeExtra(kind, desk, { said, input }) ?? []);
  if (found.length === 0) return undefined;
  return {
    text: found.map((line) => line.text).join(desk.pack.typography.gap),
    facts: found.flatMap((line) => line.facts),
  };
}

function writeAction(desk: Desk, input: BodyInput, form: Form): Omit<Block, 'rank'> | undefined {
  if (form.action === 'none') return undefined;
  const extra = { cta: input.cta, ...(input.url === undefined ? {} : { url: input.url }) };
  const withLink = form.action === 'link' && input.url !== undefined;
  const line = fillTemplate(withLink ? desk.pack.lines.link : localise('{cta}.', desk), desk, { extra });
  return line === undefined ? undefined : { text: line.text, facts: [] };
}
