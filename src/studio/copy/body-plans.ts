import type { Angle, Channel } from '#studio/model';

/** A sentence beside the plain facts. `when` is limit, last or first day, whichever the brief has. */
export type Extra = 'audience' | 'problem' | 'message' | 'description' | 'proof' | 'price' | 'when';

/** What a channel has room for, whatever the angle. */
export interface Form {
  readonly facts: number;
  /** Facts in one paragraph, a line each, or as a list under an intro. */
  readonly shape: 'paragraph' | 'lines' | 'list';
  readonly extras: readonly Extra[];
  /** The action as the last line: with the address, without, or left to the button. */
  readonly action: 'link' | 'plain' | 'none';
  /** Aim shorter than the limit allows. */
  readonly aim: number;
}

export const FORMS: Readonly<Record<Channel, Form>> = {
  instagram: {
    facts: 3,
    shape: 'lines',
    extras: ['audience', 'message', 'proof', 'price', 'when'],
    action: 'plain',
    aim: 600,
  },
  facebook: {
    facts: 2,
    shape: 'paragraph',
    extras: ['audience', 'message', 'description', 'price', 'when'],
    action: 'link',
    aim: 500,
  },
  linkedin: {
    facts: 4,
    shape: 'list',
    extras: ['audience', 'problem', 'message', 'description', 'proof', 'price', 'when'],
    action: 'link',
    aim: 1300,
  },
  x: { facts: 1, shape: 'paragraph', extras: ['when'], action: 'link', aim: 280 },
  bluesky: { facts: 1, shape: 'paragraph', extras: ['price', 'when'], action: 'link', aim: 300 },
  mastodon: { facts: 2, shape: 'paragraph', extras: ['audience', 'proof', 'when'], action: 'link', aim: 500 },
  tiktok: { facts: 1, shape: 'lines', extras: ['price'], action: 'plain', aim: 220 },
  email: {
    facts: 3,
    shape: 'paragraph',
    extras: ['audience', 'message', 'description', 'proof', 'price', 'when'],
    action: 'none',
    aim: 900,
  },
  ads: { facts: 1, shape: 'paragraph', extras: [], action: 'none', aim: 90 },
};

/** How an angle goes on after its first line: which facts, and what else belongs to its thought. */
export interface Plan {
  readonly facts: readonly ('benefit' | 'feature' | 'value')[];
  readonly extras: readonly Extra[];
}

export const PLANS: Readonly<Record<Angle, Plan>> = {
  benefit: { facts: ['feature', 'benefit', 'feature', 'benefit'], extras: ['audience', 'description'] },
  problem: { facts: ['benefit', 'feature', 'benefit', 'feature'], extras: ['proof', 'description'] },
  proof: {
    facts: ['benefit', 'feature', 'benefit', 'feature'],
    extras: ['audience', 'description', 'proof'],
  },
  feature: { facts: ['benefit', 'feature', 'feature', 'benefit'], extras: ['problem', 'description'] },
  contrast: { facts: ['feature', 'benefit', 'feature', 'benefit'], extras: ['proof', 'description'] },
  question: { facts: ['benefit', 'feature', 'benefit', 'feature'], extras: ['audience', 'proof', 'price'] },
  how_to: {
    facts: ['feature', 'feature', 'benefit', 'benefit'],
    extras: ['problem', 'description', 'price'],
  },
  occasion: { facts: ['benefit', 'benefit', 'feature', 'feature'], extras: ['message', 'price', 'when'] },
  urgency: { facts: ['benefit', 'feature', 'benefit', 'feature'], extras: ['price', 'when', 'description'] },
  values: { facts: ['value', 'feature', 'feature', 'benefit'], extras: ['description', 'audience'] },
  price: { facts: ['benefit', 'feature', 'feature', 'benefit'], extras: ['price', 'when', 'proof'] },
  brand_voice: {
    facts: ['benefit', 'value', 'feature', 'benefit'],
    extras: ['message', 'description', 'audience'],
  },
};
