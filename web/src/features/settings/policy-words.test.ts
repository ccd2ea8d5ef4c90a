import { expect, it } from 'vitest';
import { policyWords } from './policy-words.ts';

const names = {
  types: new Map([
    ['swot_analysis', 'SWOT analysis'],
    ['kpi_definition', 'KPI tree'],
  ]),
  brands: new Map([['brd_1', 'Northlight']]),
};

it('TSK-3 a policy is told in a sentence with all that must hold', () => {
  expect(
    policyWords(
      {
        types: ['swot_analysis', 'kpi_definition'],
        brandIds: ['brd_1'],
        mostPriority: 'MEDIUM',
        leastConfidence: 0.7,
        mostMinutes: 60,
        mostCostMicro: 250_000,
      },
      names,
    ),
  ).toBe(
    'Tasks of type SWOT analysis or KPI tree of the brand Northlight up to the priority medium, with at least 70.0 % confidence, at most 1 h of work, and last runs that cost at most $0.25 each, are approved without a person.',
  );
});

it('TSK-3 a policy that asks for nothing says so', () => {
  const all = {
    types: null,
    brandIds: null,
    mostPriority: 'CRITICAL',
    leastConfidence: 0,
    mostMinutes: null,
    mostCostMicro: null,
  } as const;
  expect(policyWords(all, names)).toBe('Tasks of every type of any priority are approved without a person.');
  expect(policyWords({ ...all, types: ['gone'], brandIds: ['brd_2'] }, names)).toBe(
    'Tasks of type gone of the brand brd_2 of any priority are approved without a person.',
  );
});
