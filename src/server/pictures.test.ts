import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { buildWeb } from '#server/web-role';
import { startWorkerRole } from '#server/worker-role';
import { smallBrief } from '#test/briefs';
import { atRest, handIn, openTestHouse, type TestHouse } from '#test/house';
import { injectAsOwner } from '#test/sign-in';

let house: TestHouse;
let web: FastifyInstance;
let address = '';
beforeAll(async () => {
  house = await openTestHouse();
  const worker = await startWorkerRole(house);
  const { campaignId } = await handIn(house, smallBrief({ target_variants: 1 }));
  await atRest(house, campaignId);
  await worker.stop();
  web = await buildWeb(house);
  await injectAsOwner(house, web);
  const { rows } = await house.db.pool.query<{ id: string }>('select id from variant limit 1');
  address = `/variants/${rows[0]?.id ?? ''}`;
}, 60_000);
afterAll(async () => {
  await web.close();
  await house.close();
});

it('UI-3 a picture is loaded once: its address is good for ever, and its tag spares the bytes', async () => {
  const first = await web.inject({ url: `${address}/1x1.jpg` });
  expect(first.statusCode).toBe(200);
  expect(first.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'cache-control': 'private, max-age=31536000, immutable',
    etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
  });
  expect(await sharp(first.rawPayload).metadata()).toMatchObject({ format: 'jpeg', width: 1080 });
  const headers = { 'if-none-match': String(first.headers.etag) };
  const again = await web.inject({ url: `${address}/1x1.jpg`, headers });
  expect([again.statusCode, again.rawPayload.byteLength]).toEqual([304, 0]);
});

it('UI-3 a list loads small pictures, which carry the labels of the whole one', async () => {
  const whole = await web.inject({ url: `${address}/1x1.jpg` });
  const small = await web.inject({ url: `${address}/1x1.jpg?width=160` });
  expect(small.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'cache-control': 'private, max-age=31536000, immutable',
  });
  expect(small.headers.etag).not.toBe(whole.headers.etag);
  expect(small.rawPayload.byteLength).toBeLessThan(whole.rawPayload.byteLength / 5);
  const metadata = await sharp(small.rawPayload).metadata();
  expect(metadata).toMatchObject({ format: 'jpeg', width: 160, height: 160 });
  expect(String(metadata.xmp)).toContain('aicmo:writer="offline"');
  const headers = { 'if-none-match': String(small.headers.etag) };
  const again = await web.inject({ url: `${address}/1x1.jpg?width=160`, headers });
  expect([again.statusCode, again.rawPayload.byteLength]).toEqual([304, 0]);
  for (const width of ['161', '-1', '1e9', '', '160&width=160']) {
    const refused = await web.inject({ url: `${address}/1x1.jpg?width=${width}` });
    expect([refused.statusCode, refused.body]).toEqual([400, expect.stringContaining('160 and 640')]);
  }
});

it('SEC-1 a picture is nobody else’s, and one that is not there is none', async () => {
  const signedOut = await web.inject({ url: `${address}/1x1.jpg`, headers: { cookie: '' } });
  expect(signedOut.statusCode).toBe(401);
  for (const path of [`${address}/9x9.jpg`, '/variants/var_none/1x1.jpg']) {
    expect((await web.inject({ url: path })).statusCode).toBe(404);
  }
});
