import { describe, expect, it } from 'vitest';
import { readTarget } from './read-targets.ts';

const DAYS = { start: '2026-11-27', end: '2027-01-15' };
const read = (text: string): Record<string, unknown> => {
  const { id: _id, text: _text, ...rest } = readTarget('brief.kpis.0', text, DAYS) ?? {};
  return rest;
};

describe('targets in words', () => {
  it('EXE-2 reads cost, count, rate and return as the examples write them', () => {
    expect(read('Cost per order below 28 EUR')).toEqual({
      kind: 'cost',
      direction: 'at_most',
      value: 28,
      currency: 'EUR',
      what: 'order',
      isPerMarket: false,
    });
    expect(read('1,500 orders by 24 December')).toEqual({
      kind: 'count',
      direction: 'at_least',
      value: 1500,
      what: 'orders',
      by: '2026-12-24',
      isPerMarket: false,
    });
    expect(read('900 first orders in six weeks')).toMatchObject({
      value: 900,
      what: 'first orders',
      spanDays: 42,
    });
    expect(read('25 % of first orders come back within 45 days')).toMatchObject({
      kind: 'rate',
      value: 0.25,
      what: 'first orders come back',
      spanDays: 45,
    });
    expect(read('Click rate above 1.2 % per market')).toMatchObject({
      kind: 'rate',
      direction: 'at_least',
      value: 0.012,
      what: 'Click rate',
      isPerMarket: true,
    });
    expect(read('Return on ad spend above 3')).toMatchObject({ kind: 'return', value: 3 });
    expect(read('Cost per trial below 60 USD')).toMatchObject({ currency: 'USD', what: 'trial', value: 60 });
  });

  it.each([
    [
      'Kosten pro Bestellung unter 28,50 €',
      { kind: 'cost', value: 28.5, currency: 'EUR', what: 'Bestellung' },
    ],
    [
      '1.500 Bestellungen bis 24. Dezember',
      { kind: 'count', value: 1500, what: 'Bestellungen', by: '2026-12-24' },
    ],
    [
      'Taux de clic supérieur à 1,2 % par marché',
      { kind: 'rate', value: 0.012, what: 'Taux de clic', isPerMarket: true },
    ],
    ['Coût par commande inférieur à 28 EUR', { kind: 'cost', direction: 'at_most', what: 'commande' }],
    ['1 200 commandes avant le 10 janvier', { value: 1200, what: 'commandes', by: '2027-01-10' }],
    ['Coste por pedido por debajo de 28 EUR', { kind: 'cost', direction: 'at_most', what: 'pedido' }],
    ['Costo per ordine sotto 28 EUR', { kind: 'cost', what: 'ordine' }],
    ['Custo por encomenda abaixo de 28 EUR', { kind: 'cost', what: 'encomenda' }],
    ['Minstens 400 bestellingen tegen 2 januari', { value: 400, direction: 'at_least', by: '2027-01-02' }],
    ['12月24日までに1,500件の注文', { kind: 'count', value: 1500, by: '2026-12-24' }],
    ['클릭률 1.2% 이상', { kind: 'rate', direction: 'at_least', value: 0.012 }],
    ['点击率低于 3%', { kind: 'rate', direction: 'at_most', value: 0.03 }],
    ['٩٠٠ طلب', { kind: 'count', value: 900 }],
    ['५०० ट्रायल', { kind: 'count', value: 500 }],
  ])('EXE-2 reads %s', (text, wanted) => {
    expect(read(text)).toMatchObject(wanted);
  });

  it('EXE-2 gives no target where there is no figure', () => {
    expect(readTarget('x', 'More people know us')).toBeUndefined();
    expect(readTarget('x', 'Ready by 24 December', DAYS)).toBeUndefined();
  });
});
