import { expect, it } from 'vitest';
import { z } from 'zod';
import { apiContract } from './contract.ts';
import { datePlanOf } from './date-plan.ts';
import { reviveDates } from './revive-dates.ts';
import { wireContract } from './wire-contract.ts';

const at = new Date('2026-03-01T12:00:00.000Z');
const revived = (schema: z.ZodType, value: unknown): unknown =>
  reviveDates(datePlanOf(schema), JSON.parse(JSON.stringify(value)));

it.each([
  ['a date', z.date(), at],
  ['a date or nothing', z.object({ end: z.date().nullable(), start: z.date().optional() }), { end: null }],
  ['items of a list', z.object({ items: z.array(z.object({ at: z.date() })) }), { items: [{ at }, { at }] }],
  ['values of a record', z.record(z.string(), z.array(z.date())), { one: [at], two: [] }],
  [
    'one of several shapes',
    z.union([
      z.object({ kind: z.literal('a'), at: z.date() }),
      z.object({ kind: z.literal('b'), by: z.string() }),
    ]),
    { kind: 'b', by: '2026' },
  ],
  [
    'the other of several shapes',
    z.union([z.null(), z.object({ first: z.date() }), z.object({ second: z.object({ at: z.date() }) })]),
    { second: { at } },
  ],
  [
    'what is no date and looks like one',
    z.object({ note: z.string(), at: z.date() }),
    { note: at.toISOString(), at },
  ],
  ['a field that the schema does not know', z.object({ at: z.date() }), { at, constructor: '2026-03-01' }],
] as const)('DEV-2 the client gives dates as dates: %s', (_, schema, value) => {
  expect(revived(schema, value)).toEqual(value);
});

it('DEV-2 knows every kind of schema that an answer of the API has', () => {
  const operations = Object.entries(apiContract).flatMap(([noun, verbs]) =>
    Object.keys(verbs).map((verb) => `${noun}.${verb}`),
  );
  const onWire = Object.entries(wireContract.router).flatMap(([noun, verbs]) =>
    Object.keys(verbs).map((verb) => `${noun}.${verb}`),
  );
  expect(onWire).toEqual(operations);
  expect(wireContract.dates['campaigns.list']).toMatchObject({
    fields: { items: { items: { fields: { createdAt: true } } } },
  });
  expect(() => datePlanOf(z.map(z.string(), z.date()))).toThrow('a map');
});
