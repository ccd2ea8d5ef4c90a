import type { FactBook } from '#agents/work/facts';
import type { WorkMaterial } from '#agents/work/material';
import type { Statement } from '#agents/work/work-product';

/** What holds for every picture and film: the brief's requirements in its own words, the kit's imagery and legal lines. */
export function limitsOf({ brand }: Pick<WorkMaterial, 'brand'>, facts: FactBook): Statement[] {
  const wishes = [...facts.values()].filter(({ id }) => id.startsWith('brief.requirements.'));
  const legal = [...facts.values()].filter(({ id }) => id.startsWith('brand.legal.'));
  const name = facts.get('brand.name');
  const { style = [], noGo = [] } = brand?.imagery ?? {};
  const looks = [
    style.length === 0 ? '' : `look like ${style.join(', ')}`,
    noGo.length === 0 ? '' : `never show ${noGo.join(', ')}`,
  ].filter((part) => part !== '');
  const markets = legal.map(({ id }) => id.split('.').at(-1)?.replace('*', 'all other markets') ?? '');
  return [
    ...wishes.map(({ id, text }) => ({ text: `The brief: ${text}`, basis: 'stated' as const, facts: [id] })),
    ...(name === undefined || looks.length === 0
      ? []
      : [
          {
            text: `The kit: pictures of ${name.text} ${looks.join(' and ')}.`,
            basis: 'stated' as const,
            facts: [name.id],
          },
        ]),
    ...(legal.length === 0
      ? []
      : [
          {
            text: `The legal line stands on each of them (${markets.join(', ')}).`,
            basis: 'derived' as const,
            facts: legal.map(({ id }) => id).slice(0, 20),
          },
        ]),
  ];
}
