import { z } from 'zod';
import type { LocalText } from '#kernel/local-text';
import { textFor } from '#kernel/local-text';
import type { FactBook } from '#agents/work/facts';
import type { ProductMaterial } from '#agents/work/material';
import { statement } from '#agents/work/work-product';
import { answersTo } from './kinship.ts';
import { readingSeconds } from './reading-speed.ts';

export const BEATS = ['hook', 'problem', 'answer', 'benefit', 'proof', 'voice', 'end'] as const;
export type Beat = (typeof BEATS)[number];
export const CUTS = [6, 15, 30] as const;
export type Cut = (typeof CUTS)[number];
export const HOOKS = ['problem', 'proof', 'benefit'] as const;
export type Hook = (typeof HOOKS)[number];

/** Seconds of each beat; a beat without a fact gives its seconds to the answer. The hook never has more than two. */
const PLANS: Readonly<Record<Cut, readonly (readonly [Beat, number])[]>> = {
  6: [
    ['hook', 2],
    ['answer', 2.5],
    ['end', 1.5],
  ],
  15: [
    ['hook', 2],
    ['answer', 4],
    ['proof', 3.5],
    ['benefit', 3],
    ['end', 2.5],
  ],
  30: [
    ['hook', 2],
    ['problem', 3.5],
    ['answer', 5.5],
    ['benefit', 5],
    ['proof', 5],
    ['voice', 5],
    ['end', 4],
  ],
};

export const shot = z.object({
  beat: z.enum(BEATS),
  from: z.number(),
  to: z.number(),
  picture: statement,
  sound: z.string(),
  texts: z.array(
    z.object({ locale: z.string(), text: z.string().nullable(), seconds: z.number(), fits: z.boolean() }),
  ),
});
export type Shot = z.output<typeof shot>;

interface Desk {
  readonly product: ProductMaterial;
  readonly facts: FactBook;
  readonly locales: readonly string[];
  readonly hook: Hook;
  /** Label of the action by locale. */
  readonly actions: LocalText;
}

interface Candidate {
  readonly text: LocalText;
  readonly id: string;
}

/** The shots of one cut; their seconds add up to its length, and no fact is shown twice. */
export function planShots(cut: Cut, desk: Desk): Shot[] {
  const used = new Set<string>();
  let problem: string | undefined;
  const chosen = PLANS[cut].flatMap(([beat, seconds]) => {
    const groups = candidatesFor(beat, desk, problem).map((group) =>
      group.filter(({ id }) => !used.has(id) && desk.facts.has(id)),
    );
    const best = choose(groups, { seconds, locales: desk.locales });
    if (best === undefined && !NEVER_LEFT_OUT.has(beat)) return [];
    if (best !== undefined) used.add(best.id);
    if (beat === 'hook' && best?.id.includes('.problems.') === true) problem = best.id;
    return [{ beat, seconds, best }];
  });
  const lengths = spread(chosen, cut);
  let from = 0;
  return chosen.map(({ beat, best }, index) => {
    const to = from + (lengths[index] ?? 0);
    const made = toShot(beat, { from, to }, { best, desk });
    from = to;
    return made;
  });
}

const NEVER_LEFT_OUT: ReadonlySet<Beat> = new Set(['hook', 'answer', 'end']);
const STEP = 0.5;

/** Seconds of beats that have no fact go round among the others, half a second at a time; hook and end stay. */
function spread(chosen: readonly { beat: Beat; seconds: number }[], cut: number): number[] {
  const lengths = chosen.map(({ seconds }) => seconds);
  const open = chosen.flatMap(({ beat }, index) => (beat === 'hook' || beat === 'end' ? [] : [index]));
  const spare = cut - lengths.reduce((sum, length) => sum + length, 0);
  for (let step = 0; step < spare / STEP; step++) {
    const at = open[step % open.length] ?? 0;
    lengths[at] = (lengths[at] ?? 0) + STEP;
  }
  return lengths;
}

/** What a beat may show, the group that is wanted most first. */
function candidatesFor(
  beat: Beat,
  { product, hook, actions }: Desk,
  problem: string | undefined,
): Candidate[][] {
  const at = `brief.products.${product.key}`;
  const list = (kind: 'benefits' | 'features' | 'problems'): Candidate[] =>
    product[kind].map((text, index) => ({ text, id: `${at}.${kind}.${index}` }));
  const proofs = product.proofs.map(({ text }, index) => ({ text, id: `${at}.proofs.${index}` }));
  const hooks: Readonly<Record<Hook, Candidate[]>> = {
    problem: list('problems'),
    proof: proofs,
    benefit: list('benefits'),
  };
  const shown = product.problems.findIndex((_text, index) => `${at}.problems.${index}` === problem);
  const answer = answersTo(product.problems, product.benefits)[Math.max(0, shown)]?.benefit;
  switch (beat) {
    case 'hook':
      return [hooks[hook], ...HOOKS.filter((other) => other !== hook).map((other) => hooks[other])];
    case 'problem':
      return hook === 'problem' ? [] : [list('problems')];
    case 'answer':
      return [
        answer === undefined ? [] : list('benefits').slice(answer, answer + 1),
        list('benefits'),
        list('features'),
      ];
    case 'benefit':
      return [list('benefits'), list('features')];
    case 'proof':
      return [proofs];
    case 'voice':
      return product.quote === undefined ? [] : [[{ text: product.quote.text, id: `${at}.quote` }]];
    case 'end':
      return [[{ text: actions, id: `${at}.name` }]];
  }
}

/** Of the first group with a text that can be read somewhere in its time, the one that can be in most languages. */
function choose(
  groups: readonly (readonly Candidate[])[],
  given: { seconds: number; locales: readonly string[] },
): Candidate | undefined {
  const fitsIn = ({ text }: Candidate): number =>
    given.locales.filter((locale) => {
      const words = textFor(text, locale);
      return words !== undefined && readingSeconds(words, locale) <= given.seconds;
    }).length;
  const ranked = groups.map((group) => group.toSorted((a, b) => fitsIn(b) - fitsIn(a))[0]);
  return (
    ranked.find((best) => best !== undefined && fitsIn(best) > 0) ?? ranked.find((best) => best !== undefined)
  );
}

const SOUND: Readonly<Record<Beat, string>> = {
  hook: 'Sound of the scene, close and dry; no music yet. It must work silent.',
  problem: 'The same sound, nearer.',
  answer: 'The sound changes with the cut; music begins under it.',
  benefit: 'Music; one sound of the product in use.',
  proof: 'Music thins out, so that the figure is heard as well if a voice says it.',
  voice: 'The customer’s own voice, or silence and the words.',
  end: 'Music ends on the logo; the sound mark of the brand if there is one.',
};

function toShot(
  beat: Beat,
  { from, to }: { from: number; to: number },
  { best, desk }: { best: Candidate | undefined; desk: Desk },
): Shot {
  const fact = best === undefined ? undefined : desk.facts.get(best.id);
  const words =
    fact === undefined
      ? `${desk.product.name} in use.`
      : pictureOf(beat, {
          said: fact.text.replace(/[.。]$/u, ''),
          backing: fact.backing,
          product: desk.product,
          kind: fact.id.split('.').at(-2) ?? '',
        });
  return {
    beat,
    from,
    to,
    picture: {
      text: words,
      basis: fact === undefined ? 'assumed' : 'derived',
      facts: fact === undefined ? [] : [fact.id],
    },
    sound: SOUND[beat],
    texts: desk.locales.map((locale) => {
      const text = textFor(best?.text, locale)?.replace(/[.。]$/u, '') ?? null;
      const seconds = text === null ? 0 : readingSeconds(text, locale);
      return { locale, text, seconds, fits: text !== null && seconds <= to - from };
    }),
  };
}

const HOOK_PICTURE: Readonly<Record<string, (said: string, product: string) => string>> = {
  problems: (said) => `In the middle of it from the first frame: “${said}”.`,
  proofs: (said, product) => `The figure first and full: “${said}”, ${product} under it.`,
  benefits: (said, product) => `${product} in the act from the first frame: “${said}”.`,
};

function pictureOf(
  beat: Beat,
  {
    said,
    backing,
    product,
    kind,
  }: { said: string; backing: string | undefined; product: ProductMaterial; kind: string },
): string {
  switch (beat) {
    case 'hook':
      return `${HOOK_PICTURE[kind]?.(said, product.name) ?? `${product.name}: “${said}”.`} No logo, no fade from black.`;
    case 'problem':
      return `What is put up with: “${said}”. One situation, one camera.`;
    case 'answer':
      return `Hard cut to ${product.name}, large, then what it does: “${said}”.`;
    case 'benefit':
      return `${product.name} in use, close: “${said}”.`;
    case 'proof':
      return `The figure fills the picture: “${said}”${backing === undefined ? '; name who measured it' : `, under it “${backing}”`}.`;
    case 'voice':
      return `The words alone on the brand’s colour: “${said}”${backing === undefined ? '' : ` (${backing})`}.`;
    case 'end':
      return `End card: ${said} and the logo stand still, the action under them.`;
  }
}
