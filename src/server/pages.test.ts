import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { raiseAlert } from '#modules/alerts/index';
import { draftMessage } from '#modules/messages/index';
import { withTransaction } from '#platform/db/database';
import { openWebHouse, type WebHouse } from '#test/web-house';
import { startWorkerRole } from './worker-role.ts';

const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `'><svg/onload=alert(1)>`,
  '</title><script>alert(1)</script>',
  '<a href="javascript:alert(1)">x</a>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '" autofocus onfocus=alert(1) x="',
];

/** Everything a page of ours is made of; any other tag came from a text. */
const OUR_TAGS = new Set(
  `html head meta title link body a header nav main h1 h2 h3 p code span dl div dt dd small ul li table thead tbody tr th td
   details summary article img pre`.split(/\s+/),
);

let test: WebHouse;
let alertId: string;

function briefWith(attack: string, index: number): string {
  return JSON.stringify({
    campaign_id: `attack-${index}`,
    name: `${attack} name`,
    message: `${attack} message`,
    audience: `${attack} audience`,
    products: [
      {
        name: `${attack} product`,
        category: `${attack} category`,
        description: `${attack} description`,
        benefits: [`${attack} turns a full train into a quiet room`, 'Plays through a week on one charge'],
        features: [`${attack} sixty hours`],
        problems: [`${attack} noise`],
        proofs: [{ text: `${attack} proof`, source: `${attack} source` }],
        quote: { text: `${attack} quote`, by: `${attack} author` },
      },
    ],
    [`unknown ${attack}`]: 'x',
    target_variants: 1,
    locales: ['en-US'],
    channels: ['instagram'],
    aspect_ratios: ['1:1'],
  });
}

async function page(
  url: string,
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  const response = await test.web.inject({ method: 'GET', url, headers: { accept: 'text/html' } });
  return { status: response.statusCode, body: response.body, headers: response.headers };
}

function expectHarmless(body: string): void {
  const tags = [...body.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map((match) => (match[1] ?? '').toLowerCase());
  expect(tags.filter((tag) => !OUR_TAGS.has(tag))).toEqual([]);
  for (const [tag] of body.matchAll(/<[a-z][^>]*>/gi)) {
    // Within quotes it is text; a quote of a text is escaped.
    expect(tag.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/\son\w+\s*=/i);
    expect(tag).not.toMatch(/\s(href|src)\s*=\s*["']?\s*javascript:/i);
  }
}

beforeAll(async () => {
  test = await openWebHouse({ AICMO_MIN_VARIANTS: '1' });
  const worker = await startWorkerRole(test.house);
  for (const [index, attack] of ATTACKS.entries()) {
    const payload = { text: briefWith(attack, index), fileName: 'a.json' };
    const response = await test.web.inject({ method: 'POST', url: '/api/v1/briefs', payload });
    expect(response.body).toContain('created');
  }
  const ctx = contextFor(test.house, { kind: 'operator', via: 'cli' });
  const alert = await withTransaction(test.house.db, (tx) =>
    raiseAlert(tx, ctx, {
      type: 'brief.rejected',
      severity: 'HIGH',
      dedupKey: 'attack',
      message: `Brief ${ATTACKS[0]}.yaml was rejected: ${ATTACKS[1]}`,
      details: { shortfalls: [{ message: ATTACKS[2] }] },
    }),
  );
  alertId = alert.id;
  await draftMessage(ctx, { alertId, audience: 'team' });
  for (;;) {
    const { rows } = await test.house.db.pool.query<{ n: number }>(
      `select count(*)::int as n from campaign where status not in ('completed', 'needs_assets', 'failed')`,
    );
    if (rows[0]?.n === 0) break;
    await delay(100);
  }
  await worker.stop();
}, 90_000);
afterAll(() => test[Symbol.asyncDispose]());

describe('texts of others in our pages', () => {
  it('SEC-3 a gallery shows every text of a brief as text', async () => {
    let shown = 0;
    for (const index of ATTACKS.keys()) {
      const { status, body } = await page(`/campaigns/attack-${index}`);
      expect(status).toBe(200);
      expectHarmless(body);
      if (body.includes('<article')) shown += 1;
    }
    expect(shown).toBeGreaterThanOrEqual(ATTACKS.length - 1);
  });

  it.each(['/', '/alerts', '/reference', '/reference/errors'])('SEC-3 so does %s', async (url) => {
    const { status, body } = await page(url);
    expect(status).toBe(200);
    expectHarmless(body);
  });

  it('SEC-3 so does an alert with its messages', async () => {
    const { body } = await page(`/alerts/${alertId}`);
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expectHarmless(body);
  });

  it.each([
    '/<script>alert(1)</script>',
    '/campaigns/<img src=x onerror=alert(1)>',
    '/alerts/"><svg onload=alert(1)>',
  ])('SEC-3 so does the page of an error at %s', async (url) => {
    const { status, body } = await page(encodeURI(url).replaceAll('%3C', '<').replaceAll('%3E', '>'));
    expect(status).toBe(404);
    expectHarmless(body);
  });
});

describe('what every answer carries', () => {
  it.each(['/', '/api/v1/campaigns', '/nowhere', '/livez', '/assets/page.css', '/api/v1/campaigns/nobody'])(
    'SEC-4 %s: security headers and a request id',
    async (url) => {
      const { headers } = await page(url);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'x-request-id': expect.stringMatching(/^req_/) as unknown,
      });
      const policy = String(headers['content-security-policy']);
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ])
        expect(policy).toContain(rule);
      expect(policy).not.toMatch(/unsafe-(inline|eval)/);
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );

  it('UI-1 a picture is served once and then known by its content', async () => {
    const { rows } = await test.house.db.pool.query<{ id: string; sha256: string }>(
      `select v.id, r.sha256 from variant v join rendition r on r.variant_id = v.id where r.ratio = '1:1' limit 1`,
    );
    const [found] = rows;
    const url = `/variants/${found?.id ?? ''}/1x1.jpg`;
    const first = await test.web.inject({ method: 'GET', url });
    expect(first.headers['content-type']).toBe('image/jpeg');
    expect(first.rawPayload.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(first.headers.etag).toBe(`"${found?.sha256 ?? ''}"`);
    const again = await test.web.inject({
      method: 'GET',
      url,
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
    expect((await test.web.inject({ method: 'GET', url: url.replace('1x1', '9x16') })).statusCode).toBe(404);
  });
});
