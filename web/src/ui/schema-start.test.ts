import { expect, it } from 'vitest';
import { type RecordSchema, shapeOf, startOfRecord } from './schema-start.ts';

it.each<[RecordSchema, ReturnType<typeof shapeOf>]>([
  [{ type: 'string' }, 'plain'],
  [{ type: 'string', enum: ['a', 'b'] }, 'plain'],
  [{ enum: [1, 2] as unknown as string[] }, 'json'],
  [{ type: 'array', items: { type: 'string' } }, 'plain'],
  [{ type: 'array', items: { type: 'string', enum: ['a'] } }, 'choices'],
  [{ type: 'array', items: { type: 'number' } }, 'json'],
  [{ type: 'array', items: { type: 'object', properties: {} } }, 'records'],
  [{ type: 'object', properties: { a: { type: 'string' } } }, 'record'],
  [{ type: 'object' }, 'json'],
  [{}, 'json'],
])('E5 the schema %j is shown as %s', (schema, shape) => {
  expect(shapeOf(schema)).toBe(shape);
});

it('E5 a record begins with its defaults', () => {
  const properties = { a: { type: 'number', default: 0 }, b: { type: 'string' }, c: { default: [] } };
  expect(startOfRecord({ type: 'object', properties })).toEqual({ a: 0, c: [] });
});
