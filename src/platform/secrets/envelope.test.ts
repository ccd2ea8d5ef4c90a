import { createSecretKey, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyIdOfRecord, type NamedKey, type Place, seal, unseal } from './envelope.ts';

const newKey = (id = 'dek_1'): NamedKey => ({ id, key: createSecretKey(randomBytes(32)) });
const key = newKey();
const place: Place = { workspaceId: 'ws_a', table: 'secret', column: 'sealed', rowId: 'model/google' };

describe('a sealed record', () => {
  it('SEC-3 opens with its key at its place, whatever the value was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.string({ unit: 'binary' }), (value, rowId) => {
        const at = { ...place, rowId };
        const record = seal(value, key, at);
        expect(keyIdOfRecord(record)).toBe('dek_1');
        expect(unseal(record, key, at)).toEqual(Buffer.from(value));
      }),
    );
  });

  it('SEC-3 opens nowhere else: not in another workspace, table, column or row', () => {
    const record = seal(Buffer.from('canary'), key, place);
    for (const change of [
      { workspaceId: 'ws_b' },
      { table: 'other' },
      { column: 'other' },
      { rowId: 'model/openai' },
      { workspaceId: 'ws_a","secret', table: 'sealed' },
    ])
      expect([change, unseal(record, key, { ...place, ...change })]).toEqual([change, undefined]);
  });

  it('SEC-3 does not open with another key, nor with one that only has the name', () => {
    const record = seal(Buffer.from('canary'), key, place);
    expect(unseal(record, newKey('dek_2'), place)).toBeUndefined();
    expect(unseal(record, newKey('dek_1'), place)).toBeUndefined();
    expect(unseal(record, { ...key, id: 'dek_2' }, place)).toBeUndefined();
  });

  it('SEC-3 does not open when any one of its bytes is another, or when it is shorter', () => {
    const record = seal(Buffer.from('canary'), key, place);
    for (let at = 0; at < record.length; at++) {
      const changed = Buffer.from(record);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect([at, unseal(changed, key, place)]).toEqual([at, undefined]);
      expect([at, unseal(record.subarray(0, at), key, place)]).toEqual([at, undefined]);
    }
    expect(unseal(record, key, place)?.toString()).toBe('canary');
  });

  it('SEC-3 has a nonce of its own each time, and nothing of the value in it', () => {
    const records = Array.from({ length: 2_000 }, () => seal(Buffer.from('canary-canary'), key, place));
    const nonces = records.map((record) => record.subarray(7, 19).toString('hex'));
    expect(new Set(nonces).size).toBe(2_000);
    expect(records.filter((record) => record.includes('canary'))).toEqual([]);
  });

  it('SEC-3 a key does not print', () => {
    const bytes = randomBytes(32);
    const shown = inspect({ id: 'x', key: createSecretKey(bytes) }, { depth: 9, showHidden: true });
    expect(shown + JSON.stringify(createSecretKey(bytes))).not.toContain(bytes.toString('hex').slice(0, 8));
  });
});
