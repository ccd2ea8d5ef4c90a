import type { Fact, FactBook } from '#agents/work/facts';
import { assumed, derived, factAsStated, listed, quote, stated } from '#agents/work/say';
import { shortened } from '#agents/work/shortened';
import type { Statement } from '#agents/work/work-product';
import { factsOf, pickPosition } from './pick-position.ts';
import type { Persona } from './personas-from-rows.ts';

interface Given {
  readonly facts: FactBook;
  /** Keys of the products. */
  readonly products: readonly string[];
  readonly language: string;
}

const MOST = 4;

/**
 * One persona for each product whose problems and benefits are stated, else one for all: the job that it is hired for
 * (Christensen and others 2016, Competing Against Luck). Nothing of size or value, and no trait but the stated audience.
 */
export function personasFromBrief({ facts, products, language }: Given): Persona[] {
  const known = products.filter((key) =>
    ['benefits', 'problems'].some((kind) => factsOf(facts, key, kind).length > 0),
  );
  if (known.length === 0) return [onlyAudience(facts, products)];
  return known.slice(0, MOST).map((key) => ofProduct(key, { facts, products, language }));
}

function ofProduct(key: string, { facts, language }: Given): Persona {
  const product = facts.get(`brief.products.${key}.name`);
  const name = product?.text ?? key;
  const { problem, benefit } = pickPosition(facts, key, { language });
  const others = factsOf(facts, key, 'benefits').filter(({ id }) => id !== benefit?.id);
  const more = factsOf(facts, key, 'problems').filter(({ id }) => id !== problem?.id);
  const lead = benefit ?? problem;
  const job = [problem, benefit].flatMap((fact) => (fact === undefined ? [] : [fact]));
  const words = factAsStated(facts, `brief.products.${key}.quote`);
  return {
    name: shortened(lead === undefined ? name : `${name}: ${lead.text}`, 80),
    size: null,
    value: null,
    foundBy: derived(
      `From the audience of the brief and what ${name} is for. No contact was looked at: size and value are not known.`,
      [...(facts.has('brief.audience') ? ['brief.audience'] : []), `brief.products.${key}.name`],
    ),
    traits: audienceOf(facts).map((said) => ({ ...said, attribute: 'audience', lift: null })),
    wants: [
      ...(job.length === 0
        ? []
        : [
            derived(
              problem === undefined
                ? `To have this: ${quote(benefit?.text ?? '')}.`
                : `When this happens: ${quote(problem.text)}${benefit === undefined ? '' : `, to get to this: ${quote(benefit.text)}`}.`,
              job.map(({ id }) => id),
            ),
          ]),
      ...others.map((fact) => stated(fact.text, fact.id)),
      ...more.map((fact) => stated(`To be rid of this: ${quote(fact.text)}.`, fact.id)),
    ],
    doubts: doubtsOf(key, facts),
    words:
      words === undefined
        ? [assumed('No customer is quoted: take words from reviews or mails to service.')]
        : [words],
    reachedBy: reachOf(facts),
    confidence: {
      level: 'low',
      because: 'From the brief alone; nobody was asked and no contact was counted.',
    },
  };
}

/** Doubts are not stated in a brief: what a buyer has to believe or pay is named as a question. */
function doubtsOf(key: string, facts: FactBook): Statement[] {
  const prices = factsOf(facts, key, 'price').slice(0, 5);
  const proofs = factsOf(facts, key, 'proofs');
  const answer = proofs[0] ?? factsOf(facts, key, 'quote')[0];
  return [
    assumed('No doubt is stated: ask what held back those who did not buy.'),
    ...(prices.length === 0
      ? []
      : [
          derived(
            `To ask about: the price of ${listed(prices.map(priceText))}${answer === undefined ? ', which nothing stated answers' : `; what is stated to answer it: ${quote(answer.text)}`}.`,
            [...prices.map(({ id }) => id), ...(answer === undefined ? [] : [answer.id])],
          ),
        ]),
    ...(proofs.length > 0
      ? []
      : factsOf(facts, key, 'benefits')
          .slice(0, 1)
          .map((fact) =>
            derived(`To ask about: whether ${quote(fact.text)} is believed; no proof is stated.`, [fact.id]),
          )),
  ];
}

function onlyAudience(facts: FactBook, products: readonly string[]): Persona {
  const names = products.flatMap((key) => facts.get(`brief.products.${key}.name`) ?? []);
  const audience = facts.get('brief.audience');
  const message = facts.get('brief.message');
  return {
    name: shortened(audience?.text ?? 'Buyers who are still to be named', 80),
    size: null,
    value: null,
    foundBy:
      audience === undefined && names.length === 0
        ? assumed('Nothing is known yet.')
        : derived(
            `From the audience of the brief alone. Neither problems nor benefits of ${listed(names.map(({ text }) => text))} are stated, so it cannot be parted.`,
            [...(audience === undefined ? [] : [audience.id]), ...names.map(({ id }) => id)],
          ),
    traits: audienceOf(facts).map((said) => ({ ...said, attribute: 'audience', lift: null })),
    wants:
      message === undefined
        ? [assumed('Not stated.')]
        : [
            derived(
              `What the campaign promises: ${quote(message.text)}. Whether they want it has not been asked.`,
              [message.id],
            ),
          ],
    doubts: [assumed('No doubt is stated: ask what held back those who did not buy.')],
    words: [assumed('No customer is quoted: take words from reviews or mails to service.')],
    reachedBy: reachOf(facts),
    confidence: { level: 'low', because: 'From one line of the brief.' },
  };
}

function audienceOf(facts: FactBook): Statement[] {
  const said = factAsStated(facts, 'brief.audience');
  return said === undefined ? [] : [said];
}

function reachOf(facts: FactBook): Statement[] {
  const channels = facts.get('brief.channels');
  return channels === undefined
    ? [assumed('No channel is stated.')]
    : [derived(`Planned on ${channels.text}; that they are reached there is not shown yet.`, [channels.id])];
}

/** `$249 (US)`; without a market where it holds for all. */
function priceText({ id, text }: Fact): string {
  const market = id.split('.').at(-1) ?? '*';
  return market === '*' ? text : `${text} (${market})`;
}
