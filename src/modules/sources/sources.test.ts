import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importBrand } from '#modules/brands/index';
import type { Database } from '#platform/db/database';
import { openFileStore } from '#platform/files/file-store';
import type { FetchPage } from '#platform/http/fetch-page';
import { createTestDatabase, testContext } from '#test/database';
import { REPOSITORY } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import {
  addFileSource,
  addPageSource,
  getSource,
  listSources,
  readSourceAgain,
  removeSource,
  type SourceContext,
} from './service.ts';
import { sourcesOf } from './store.ts';

let db: Database;
const folder = makeTempFolder('sources');
const person = { kind: 'user', id: 'usr_1', name: 'Nils', role: 'strategist' } as const;
/** The internet as these tests know it: pages by address. */
const pages = new Map<string, string>();
const asked: string[] = [];
const fetchPage: FetchPage = (address) => {
  asked.push(address);
  const html = pages.get(address) ?? '';
  return Promise.resolve({ address, isHtml: true, charset: 'utf-8', bytes: Buffer.from(html) });
};
let now = new Date('2026-11-27T10:00:00Z');
const ctx = (
  more: Partial<SourceContext> = {},
): SourceContext & { files: ReturnType<typeof openFileStore> } => ({
  ...testContext(db, { actor: person }),
  files: openFileStore(`${folder}/files`),
  clock: { now: () => now },
  fetchPage,
  ...more,
});
let brandId = '';
beforeAll(async () => {
  db = await createTestDatabase();
  await importBrand(ctx({ actor: { kind: 'operator', via: 'cli' } }), {
    folder: `${REPOSITORY}examples/brands/northlight`,
  });
  const { rows } = await db.pool.query<{ id: string }>('select id from brand');
  brandId = rows[0]?.id ?? '';
});
afterAll(async () => {
  await db.close();
  removeFolder(folder);
});

const file = (text: string, fileName: string, about = 'Halden') =>
  addFileSource(ctx(), { brandId, about, fileName, bytes: Buffer.from(text) });
const address = 'https://halden.example/one';
const page = () => addPageSource(ctx(), { brandId: 'northlight', about: 'Halden', address });

describe('sources of a brand', () => {
  it('EXE-2 a page is read once when a person asks for it, and its text is kept', async () => {
    pages.set(address, '<title>Halden One</title><p>40 hours of battery.');
    const made = await page();
    expect(made).toMatchObject({
      brandId,
      about: 'Halden',
      kind: 'page',
      title: 'Halden One',
      place: address,
      size: Buffer.byteLength(pages.get(address) ?? ''),
      readAt: now,
      addedBy: 'Nils',
    });
    expect(asked).toEqual([address]);
    expect(await getSource(ctx(), made)).toMatchObject({ ...made, text: '40 hours of battery.' });
    await expect(page()).rejects.toMatchObject({ code: 'sources.there' });
  });

  it('EXE-2 a page is read again: what it says now takes the place of what it said', async () => {
    const [before] = (await listSources(ctx(), { brandId, limit: 1 })).items;
    pages.set(address, '<title>Halden One</title><p>50 hours of battery.');
    now = new Date('2026-11-28T10:00:00Z');
    const after = await readSourceAgain(ctx(), { id: before?.id ?? '' });
    expect(after).toMatchObject({ id: before?.id, readAt: now, createdAt: before?.createdAt });
    expect(after.hash).not.toBe(before?.hash);
    expect(await getSource(ctx(), after)).toMatchObject({ text: '50 hours of battery.' });
    pages.set(address, '<p> </p>');
    await expect(readSourceAgain(ctx(), after)).rejects.toMatchObject({ code: 'sources.empty' });
    expect(await getSource(ctx(), after)).toMatchObject({ text: '50 hours of battery.' });
  });

  it('EXE-2 no page is read where the operator has not switched it on, or nobody asked', async () => {
    asked.length = 0;
    const given = { brandId, about: 'Halden', address: 'https://halden.example/two' };
    await expect(addPageSource(ctx({ fetchPage: null }), given)).rejects.toThrow(
      'Reading pages is switched off, as it is at first. Whoever runs AICMO switches it on with AICMO_FETCH_PAGES=on and a restart.',
    );
    const flow = { kind: 'flow', flow: 'run-task', runId: 'trn_1' } as const;
    await expect(addPageSource(ctx({ actor: flow }), given)).rejects.toMatchObject({
      code: 'sources.not_asked',
    });
    const analyst = { ...person, role: 'analyst' } as const;
    await expect(addPageSource(ctx({ actor: analyst }), given)).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
    await expect(addPageSource(ctx(), { ...given, brandId: 'nobody' })).rejects.toMatchObject({
      code: 'brands.unknown',
    });
    expect(asked).toEqual([]);
  });

  it('EXE-2 files are kept as text, and only text files', async () => {
    const made = await file('<p>Guarantee of 2 years', 'halden.html');
    expect(await getSource(ctx(), made)).toMatchObject({ kind: 'file', text: 'Guarantee of 2 years' });
    await expect(readSourceAgain(ctx(), made)).rejects.toMatchObject({ code: 'sources.no_page' });
    await expect(file('x', 'halden.html', 'HALDEN')).rejects.toMatchObject({ code: 'sources.there' });
    await expect(file('x', 'halden.pdf')).rejects.toMatchObject({ code: 'sources.file_name' });
    await expect(file('a\0b', 'halden.txt')).rejects.toMatchObject({ code: 'sources.not_text' });
    await expect(file(' ', 'halden.md')).rejects.toMatchObject({ code: 'sources.empty' });
    await expect(file('x'.repeat(256 * 1024 + 1), 'large.txt')).rejects.toMatchObject({
      code: 'sources.too_large',
    });
  });

  it('EXE-2 are listed page by page, newest first, and about one only', async () => {
    now = new Date('2026-11-28T10:00:01Z');
    await file('In all, 3 million were sold.', 'market.txt', 'market');
    const first = await listSources(ctx(), { brandId, limit: 2 });
    expect(first.items.map(({ place }) => place)).toEqual(['market.txt', 'halden.html']);
    const rest = await listSources(ctx(), { brandId, limit: 2, after: first.next });
    expect([rest.items.map(({ place }) => place), rest.next]).toEqual([[address], undefined]);
    expect(first.items[0]).not.toHaveProperty('text');
    const about = await listSources(ctx(), { brandId, about: 'halden', limit: 9 });
    expect(about.items).toHaveLength(2);
  });

  it('EXE-2 executors get the newest about each first, with texts cut', async () => {
    const read = await sourcesOf(db, 'ws_default', { brandId, limit: 2, characters: 6 });
    expect(read.map(({ about, text }) => [about, text])).toEqual([
      ['market', 'In all'],
      ['Halden', 'Guaran'],
    ]);
  });

  it('EXE-2 SEC-2 are removed with their text; the record has address and hash, never the text', async () => {
    const { items } = await listSources(ctx(), { brandId, limit: 9 });
    const read = items.find(({ kind }) => kind === 'page') ?? { id: '' };
    await removeSource(ctx(), read);
    await expect(getSource(ctx(), read)).rejects.toMatchObject({ code: 'sources.unknown' });
    await expect(removeSource(ctx(), read)).rejects.toMatchObject({ code: 'sources.unknown' });
    const { rows } = await db.pool.query<{ action: string; text: string }>(
      `select action, record as text from audit_entry where action like 'source.%' order by sequence`,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'source.added',
      'source.read',
      'source.added',
      'source.added',
      'source.removed',
    ]);
    expect(rows.at(-1)?.text).toContain(address);
    expect(rows.map(({ text }) => text).join('')).not.toMatch(/battery|Guarantee of|million/);
  });
});
