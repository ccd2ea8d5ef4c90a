import { afterEach, describe, expect, it } from 'vitest';
import { createParsePool, type ParsePool } from './parse-pool.ts';
import { parseStructuredText } from './parse-structured-text.ts';

const pools: ParsePool[] = [];
const openPool = (...options: Parameters<typeof createParsePool>): ParsePool => {
  const pool = createParsePool(...options);
  pools.push(pool);
  return pool;
};
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

/** 250,000 commas in brackets: each is an error to the YAML library. The slowest text of its size we know. */
const SLOW = `[${','.repeat(250_000)}`;

describe('parser threads', () => {
  it('BRF-5: a document that takes too long is ended, its thread replaced, and the next one is read', async () => {
    const pool = openPool({ size: 1, timeLimitMs: 40 });
    expect(await pool.parse('a: 1\n', 'yaml')).toMatchObject({ ok: true });
    const [slow, next] = await Promise.all([pool.parse(SLOW, 'yaml'), pool.parse('b: 2\n', 'yaml')]);
    expect(slow).toMatchObject({ ok: false, fault: { rule: 'text.too_slow' } });
    expect(slow).toMatchObject({ fault: { message: 'Reading the document took longer than 0.04 s.' } });
    expect(next).toMatchObject({ ok: true });
    expect(pool.threads()).toBe(1);
  });

  it('BRF-5: one slow document does not delay another', async () => {
    const pool = openPool({ size: 2 });
    await Promise.all([pool.parse('a: 1\n', 'yaml'), pool.parse('a: 1\n', 'yaml')]);
    const order: string[] = [];
    await Promise.all([
      pool.parse(SLOW, 'yaml').then(() => order.push('slow')),
      pool.parse('a: 1\n', 'yaml').then(() => order.push('first')),
      pool.parse('b: 1\n', 'yaml').then(() => order.push('second')),
    ]);
    expect(order).toEqual(['first', 'second', 'slow']);
  });

  it('BRF-5: a document that takes too much memory is refused and the next one is read', async () => {
    const pool = openPool({ size: 1, memoryMb: 24 });
    expect(await pool.parse(SLOW, 'yaml')).toMatchObject({
      ok: false,
      fault: { rule: 'text.too_much_memory' },
    });
    expect(await pool.parse('a: 1\n', 'yaml')).toMatchObject({ ok: true });
  });

  it('BRF-5: 20,000 keys, which the library alone takes seconds for, are read or refused within the limit', async () => {
    const text = Array.from({ length: 19_000 }, (_, i) => `key${i}: 1`).join('\n');
    const started = performance.now();
    expect((await parseStructuredText({ content: text, fileName: 'a.yaml', pool: openPool() })).ok).toBe(
      true,
    );
    expect(performance.now() - started).toBeLessThan(5_000);
    const more = Array.from({ length: 24_000 }, (_, i) => `k${i}: 1`).join('\n');
    expect(await parseStructuredText({ content: more, fileName: 'a.yaml', pool: openPool() })).toMatchObject({
      ok: false,
      problems: [{ rule: 'text.too_many_values', line: 20_000 }],
    });
  });

  it('BRF-5: the worst texts of 250 KB each end within the limit', async () => {
    const pool = openPool();
    const worst = [
      SLOW,
      '['.repeat(250_000),
      '{'.repeat(250_000),
      '- '.repeat(125_000),
      '? '.repeat(125_000),
      'a: '.repeat(80_000),
      `"${'\\'.repeat(250_000)}`,
      '"'.repeat(250_000),
      '---\n'.repeat(60_000),
      `a: "${'x\n\n'.repeat(80_000)}`,
      `[${'!a 1,'.repeat(50_000)}]`,
      `a: &a 1\nb: [${'*a,'.repeat(60_000)}]`,
      '#\n'.repeat(125_000),
    ];
    for (const text of worst) {
      for (const format of ['yaml', 'json'] as const) {
        const started = performance.now();
        expect((await pool.parse(text, format)).ok).toBe(false);
        expect(performance.now() - started).toBeLessThan(8_000);
      }
    }
  });

  it('OPS-3: threads without work end', async () => {
    const pool = openPool({ idleMs: 20 });
    await pool.parse('a: 1\n', 'yaml');
    await expect.poll(() => pool.threads(), { timeout: 10_000 }).toBe(0);
    expect(await pool.parse('a: 1\n', 'yaml')).toMatchObject({ ok: true });
  });

  it('OPS-3: a closed pool answers what still waits', async () => {
    const pool = openPool({ size: 1 });
    const waiting = [pool.parse(SLOW, 'yaml'), pool.parse('a: 1\n', 'yaml')];
    await pool.close();
    for (const outcome of await Promise.all(waiting)) {
      expect(outcome).toMatchObject({ ok: false, fault: { rule: 'text.parser_stopped' } });
    }
  });
});
