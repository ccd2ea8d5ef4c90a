import { shuffled } from '#kernel/random';
import { CRASH_LABELS, type CrashLabel } from '#platform/process/crash-point';

/** A brief of the crash test as a file, with what must become of it. */
export interface CrashBrief {
  readonly file: string;
  readonly text: string;
  /** `short` lacks something and raises a HIGH alert; `invalid` is rejected. */
  readonly kind: 'whole' | 'short' | 'invalid';
}

/** One life of the server: how it ends, and the briefs that are dropped into the folder while it lives. */
export interface Round {
  readonly kill: { readonly at: CrashLabel; readonly pass: number } | { readonly afterMs: number };
  readonly briefs: readonly CrashBrief[];
}

const PRODUCTS = [
  ['Hush One', 'Turns a full train into a quiet room', '60 hours of battery life', 'headphones.png'],
  ['Dusk Lamp', 'Dims with the sunset, all by itself', '22 hours of light on one charge', 'lamp.png'],
  ['Tallow Cream', 'Keeps hands soft through the winter', 'No perfume and no colouring', ''],
  ['Ridge Pack', 'Carries a weekend without a strap that cuts', 'Weighs only 900 grams', ''],
] as const;

function briefText(name: string, number: number, options: { locale: string; variants: number }): string {
  const [product, benefit, feature, picture] = PRODUCTS[number % PRODUCTS.length] ?? PRODUCTS[0];
  const ratios = number % 2 === 0 ? `['1:1']` : `['1:1', '9:16']`;
  return [
    `campaign_id: ${name}`,
    `name: ${product} number ${number}`,
    'products:',
    `  - name: ${product}`,
    `    benefits: ['${benefit}', 'Lasts for ${number + 2} years of daily use']`,
    `    features: ['${feature}', 'Repaired by us for ${number + 5} years']`,
    `    problems: ['Things that break after ${number + 1} weeks']`,
    `    proofs: [{ text: '${number + 20} percent longer than the one before', source: 'lab report ${number}' }]`,
    ...(picture === '' ? [] : [`    image: assets/${picture}`]),
    `target_variants: ${options.variants}`,
    `locales: [${options.locale}]`,
    'channels: [instagram]',
    `aspect_ratios: ${ratios}`,
    '',
  ].join('\n');
}

/** A brief that becomes a whole campaign; `edition` changes its content. */
export function wholeBrief(number: number, edition = 1): CrashBrief {
  const name = `whole-${String(number).padStart(2, '0')}`;
  const text = briefText(name, number + 50 * (edition - 1), { locale: 'en-US', variants: 2 + (number % 2) });
  return { file: `${name}.yaml`, text, kind: 'whole' };
}

function shortBrief(number: number): CrashBrief {
  const name = `short-${number}`;
  return {
    file: `${name}.yaml`,
    text: briefText(name, number, { locale: 'sw-KE', variants: 2 }),
    kind: 'short',
  };
}

function invalidBrief(number: number): CrashBrief {
  return {
    file: `invalid-${number}.yaml`,
    text: `campaign_id: invalid-${number}\nproducts: [x`,
    kind: 'invalid',
  };
}

/** How far the n of a label may go: as often as it is certainly passed in one life. */
const MOST_PASSES: Readonly<Record<(typeof CRASH_LABELS)[number], number>> = {
  'intake.before_commit': 2,
  'intake.after_commit': 2,
  'flow.started': 2,
  'cell.copy_written': 2,
  'cell.before_render': 2,
  'cell.file_written': 4,
  'cell.before_record': 2,
  'cell.recorded': 2,
  'flow.before_finish': 2,
  'flow.finished': 2,
  'manifest.before_rename': 2,
  'alert.before_commit': 1,
  'alert.file_written': 1,
  'event.handled': 6,
};

const RANDOM_KILLS = 6;

/** Twenty lives in an order decided by the random stream: every label once, the others at random moments. */
export function planRounds(random: () => number): Round[] {
  const kills: Round['kill'][] = [
    ...CRASH_LABELS.map((at) => ({ at, pass: 1 + Math.floor(random() * MOST_PASSES[at]) })),
    ...Array.from({ length: RANDOM_KILLS }, () => ({ afterMs: 300 + Math.floor(random() * 3_500) })),
  ];
  let whole = 0;
  const specials = [1, 2, 3, 4, 5].flatMap((number) => [shortBrief(number), invalidBrief(number)]);
  return shuffled(kills, random).map((kill, index) => {
    // Every second life gets one that raises an alert; the lives that wait for one must.
    const needsAlert = 'at' in kill && kill.at.startsWith('alert.');
    const isTurn = needsAlert || index % 2 === 0;
    const special = isTurn ? specials.shift() : undefined;
    const briefs = [wholeBrief(whole++), wholeBrief(whole++), ...(special === undefined ? [] : [special])];
    return { kill, briefs };
  });
}
