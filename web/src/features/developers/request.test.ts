import { describe, expect, it } from 'vitest';
import { type ApiOperation, fieldsBelow, operationsOf, typeWords } from './api-document.ts';
import { curlOf, requestOf } from './request.ts';

const operation: ApiOperation = {
  id: 'things.get',
  tag: 'Things',
  method: 'GET',
  path: '/things/{id}',
  summary: 'One thing',
  needs: 'briefs.read',
  effect: 'read',
  parameters: [
    { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
    { name: 'limit', in: 'query', schema: { type: 'integer' } },
    { name: 'text', in: 'query', schema: { type: 'string' } },
  ],
  body: undefined,
  otherBody: undefined,
  answer: undefined,
  fresh: undefined,
};

describe('UI-1 requests of the console', () => {
  it('puts values into path and query, and leaves out what is empty', () => {
    expect(requestOf(operation, { id: 'a/b', limit: 5 }, undefined).path).toBe(
      '/api/v1/things/a%2Fb?limit=5',
    );
  });

  it('quotes the line for the shell', () => {
    const line = curlOf({ method: 'POST', path: '/api/v1/things', body: `{"name":"O'Hara"}` }, 'http://x');
    expect(line).toContain(`-d '{"name":"O'\\''Hara"}'`);
    expect(line).toContain('"Authorization: Bearer $AICMO_KEY"');
  });

  it('reads operations by tag with what they need', () => {
    const described = { operationId: 'a.b', tags: ['A'], 'x-needs': 'self', 'x-effect': 'read' };
    const found = operationsOf({ info: { version: '1' }, paths: { '/a': { get: described } } });
    expect(found.get('A')?.[0]).toMatchObject({ id: 'a.b', method: 'GET', needs: 'self' });
  });

  it('says types in words and finds the fields of lists', () => {
    expect(typeWords({ anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] })).toBe(
      'string (date-time) or null',
    );
    const list = { type: 'array', items: { type: 'object', properties: { a: {} }, required: ['a'] } };
    expect(fieldsBelow(list)).toEqual([{ name: 'a', schema: {}, isRequired: true }]);
  });
});
