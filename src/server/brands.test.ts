import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { LightMyRequestResponse } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importBrand } from '#modules/brands/index';
import type { BrandDetail, BrandPreview } from '#modules/brands/contract';
import { contextFor } from '#flows/index';
import { copyFont, drawPicture } from '#test/pictures';
import { addTestPerson, injectAsOwner, type TestPerson } from '#test/sign-in';
import { REPOSITORY } from '#test/server-process';
import { formWithFile } from '#test/upload';
import { openWebHouse, type WebHouse } from '#test/web-house';
import { importBrands } from './import-brands.ts';
import { readFileSync } from 'node:fs';

let test: WebHouse;
let font: Buffer;
/** Sees northlight only. */
let limited: TestPerson;
/** May look at brands. */
let analyst: TestPerson;
beforeAll(async () => {
  test = await openWebHouse({ AICMO_RATE_API: 'off', AICMO_RATE_SIGN_IN: 'off' }, { signIn: false });
  const { house, web } = test;
  await injectAsOwner(house, web);
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const brand = (name: string): string => `${REPOSITORY}examples/brands/${name}`;
  const { brand: northlight } = await importBrand(ctx, { folder: brand('northlight') });
  await importBrand(ctx, { folder: brand('hayl') });
  limited = await addTestPerson(house, web, {
    email: 'l@example.com',
    role: 'strategist',
    brandIds: [northlight.id],
  });
  analyst = await addTestPerson(house, web, { email: 'a@example.com', role: 'analyst' });
  const path = join(house.folder, 'font.woff2');
  copyFont(path);
  font = readFileSync(path);
}, 60_000);
afterAll(() => test[Symbol.asyncDispose]());

function post(url: string, payload: object, as?: TestPerson): Promise<LightMyRequestResponse> {
  const headers = as === undefined ? {} : { headers: as.headers };
  return test.web.inject({ method: 'POST', url: `/api/v1/brands${url}`, payload, ...headers });
}

async function make(name: string): Promise<BrandDetail> {
  const answer = await post('', { name });
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

function upload(
  brand: BrandDetail,
  bytes: Uint8Array,
  query: Readonly<Record<string, string>>,
  as?: TestPerson,
): Promise<LightMyRequestResponse> {
  const form = formWithFile(bytes);
  const search = new URLSearchParams({ revision: String(brand.revision), ...query }).toString();
  const headers = { ...form.headers, ...as?.headers };
  const url = `/api/v1/brands/${brand.id}/files?${search}`;
  return test.web.inject({ method: 'POST', url, payload: form.payload, headers });
}

function chunk(kind: string, data: Buffer): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length);
  out.write(kind, 4, 'latin1');
  data.copy(out, 8);
  return out;
}

/** A PNG of some hundred bytes that says it has 30,000 x 30,000 pixels. */
function bombPng(): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(30_000, 0);
  head.writeUInt32BE(30_000, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const data = chunk('IDAT', deflateSync(Buffer.alloc(4_000)));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    data,
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const HOSTILE: readonly (readonly [string, () => Buffer | Promise<Buffer>, string, string, RegExp])[] = [
  [
    'a text named .png',
    () => Buffer.from('hello'),
    'logo.onLight',
    'pictures.not_a_picture',
    /Export it as PNG/,
  ],
  [
    'an SVG with a script',
    () => Buffer.from(SVG),
    'logo.onLight',
    'pictures.not_a_picture',
    /it is an SVG drawing.*Export it as PNG/,
  ],
  [
    'half a PNG',
    async () => (await drawPicture('png')).subarray(0, 900),
    'logo.onDark',
    'pictures.damaged',
    /Export it again/,
  ],
  [
    'a picture that unpacks to 3.6 GB',
    bombPng,
    'logo.onLight',
    'pictures.too_large',
    /at most 40 megapixels/,
  ],
  [
    'a text with the mark of a font',
    () => Buffer.from(`OTTO${'x'.repeat(900)}`),
    'fonts.text',
    'brands.font_refused',
    /only looks like one/,
  ],
  ['a picture as a font', () => drawPicture('png'), 'fonts.text', 'brands.font_refused', /not a font/],
  ['nothing', () => Buffer.alloc(0), 'logo.onLight', 'pictures.not_a_picture', /the file is empty/],
  ['a file of 21 MB', () => Buffer.alloc(21 * 1024 * 1024), 'fonts.text', 'brands.upload_too_large', /20 MB/],
];

describe('files of a kit over HTTP', () => {
  it.each(HOSTILE)(
    'SEC-4 %s is refused in a sentence, and nothing of it is kept',
    async (name, bytes, place, code, said) => {
      const brand = await make(`Hostile ${name}`);
      const before = await test.house.db.pool.query('select 1 from file');
      const answer = await upload(brand, await bytes(), { place });
      expect(answer.json()).toMatchObject({ code, detail: expect.stringMatching(said) as string });
      expect((await test.house.db.pool.query('select 1 from file')).rowCount).toBe(before.rowCount);
      expect(
        (await test.web.inject({ url: `/api/v1/brands/${brand.id}` })).json<BrandDetail>().revision,
      ).toBe(1);
    },
  );

  it('SEC-4 CRE-3 of a logo nothing but its pixels is kept, within bounds, and it is served as a picture', async () => {
    const brand = await make('Logo over HTTP');
    const large = await sharp({ create: { width: 3_000, height: 500, channels: 4, background: '#aa3300' } })
      .withExif({ IFD0: { Copyright: 'secret author' } })
      .jpeg()
      .toBuffer();
    expect(large.toString('latin1')).toContain('secret author');
    const kept = (await upload(brand, large, { place: 'logo.onDark' })).json<BrandDetail>();
    const answer = await test.web.inject({ url: `/brands/${kept.key}/logo/onDark` });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/png']);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.rawPayload.toString('latin1')).not.toContain('secret author');
    expect(await sharp(answer.rawPayload).metadata()).toMatchObject({
      format: 'png',
      width: 2_400,
      height: 400,
    });
    const again = await test.web.inject({
      url: `/brands/${kept.key}/logo/onDark`,
      headers: { 'if-none-match': String(answer.headers['etag']) },
    });
    expect(again.statusCode).toBe(304);
    const none = await test.web.inject({ url: `/brands/${kept.key}/logo/onLight` });
    expect(none.json()).toMatchObject({ code: 'brands.file_unknown', status: 404 });
  });

  it('CRE-3 what names the file is checked before the file is read', async () => {
    const brand = await make('Named wrongly');
    const answer = await upload(brand, font, { place: 'fonts.body', weight: '1000' });
    const { code, details } = answer.json<{ code: string; details: { issues: { field: string }[] } }>();
    expect(code).toBe('http.input_invalid');
    expect(details.issues.map(({ field }) => field)).toEqual(['place', 'weight']);
    const empty = await test.web.inject({
      method: 'POST',
      url: `/api/v1/brands/${brand.id}/files?revision=1&place=logo.onLight`,
    });
    expect(empty.json()).toMatchObject({ code: 'brands.upload_empty' });
  });
});

describe('a preview', () => {
  async function preview(brand: BrandDetail, input: object = {}): Promise<BrandPreview> {
    const answer = await post(`/${brand.id}/preview`, input);
    expect([answer.statusCode, answer.json<{ code?: string }>().code]).toEqual([200, undefined]);
    return answer.json();
  }
  /** The most frequent colour. */
  async function groundOf({ picture }: BrandPreview): Promise<[number, number, number]> {
    const { data } = await sharp(Buffer.from(picture, 'base64')).raw().toBuffer({ resolveWithObject: true });
    return [data[0] ?? 0, data[1] ?? 0, data[2] ?? 0];
  }

  it('CRE-1 CRE-3 draws the draft by the studio itself, with the files the kit has, and keeps nothing', async () => {
    const brand = await make('Previewed');
    const logo = (
      await upload(brand, await drawPicture('png'), { place: 'logo.onLight' })
    ).json<BrandDetail>();
    const own = (await upload(logo, font, { place: 'fonts.display', weight: '700' })).json<BrandDetail>();
    const plain = await preview(own, { layout: 'minimal', palette: 'brand', theme: 'dark' });
    expect(await sharp(Buffer.from(plain.picture, 'base64')).metadata()).toMatchObject({
      format: 'jpeg',
      width: 540,
      height: 540,
    });
    const red = { ...own.document, colours: { ...own.document.colours, primary: '#8a0f1a' } };
    const changed = await preview(own, { layout: 'minimal', palette: 'brand', theme: 'dark', document: red });
    const [r, g] = await groundOf(changed);
    expect(r).toBeGreaterThan(100);
    expect(g).toBeLessThan(60);
    expect(await groundOf(plain)).not.toEqual(await groundOf(changed));
    const now = (await test.web.inject({ url: `/api/v1/brands/${own.id}` })).json<BrandDetail>();
    expect(now.revision).toBe(own.revision);
    expect(plain.remarks.map(({ rule }) => rule)).not.toContain('logo.present');
    const without = { ...own.document, logo: {} };
    const bare = await preview(own, { layout: 'split', document: without });
    expect(bare.remarks.map(({ rule }) => rule)).toContain('logo.present');
  });

  it('CRE-2 CRE-6 the same draft gives the same picture; ratio, words and language are as asked', async () => {
    const brand = await make('Worded');
    const asked = { ratio: '9:16', headline: 'Good evening', locale: 'ar', layout: 'card' };
    const [first, second] = [await preview(brand, asked), await preview(brand, asked)];
    expect(first.picture).toBe(second.picture);
    expect([first.width, first.height]).toEqual([304, 540]);
    expect((await preview(brand, { ...asked, headline: 'Good morning' })).picture).not.toBe(first.picture);
    const nonsense = await post(`/${brand.id}/preview`, { locale: 'nonsense' });
    expect(nonsense.json()).toMatchObject({ code: 'brands.document_invalid' });
  });

  it('CRE-3 a draft that names files the kit has not is drawn without them', async () => {
    const brand = await make('Draft with links');
    const fonts = {
      ...brand.document.fonts,
      text: { family: 'Gone', files: [{ path: 'gone.woff2', weight: 400 }] },
    };
    const document = { ...brand.document, logo: { onLight: '../../etc/passwd' }, fonts };
    expect((await preview(brand, { document })).width).toBe(540);
  });
});

describe('who may change a kit', () => {
  it('SEC-1 who sees one brand changes that one, makes none, and does not learn of others', async () => {
    const get = async (key: string): Promise<LightMyRequestResponse> =>
      test.web.inject({ url: `/api/v1/brands/${key}`, headers: limited.headers });
    const own = (await get('northlight')).json<BrandDetail>();
    const document = { ...own.document, shape: 'angular' };
    const changed = await post(`/${own.id}`, { revision: own.revision, document }, limited);
    expect(changed.json()).toMatchObject({ revision: own.revision + 1, origin: 'edited' });
    expect((await post('', { name: 'Mine' }, limited)).json()).toMatchObject({ code: 'http.out_of_scope' });
    expect((await post('', { name: 'Hayl', key: 'hayl' }, limited)).json()).toMatchObject({
      code: 'http.out_of_scope',
    });
    expect((await get('hayl')).statusCode).toBe(404);
    const other = (await test.web.inject({ url: '/api/v1/brands/hayl' })).json<BrandDetail>();
    const payload = { revision: other.revision, document: other.document };
    expect((await post(`/${other.id}`, payload, limited)).statusCode).toBe(404);
    expect((await upload(other, font, { place: 'fonts.text' }, limited)).statusCode).toBe(404);
    expect((await post('/hayl/preview', {}, limited)).statusCode).toBe(404);
  });

  it('SEC-1 who may only look sees the preview and changes nothing', async () => {
    const brand = await make('Looked at');
    expect((await post(`/${brand.id}/preview`, {}, analyst)).statusCode).toBe(200);
    const asked = [
      post('', { name: 'x' }, analyst),
      post(`/${brand.id}`, { revision: 1, document: brand.document }, analyst),
      post(`/${brand.id}/files/remove`, { revision: 1, place: 'logo.onLight' }, analyst),
      upload(brand, font, { place: 'fonts.text' }, analyst),
    ];
    for (const answer of await Promise.all(asked))
      expect(answer.json()).toMatchObject({ code: 'auth.forbidden' });
  });

  it('CRE-3 a kit that is not whole is refused with its fields', async () => {
    const brand = await make('Not whole');
    const document = { ...brand.document, colours: { primary: 'red' }, shape: 'star' };
    const { code, details } = (await post(`/${brand.id}`, { revision: 1, document })).json<{
      code: string;
      details: { issues: { field: string }[] };
    }>();
    expect(code).toBe('http.input_invalid');
    expect(details.issues.map(({ field }) => field)).toEqual(['document.colours.primary', 'document.shape']);
  });
});

it('CRE-3 the server starts over a folder of a kit that was edited, and goes on with the edited one', async () => {
  const { house } = test;
  const folder = join(house.config.brandsDir, 'started');
  mkdirSync(folder, { recursive: true });
  const yaml = (colour: string): string => `key: started\nname: Started\ncolours: {primary: "${colour}"}\n`;
  writeFileSync(join(folder, 'brand.yaml'), yaml('#112233'));
  expect(await importBrands(house)).toEqual(['started']);
  const brand = (await test.web.inject({ url: '/api/v1/brands/started' })).json<BrandDetail>();
  const document = { ...brand.document, shape: 'angular' };
  expect((await post(`/${brand.id}`, { revision: 1, document })).statusCode).toBe(200);
  writeFileSync(join(folder, 'brand.yaml'), yaml('#445566'));
  const said: unknown[] = [];
  const log = Object.assign(Object.create(house.log) as typeof house.log, {
    warn: (...line: unknown[]) => void said.push(line.at(-1)),
  });
  expect(await importBrands({ ...house, log })).toEqual([]);
  expect(said).toEqual(['the edited kit stands; its folder was passed over']);
  const now = (await test.web.inject({ url: '/api/v1/brands/started' })).json<BrandDetail>();
  expect(now).toMatchObject({ revision: 2, document: { colours: { primary: '#112233' }, shape: 'angular' } });
});
