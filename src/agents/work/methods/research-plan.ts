import { formatMoney } from '#kernel/money';
import type { FactBook } from '#agents/work/facts';
import type { BriefMaterial } from '#agents/work/material';
import { assumed, derived, listed, number, quote } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import { sampleForMargin } from './sample-size.ts';

/** A question of research, why it is asked, and how it can be answered. */
export interface PlannedQuestion {
  readonly question: string;
  /** What is decided by the answer, from what the brief says. */
  readonly decision: Statement;
  readonly method: string;
  readonly sample: string;
  /** Kinds of sources that answer it whatever they were made for. */
  readonly answeredBy?: readonly string[];
  /** What it costs to be wrong. */
  readonly risk: Statement;
}

const MARGIN = 0.1;

/** The questions whose answers decide something in this brief, dearest mistake first. */
export function planQuestions(brief: BriefMaterial, facts: FactBook): PlannedQuestion[] {
  const of = (kind: string): string[] => [...facts.keys()].filter((id) => id.includes(`.${kind}.`));
  const texts = (ids: readonly string[]): string =>
    listed(ids.slice(0, 4).map((id) => quote(facts.get(id)?.text ?? '')));
  const [problems, benefits] = [of('problems'), of('benefits')];
  const budget = brief.budget === undefined ? undefined : formatMoney(brief.budget, 'en');
  const atStake = (what: string): Statement =>
    budget === undefined
      ? assumed(`${what}; no budget is stated to set it against.`)
      : derived(`${what}; ${budget} rest on it.`, ['brief.budget']);
  const perMarket = brief.markets.length > 1 ? ` in each of ${brief.markets.length} markets` : '';
  const survey = `${sampleForMargin(MARGIN)} people${perMarket} for a share within 10 points, ${number(sampleForMargin(MARGIN / 2))} within 5`;
  const interviews = `12 interviews${brief.markets.length > 1 ? ' in each market that differs' : ''}: by then few new themes come up among people who are alike (Guest, Bunce and Johnson 2006)`;
  const audience = facts.get('brief.audience');
  const people = audience === undefined ? 'the people who are to be won' : `“${audience.text}”`;
  const reached = facts.get('brief.channels');
  return [
    {
      question: `What do ${people} do today instead, and what makes them look for something else?`,
      decision:
        problems.length === 0
          ? assumed('Which problem the campaign opens with; none is stated.')
          : derived(`Which problem the campaign opens with: ${texts(problems)}.`, problems.slice(0, 4)),
      method: 'Interviews about the last time they bought or nearly bought (jobs to be done)',
      sample: interviews,
      risk: atStake('The wrong problem opens every advert'),
    },
    ...(benefits.length < 2
      ? []
      : [
          benefitQuestion({
            benefits,
            told: texts(benefits),
            survey,
            risk: atStake('The second-best reason leads'),
          }),
        ]),
    {
      question: 'In which words do they speak of it?',
      answeredBy: ['search', 'reviews'],
      decision: facts.has('brief.message')
        ? derived(`Whether ${quote(facts.get('brief.message')?.text ?? '')} is said as they would.`, [
            'brief.message',
          ])
        : assumed('The words of headlines.'),
      method: 'Search terms with volume, reviews of the own and other products, mails to service',
      sample: '100 reviews or mails: a word in 10 of 100 stands in 6 % to 17 % of all (Wilson)',
      risk: assumed('Copy that is understood, but not felt; seen as a low click rate.'),
    },
    {
      question: 'Where do they look before they decide?',
      decision:
        reached === undefined
          ? assumed('The choice of channels.')
          : derived(`Whether ${reached.text} are the right places.`, [reached.id]),
      method:
        'One question after the order or sign-up (“Where did you first hear of us?”), beside the reports of links',
      sample: survey,
      risk: atStake('Money in the wrong places'),
    },
  ];
}

function benefitQuestion(by: {
  benefits: readonly string[];
  told: string;
  survey: string;
  risk: Statement;
}): PlannedQuestion {
  return {
    question: 'Which one of the benefits decides?',
    decision: derived(`Which pillar comes first: ${by.told}.`, by.benefits.slice(0, 4)),
    method:
      'Survey, best and worst of sets of four (MaxDiff), among people who bought in the category lately',
    sample: by.survey,
    risk: by.risk,
  };
}
