import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiContract } from './contract.ts';
import { datePlanOf } from './date-plan.ts';
import { reviveDates } from './revive-dates.ts';
import { wireContract } from './wire-contract.ts';

const AT = new Date('2026-03-01T09:30:00.250Z');

/** What the client gets of an answer: the value after JSON. */
function afterJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** A value of a schema with a date in every place that can have one. Throws at a kind of schema it does not know. */
function sampleOf(schema: unknown): unknown {
  if (schema instanceof z.ZodDate) return AT;
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return sampleOf(schema.unwrap());
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodDefault)
    return sampleOf(schema.unwrap());
  if (schema instanceof z.ZodArray) return [sampleOf(schema.element), sampleOf(schema.element)];
  if (schema instanceof z.ZodTuple) return schema.def.items.map(sampleOf);
  if (schema instanceof z.ZodUnion) return sampleOf(schema.options[0]);
  // Of JSON that may be anything, its first kind: a text.
  if (schema instanceof z.ZodLazy) return sampleOf(schema.unwrap());
  if (schema instanceof z.ZodTemplateLiteral) return '#112233';
  if (schema instanceof z.ZodRecord) return { one: sampleOf(schema.valueType) };
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(Object.entries(schema.shape).map(([key, inner]) => [key, sampleOf(inner)]));
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return [...schema.values][0];
  // A text that looks like a time, where no date is declared, has to stay a text.
  if (schema instanceof z.core.$ZodString || schema instanceof z.ZodUnknown) return AT.toISOString();
  if (schema instanceof z.ZodNumber) return 1;
  if (schema instanceof z.ZodBoolean) return true;
  throw new Error(
    `the contract has a kind of schema that is not tested: ${String(schema?.constructor.name)}`,
  );
}

const outputs = Object.entries(apiContract).flatMap(([noun, verbs]) =>
  Object.entries(verbs).flatMap(([verb, procedure]) => {
    const schema: unknown = procedure['~orpc'].outputSchema;
    return schema === undefined ? [] : [[`${noun}.${verb}`, schema] as const];
  }),
);

describe('DEV-2 dates of answers', () => {
  it.each(outputs)(
    '%s: what was a date on the server is one in the client, and nothing else is',
    (name, schema) => {
      const sample = sampleOf(schema);
      expect(reviveDates(wireContract.dates[name], afterJson(sample))).toEqual(sample);
    },
  );

  it('the contract was walked, with its dates', () => {
    const withDates = outputs.filter(([, schema]) =>
      JSON.stringify(sampleOf(schema)).includes(AT.toISOString()),
    );
    expect(outputs.length).toBeGreaterThan(80);
    expect(withDates.length).toBeGreaterThan(40);
  });

  it.each([
    ['arrays in arrays', z.array(z.array(z.date())), [[AT], [], [AT, AT]]],
    ['nullable and null', z.object({ a: z.date().nullable(), b: z.date().nullable() }), { a: AT, b: null }],
    ['optional and missing', z.object({ a: z.date().optional(), b: z.date().optional() }), { a: AT }],
    ['records', z.record(z.string(), z.object({ at: z.date() })), { x: { at: AT }, y: { at: AT } }],
    [
      'a union of shapes',
      z.array(z.union([z.object({ at: z.date() }), z.object({ by: z.string() }), z.null()])),
      [{ at: AT }, { by: AT.toISOString() }, null],
    ],
    ['a date or a word', z.union([z.date(), z.literal('never')]), 'never'],
    ['a default', z.object({ at: z.date().default(AT) }), { at: AT }],
  ])('%s', (_name, schema, value) => {
    expect(reviveDates(datePlanOf(schema), afterJson(value))).toEqual(value);
  });

  it('says where a kind of schema is not known', () => {
    expect(() => datePlanOf(z.map(z.string(), z.date()))).toThrow('a map');
  });

  it('leaves what the schema does not know, also names that every object has', () => {
    const given = { at: AT.toISOString(), more: AT.toISOString(), constructor: 'x' };
    expect(reviveDates(datePlanOf(z.object({ at: z.date() })), given)).toEqual({ ...given, at: AT });
    expect(reviveDates(undefined, given)).toEqual(given);
    expect(reviveDates(datePlanOf(z.object({ at: z.date() })), 'no object')).toBe('no object');
  });
});
