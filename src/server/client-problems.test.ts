import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AicmoClient, createAicmoClient } from '#client/client';
import { keyHeaders } from '#test/sign-in';
import { openWebHouse, type WebHouse } from '#test/web-house';

let test: WebHouse;
let client: AicmoClient;
beforeAll(async () => {
  test = await openWebHouse({}, { signIn: false });
  const { authorization } = await keyHeaders(test.house, 'brands.read', 'brands.write');
  client = createAicmoClient({
    url: 'http://localhost',
    key: authorization.replace('Bearer ', ''),
    fetch: async (request) => {
      const answer = await test.web.inject({
        method: request.method as 'GET',
        url: request.url.replace('http://localhost', ''),
        headers: Object.fromEntries(request.headers),
        payload: await request.text(),
      });
      const headers = { 'content-type': String(answer.headers['content-type']) };
      return new Response(answer.body, { status: answer.statusCode, headers });
    },
  });
});
afterAll(() => test[Symbol.asyncDispose]());

it('DEV-2 UI-1 the client tells what the server said: code, sentence, request and details', async () => {
  const made = await client.brands.create({ name: 'Told' });
  expect(made.updatedAt).toBeInstanceOf(Date);
  const { id, document } = made;
  const late = client.brands.update({ id, revision: 7, document });
  await expect(late).rejects.toMatchObject({
    code: 'brands.changed',
    status: 409,
    detail: expect.stringContaining('it is at revision 1') as string,
    requestId: expect.stringMatching(/^req_/) as string,
    details: { revision: 1, seen: 7 },
  });
  await expect(client.brands.get({ id: 'nobody' })).rejects.toMatchObject({ code: 'brands.unknown' });
});
