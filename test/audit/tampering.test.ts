import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  exportAuditToFile,
  getAuditHead,
  type Verification,
  verifyAudit,
  verifyAuditFile,
  writeHeadText,
} from '#modules/audit/index';
import type { ChainHead } from '#platform/audit/chain';
import type { Database } from '#platform/db/database';
import { rehash, withoutGuards, writeEntries } from '#test/audit-chain';
import { createTestDatabase, testContext } from '#test/database';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

const ENTRIES = 14;
const RUNS = { seed: 20_261_126, numRuns: 50 };
const folder = makeTempFolder('audit-file');

let db: Database;
let head: ChainHead;
let exported: string[];

beforeAll(async () => {
  db = await createTestDatabase();
  await writeEntries(db, ENTRIES);
  head = await getAuditHead(testContext(db));
  const file = join(folder, 'whole.ndjson');
  await exportAuditToFile(testContext(db), { file });
  exported = readFileSync(file, 'utf8').trimEnd().split('\n');
});
afterAll(async () => {
  await db.close();
  removeFolder(folder);
});

const anyEntry = fc.integer({ min: 1, max: ENTRIES });
const inner = fc.integer({ min: 1, max: ENTRIES - 1 });
const pair = fc
  .uniqueArray(anyEntry, { minLength: 2, maxLength: 2 })
  .map(([a = 1, b = 2]) => [a, b] as const);

/** What verify says after somebody had their way with the tables; then everything is as before. */
function afterTampering(
  tamper: (client: PoolClient) => Promise<unknown>,
  known?: ChainHead,
): Promise<Verification> {
  return withoutGuards(db, async (client, tx) => {
    await tamper(client);
    const given = known === undefined ? {} : { head: writeHeadText(known) };
    return verifyAudit(testContext(db, { db: tx }), given);
  });
}

function expectBreak(found: Verification, kind: string, sequence: number): void {
  expect(found).toMatchObject({ isWhole: false, break: { kind, sequence } });
}

async function shift(client: PoolClient, from: number, by: 1 | -1): Promise<void> {
  await client.query('update audit_entry set sequence = sequence + 1000 where sequence >= $1', [from]);
  await client.query('update audit_entry set sequence = sequence - 1000 + $1 where sequence > 1000', [by]);
}

const EDITS: Readonly<Record<string, string>> = {
  text: `record = replace(record, '"limit":', '"Limit":')`,
  actor: `record = replace(record, '"via":"cli"', '"via":"mcp"')`,
  time: `record = regexp_replace(record, '"at":"20', '"at":"19')`,
  hash: `hash = encode(sha256('x'), 'hex')`,
  'hash before': `previous_hash = encode(sha256('x'), 'hex')`,
};

describe('a chain in the database', () => {
  it('SEC-2 is whole as it was written, also against a head of any time', async () => {
    expect(await verifyAudit(testContext(db), {})).toEqual({
      isWhole: true,
      entries: ENTRIES,
      head,
      break: null,
    });
    const { rows } = await db.pool.query<{ sequence: number; hash: string }>(
      'select sequence, hash from audit_entry',
    );
    for (const known of rows)
      expect(await verifyAudit(testContext(db), { head: writeHeadText(known) })).toMatchObject({
        isWhole: true,
      });
  });

  it('SEC-2 an edit of any field of any entry is found and named', async () => {
    const check = fc.asyncProperty(anyEntry, fc.constantFrom(...Object.keys(EDITS)), async (at, what) => {
      const change = `update audit_entry set ${EDITS[what]} where sequence = $1`;
      expectBreak(await afterTampering((client) => client.query(change, [at])), 'edited', at);
    });
    await fc.assert(check, RUNS);
  });

  it('SEC-2 an edit that comes with the right hash for it is found and named', async () => {
    const check = fc.asyncProperty(anyEntry, async (at) => {
      const found = await afterTampering((client) =>
        client.query(
          `update audit_entry set ${EDITS['text']},
             hash = encode(sha256(convert_to(previous_hash || replace(record, '"limit":', '"Limit":'), 'UTF8')), 'hex')
           where sequence = $1`,
          [at],
        ),
      );
      expectBreak(found, 'edited', at);
    });
    await fc.assert(check, RUNS);
  });

  it('SEC-2 a deletion is found and named, with a gap or with the later ones moved up', async () => {
    const check = fc.asyncProperty(inner, fc.boolean(), async (at, isClosed) => {
      const found = await afterTampering(async (client) => {
        await client.query('delete from audit_entry where sequence = $1', [at]);
        if (isClosed) await shift(client, at + 1, -1);
      });
      expectBreak(found, 'deleted', at);
    });
    await fc.assert(check, RUNS);
  });

  it('SEC-2 two entries that changed places are found, and the first place is named', async () => {
    const check = fc.asyncProperty(pair, fc.boolean(), async ([a, b], isWhole) => {
      const found = await afterTampering(async (client) => {
        await client.query('update audit_entry set sequence = 1000 where sequence = $1', [a]);
        await client.query('update audit_entry set sequence = $1 where sequence = $2', [a, b]);
        await client.query('update audit_entry set sequence = $1 where sequence = 1000', [b]);
        if (isWhole) await rehash(client, Math.min(a, b));
      });
      expectBreak(found, 'reordered', Math.min(a, b));
    });
    await fc.assert(check, RUNS);
  });

  it('SEC-2 an invented entry is found and named, well chained or not, between others or at the end', async () => {
    const check = fc.asyncProperty(
      fc.integer({ min: 1, max: ENTRIES + 1 }),
      fc.boolean(),
      async (at, isWellMade) => {
        const found = await afterTampering(async (client) => {
          if (at <= ENTRIES) await shift(client, at, 1);
          const record = `'{"entry":{"action":"key.revoked","at":"2026-11-26T00:00:00.000Z"},"sequence":${at}}'`;
          const hash = isWellMade ? `h.hash || ${record}` : record;
          await client.query(
            `insert into audit_entry (workspace_id, sequence, previous_hash, hash, record)
           select 'ws_default', $1, h.hash, encode(sha256(convert_to(${hash}, 'UTF8')), 'hex'), ${record}
           from (select coalesce((select hash from audit_entry where sequence = $1::bigint - 1), repeat('0', 64)) as hash) h`,
            [at],
          );
        });
        expectBreak(found, 'inserted', at);
      },
    );
    await fc.assert(check, RUNS);
  });

  it('SEC-2 a cut end is found by the stored head, and where that was cut too, by one kept elsewhere', async () => {
    const check = fc.asyncProperty(anyEntry, async (from) => {
      const cut = (client: PoolClient): Promise<unknown> =>
        client.query('delete from audit_entry where sequence >= $1', [from]);
      expectBreak(await afterTampering(cut), 'truncated', from);
      const cutBoth = async (client: PoolClient): Promise<void> => {
        await cut(client);
        await client.query(
          `update audit_head set sequence = $1::bigint - 1,
             hash = coalesce((select hash from audit_entry where sequence = $1::bigint - 1), repeat('0', 64))`,
          [from],
        );
      };
      // The limit of any chain: without an anchor outside, this is a shorter chain and a whole one.
      expect(await afterTampering(cutBoth)).toMatchObject({ isWhole: true, entries: from - 1 });
      expectBreak(await afterTampering(cutBoth, head), 'truncated', from);
    });
    await fc.assert(check, RUNS);
  });

  it('SEC-2 a chain that was written anew from any entry on is found by a head kept elsewhere', async () => {
    const check = fc.asyncProperty(anyEntry, async (from) => {
      const rewrite = async (client: PoolClient): Promise<void> => {
        await client.query(`update audit_entry set ${EDITS['text']} where sequence = $1`, [from]);
        const made = await rehash(client, from);
        await client.query('update audit_head set hash = $1', [made.hash]);
      };
      expect(await afterTampering(rewrite)).toMatchObject({ isWhole: true });
      expectBreak(await afterTampering(rewrite, head), 'rewritten', ENTRIES);
    });
    await fc.assert(check, RUNS);
  });

  it('SEC-2 a head that was edited, moved or removed is found', async () => {
    const set = (what: string) => (client: PoolClient) => client.query(`update audit_head set ${what}`);
    expectBreak(await afterTampering(set(`hash = repeat('1', 64)`)), 'edited', ENTRIES);
    expectBreak(await afterTampering(set('sequence = sequence + 1')), 'truncated', ENTRIES + 1);
    expectBreak(await afterTampering(set('sequence = sequence - 1')), 'inserted', ENTRIES);
    expectBreak(await afterTampering((client) => client.query('delete from audit_head')), 'deleted', ENTRIES);
  });

  it('SEC-2 changes that were made while the chain was switched off are found', async () => {
    const found = await afterTampering(async (client) => {
      await client.query('alter table audit_pending disable trigger user');
      await client.query(
        `insert into audit_pending (workspace_id, id, entry) values ('ws_default', 'evt_x', '{}')`,
      );
    });
    expectBreak(found, 'unchained', ENTRIES + 1);
  });
});

describe('an exported chain, without a database', () => {
  async function verifyLines(lines: readonly string[], known?: ChainHead): Promise<Verification> {
    const file = join(folder, 'tampered.ndjson');
    writeFileSync(file, `${lines.join('\n')}\n`);
    return verifyAuditFile({ file, head: known });
  }
  const without = (at: number): string[] => exported.filter((_, index) => index !== at);

  it('SEC-2 is whole as it was written; every line is JSON', async () => {
    expect(await verifyLines(exported, head)).toEqual({ isWhole: true, entries: ENTRIES, head, break: null });
    expect(exported.map((line) => JSON.parse(line) as unknown)).toHaveLength(ENTRIES + 2);
  });

  it('SEC-2 edits, deletions, swaps, insertions and cut ends are each found and named', async () => {
    const check = fc.asyncProperty(inner, pair, async (at, [a, b]) => {
      const edited = exported.with(at, (exported[at] ?? '').replace('"limit":', '"Limit":'));
      expectBreak(await verifyLines(edited), 'edited', at);
      expectBreak(await verifyLines(without(at)), 'deleted', at);
      const swapped = exported.with(a, exported[b] ?? '').with(b, exported[a] ?? '');
      expectBreak(await verifyLines(swapped), 'reordered', Math.min(a, b));
      expectBreak(await verifyLines(exported.toSpliced(at, 0, exported[at] ?? '')), 'inserted', at);
      expectBreak(await verifyLines(exported.slice(0, at + 1)), 'truncated', at + 1);
      const shorter = [...exported.slice(0, at + 1), JSON.stringify({ head: headAt(at) })];
      expect(await verifyLines(shorter)).toMatchObject({ isWhole: true, entries: at });
      expectBreak(await verifyLines(shorter, head), 'truncated', at + 1);
    });
    await fc.assert(check, RUNS);
  });

  function headAt(at: number): ChainHead {
    return { sequence: at, hash: (JSON.parse(exported[at] ?? '') as { hash: string }).hash };
  }

  it.each([
    ['it is empty.', []],
    ['line 1 is not as an export has it there.', ['hello']],
    ['line 1 is not as an export has it there.', ['{"format":"aicmo-audit","version":2,"workspaceId":"w"}']],
    [
      'line 2 is not as an export has it there.',
      ['{"format":"aicmo-audit","version":1,"workspaceId":"w"}', ''],
    ],
  ])('SEC-2 what is no export is refused: %s', async (reason, lines) => {
    const file = join(folder, 'none.ndjson');
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    await expect(verifyAuditFile({ file })).rejects.toThrow(`is no export of an audit chain: ${reason}`);
  });

  it('SEC-2 a file that is not there, or a folder, is refused', async () => {
    for (const file of [join(folder, 'nowhere'), folder])
      await expect(verifyAuditFile({ file })).rejects.toMatchObject({ code: 'audit.file_unreadable' });
  });
});
