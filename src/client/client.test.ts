import { describe, expect, it } from 'vitest';
import { AicmoError, createAicmoClient, toAicmoError } from './client.ts';

/** A client whose every request gets this answer, and the requests it made. */
function clientOf(answer: () => Response | Promise<Response>, url = 'http://aicmo.test') {
  const requests: Request[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    requests.push(request);
    return answer();
  };
  return {
    client: createAicmoClient({ url, key: 'aicmo_key', workspaceId: () => 'ws_one', fetch }),
    requests,
  };
}

const problem = (type: string): Response =>
  new Response(
    JSON.stringify({
      code: 'campaigns.unknown',
      detail: 'There is no campaign nobody.',
      instance: 'req_1',
      details: { id: 'nobody' },
    }),
    { status: 404, headers: { 'content-type': type } },
  );

describe('DEV-2 the typed client', () => {
  it.each(['application/problem+json', 'application/problem+json; charset=utf-8', 'application/json'])(
    'keeps code, sentence, request and details of a refusal that comes as %s',
    async (type) => {
      const { client } = clientOf(() => problem(type));
      const failure = await client.campaigns.get({ id: 'nobody' }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(AicmoError);
      expect(failure).toMatchObject({
        code: 'campaigns.unknown',
        status: 404,
        detail: 'There is no campaign nobody.',
        requestId: 'req_1',
        details: { id: 'nobody' },
      });
    },
  );

  it('says that nobody answers where no answer comes', async () => {
    const { client } = clientOf(() => Promise.reject(new TypeError('fetch failed')));
    await expect(client.campaigns.counts()).rejects.toMatchObject({ code: 'client.unreachable', status: 0 });
  });

  it('tells a fault of its own from a server that does not answer', () => {
    expect(toAicmoError(new TypeError('x is not a function'))).toMatchObject({ code: 'client.unexpected' });
  });

  it('says so where an answer is none of the API', async () => {
    const html = () =>
      new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } });
    const { client } = clientOf(html);
    await expect(client.campaigns.counts()).rejects.toMatchObject({ code: 'http.unexpected', status: 502 });
  });

  it.each(['http://aicmo.test', 'http://aicmo.test/', 'http://aicmo.test//'])(
    'asks %s for the path of the operation, with key and workspace',
    async (url) => {
      const empty = () => Response.json({ items: [] });
      const { client, requests } = clientOf(empty, url);
      expect(await client.campaigns.list({ limit: 5 })).toEqual({ items: [] });
      expect(requests[0]?.url).toBe('http://aicmo.test/api/v1/campaigns?limit=5');
      expect(requests[0]?.headers.get('authorization')).toBe('Bearer aicmo_key');
      expect(requests[0]?.headers.get('x-aicmo-workspace')).toBe('ws_one');
    },
  );
});
