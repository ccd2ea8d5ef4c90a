import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import type { Variant } from '#modules/creative/index';
import { hashOfVariant, whyNotDecide } from './rules.ts';

const copy: Variant['copy'] = {
  angle: 'benefit',
  locale: 'en-US',
  channel: 'instagram',
  headline: 'Quiet',
  support: 'Sixty hours.',
  cta: 'See it',
  body: 'Body.',
  hashtags: ['quiet'],
  altText: 'Headphones',
  facts: ['products.hush.benefits[0]'],
  writer: 'offline',
};
const rendition = (ratio: string, sha256: string): Variant['renditions'][number] => ({
  ratio,
  width: 1,
  height: 1,
  bytes: 1,
  sha256,
  path: null,
  verdict: 'passed',
  checks: [],
  repairs: [],
});
const base = { copy, renditions: [rendition('1:1', 'a'), rendition('4:5', 'b')] };

describe('the hash of what would go out', () => {
  it('TSK-2 changes with every word and every picture', () => {
    const texts = ['headline', 'support', 'cta', 'body', 'altText', 'badge', 'legal'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.string(), (field, text) => {
        fc.pre(base.copy[field as 'headline'] !== text);
        const changed = { ...base, copy: { ...copy, [field]: text } };
        expect(hashOfVariant(changed)).not.toBe(hashOfVariant(base));
      }),
    );
    const others = [
      { ...base, copy: { ...copy, hashtags: ['quiet', 'new'] } },
      { ...base, copy: { ...copy, price: { now: '1 USD' } } },
      { ...base, renditions: [rendition('1:1', 'a')] },
      { ...base, renditions: [rendition('1:1', 'b'), rendition('4:5', 'a')] },
      { ...base, renditions: [rendition('1:1', 'a'), rendition('9:16', 'b')] },
    ];
    for (const other of others) expect(hashOfVariant(other)).not.toBe(hashOfVariant(base));
  });

  it('TSK-2 does not change with the order of pictures, their file names or their checks', () => {
    const [square, tall] = base.renditions;
    if (square === undefined || tall === undefined) throw new Error('no pictures');
    const same = { ...base, renditions: [{ ...tall, path: 'x.jpg', verdict: 'repaired' as const }, square] };
    expect(hashOfVariant(same)).toBe(hashOfVariant(base));
  });
});

describe('who may decide', () => {
  const mara: Actor = { kind: 'user', id: 'usr_1', name: 'Mara', role: 'approver' };
  const nils: Actor = { kind: 'user', id: 'usr_2', name: 'Nils', role: 'owner' };
  const machine: Actor = { kind: 'operator', via: 'cli' };

  it('TSK-2 only people, whatever permission a program has', () => {
    const programs: Actor[] = [
      { kind: 'apiKey', id: 'k', name: 'k', scopes: ['approvals.decide'] },
      { kind: 'agent', id: 'a', runId: 'r' },
      { kind: 'flow', flow: 'f', runId: 'r' },
      { kind: 'system', part: 's' },
    ];
    for (const actor of programs)
      expect(whyNotDecide(actor, { madeBy: nils, needsSecondPerson: false })).toBe('only people decide');
  });

  it('TSK-2 not whoever handed in the brief, where a second person is asked for', () => {
    const rule = (actor: Actor, madeBy: Actor, needsSecondPerson: boolean): boolean =>
      whyNotDecide(actor, { madeBy, needsSecondPerson }) === undefined;
    expect(rule(mara, mara, false)).toBe(true);
    expect(rule(mara, mara, true)).toBe(false);
    expect(rule(mara, nils, true)).toBe(true);
    expect(rule(machine, { kind: 'operator', via: 'folder' }, true)).toBe(false);
    expect(rule(mara, machine, true)).toBe(true);
    const key = (personId?: string): Actor => ({
      kind: 'apiKey',
      id: 'key_1',
      name: 'ci',
      scopes: ['briefs.write'],
      ...(personId === undefined ? {} : { personId }),
    });
    expect(rule(mara, key('usr_1'), true)).toBe(false);
    expect(rule(nils, key('usr_1'), true)).toBe(true);
    expect(rule(machine, key(), true)).toBe(false);
    expect(rule(mara, key(), true)).toBe(true);
    expect(rule(mara, { kind: 'system', part: 'migration' }, true)).toBe(true);
  });
});
