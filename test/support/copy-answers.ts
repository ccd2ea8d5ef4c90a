import type { AnswerPlan } from '#test/model-peer/answer-plan';

/** Where the facts of the product that answers are about lie in a brief. */
const AT = 'products.hush';

/** One text as a copywriting model answers it, about the headphones Hush and true to their facts. */
export function hushCopy(headline: string, over: object = {}): object {
  return {
    angle: 'benefit',
    headline,
    support: '60 hours of battery life.',
    cta: 'See Hush',
    body: 'Hush turns a full train into a quiet room, with 60 hours of battery life.',
    alt_text: 'Hush headphones under a headline',
    fact_ids: [`${AT}.benefits[0]`, `${AT}.features[0]`],
    ...over,
  };
}

/** The answer of a model that wrote these texts. */
export function variantsAnswer(...variants: object[]): AnswerPlan {
  return { json: { variants } };
}
