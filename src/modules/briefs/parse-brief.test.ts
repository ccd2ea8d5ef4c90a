import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderProblem } from '#platform/structured-text/render-problem';
import { marketOf, priceIn } from '#kernel/market';
import type { BriefDocument } from './brief-document.ts';
import { contentHash } from './content-hash.ts';
import { campaignIdOf, parseBrief, type ParsedBrief } from './parse-brief.ts';

async function accept(text: string, fileName = 'spring.yaml'): Promise<ParsedBrief> {
  const result = await parseBrief({ text, fileName });
  if (!result.ok) throw new Error(result.problems.map((p) => renderProblem(p, { fileName })).join('\n'));
  return result;
}

const read = async (text: string, fileName?: string): Promise<BriefDocument> =>
  (await accept(text, fileName)).document;

const SNAKE = `
campaign_id: holiday_tech
campaign_name: Holiday tech
brand: Nordlicht
language: en
locales: [en-US, de-DE]
market: [US, Germany]
channels: [instagram_story, twitter, LinkedIn Ads]
aspect_ratios: [1:1, 9x16, landscape, 1200x628]
target_audience: Commuters
call_to_action: {en: Shop now, de: Jetzt kaufen}
hashtags: "#tech, #gifts"
target_variants: 4
schedule:
  start_date: 2026-11-20
  end_date: 2026-12-24
budget: {amount: 25000, currency: EUR}
products:
  - Smart Watch
  - product_name: Wireless Earbuds
    target_variants: 6
    previous_price: 249 USD
    price: {US: "$199.90", DE: "199,90 €"}
    pain_points: [Engine noise]
    benefits: {en: [Silence, Thirty hours], de: [Ruhe, 30 Stunden]}
    proofs: ["30 h in our lab", {text: {en: Tested, de: Geprüft}, source: TÜV 2026}]
    quote: {text: "I forgot the train.", by: Ana}
    warranty_years: 2
`;

const restyle = (style: (key: string) => string): string =>
  SNAKE.replaceAll(/\b[a-z]+(?:_[a-z]+)+(?=:)/g, (key) => style(key));

describe('what a brief may look like', () => {
  it('BRF-2: reads every field into one canonical form', async () => {
    const document = await read(SNAKE);
    expect(document).toMatchObject({
      campaignId: 'holiday_tech',
      name: 'Holiday tech',
      brand: 'Nordlicht',
      language: 'en',
      locales: ['en-US', 'de-DE'],
      markets: ['US', 'DE'],
      channels: ['instagram', 'x', 'linkedin'],
      aspectRatios: ['1:1', '9:16', '16:9', '1.91:1'],
      audience: { en: 'Commuters' },
      callToAction: { en: 'Shop now', de: 'Jetzt kaufen' },
      hashtags: ['tech', 'gifts'],
      targetVariants: 4,
      schedule: { start: '2026-11-20', end: '2026-12-24' },
      budget: { amountMinor: 2_500_000, currency: 'EUR' },
    });
    expect(document.products[0]).toMatchObject({
      key: 'smart-watch',
      name: 'Smart Watch',
      targetVariants: 4,
    });
    expect(document.products[1]).toEqual({
      key: 'wireless-earbuds',
      name: 'Wireless Earbuds',
      targetVariants: 6,
      price: { US: { amountMinor: 19_990, currency: 'USD' }, DE: { amountMinor: 19_990, currency: 'EUR' } },
      previousPrice: { '*': { amountMinor: 24_900, currency: 'USD' } },
      problems: [{ en: 'Engine noise' }],
      features: [],
      benefits: [
        { en: 'Silence', de: 'Ruhe' },
        { en: 'Thirty hours', de: '30 Stunden' },
      ],
      proofs: [
        { text: { en: '30 h in our lab' } },
        { text: { en: 'Tested', de: 'Geprüft' }, source: { en: 'TÜV 2026' } },
      ],
      quote: { text: { en: 'I forgot the train.' }, by: 'Ana' },
      extra: { warranty_years: 2 },
    });
  });

  it.each([
    ['camelCase', (key: string) => key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())],
    ['kebab-case', (key: string) => key.replaceAll('_', '-')],
    ['Words With Spaces', (key: string) => key.replaceAll('_', ' ')],
  ])('BRF-2: %s keys give the same document as snake_case', async (_name, style) => {
    const { products: expected, ...rest } = await read(SNAKE);
    const { products, ...document } = await read(restyle(style));
    expect(document).toEqual(rest);
    expect(products.map(({ extra: _extra, ...facts }) => facts)).toEqual(
      expected.map(({ extra: _extra, ...facts }) => facts),
    );
  });

  it('BRF-3: the same brief as YAML and as JSON gives the same document and hash', async () => {
    const brief = { brand: 'A', products: ['Watch', { name: 'Pods', price: '10 EUR' }], locales: ['de'] };
    const json = await accept(JSON.stringify(brief, null, '\t'), 'spring.json');
    const yaml = await accept('brand: A\nproducts: [Watch, {name: Pods, price: 10 EUR}]\nlocales: de\n');
    expect(json.document).toEqual(yaml.document);
    expect(contentHash(json.document, {})).toBe(contentHash(yaml.document, {}));
  });

  it('BRF-2: unknown keys are kept as written and warned about with the nearest known key', async () => {
    const text =
      'products:\n  - name: Watch\n    benifits: [Light]\nmesage: Hi\nInternalCode: {a: [1, null]}\n';
    const { document, warnings } = await accept(text);
    expect(document.extra).toEqual({ mesage: 'Hi', InternalCode: { a: [1, null] } });
    expect(document.products[0]?.extra).toEqual({ benifits: ['Light'] });
    const unknown = warnings.filter(({ rule }) => rule === 'field.unknown');
    expect(unknown.map(({ line, column, field, hint }) => [line, column, field, hint])).toEqual([
      [4, 1, 'mesage', 'Did you mean "message"?'],
      [5, 1, 'InternalCode', 'Nothing is done with it; remove it, or leave it as a note.'],
      [3, 5, 'products[0].benifits', 'Did you mean "benefits"?'],
    ]);
  });

  it('BRF-2: the nearest key is named in the casing of the document', async () => {
    const camel = await accept('campaignName: A\ntargetAudience: B\naspectRatois: [square]\nproducts: [W]\n');
    expect(camel.warnings.find(({ rule }) => rule === 'field.unknown')?.hint).toBe(
      'Did you mean "aspectRatios"?',
    );
  });

  it('BRF-2: the campaign id is the stem of the file where the brief gives none', async () => {
    expect((await read('products: [W]\n', 'in/Größe & Spaß 2026.yaml')).campaignId).toBe('grosse-spass-2026');
    expect(campaignIdOf('春.yaml')).toMatch(/^brief-[0-9a-f]{8}$/);
    expect(campaignIdOf('春.yaml')).not.toBe(campaignIdOf('夏.yaml'));
  });

  it('BRF-2: a brief of one line is enough, and the defaults are said', async () => {
    const { document, warnings } = await accept('products: [Smart Watch]\n');
    expect(document).toMatchObject({
      campaignId: 'spring',
      name: 'Spring',
      locales: ['en-US'],
      channels: ['instagram'],
      targetVariants: 3,
    });
    expect(warnings.map(({ rule }) => rule)).toEqual(['brief.defaults', 'brief.no_brand']);
  });

  it('BRF-2: a wrapping group, products by key, and totals of variants are understood', async () => {
    const document = await read(
      'campaign_brief:\n  products:\n    watch: {name: Smart Watch}\n    pods: {name: Pods}\n    case: {name: Case}\n  target_variants: {total: 10, pods: 7}\n',
    );
    expect(document.products.map(({ key, targetVariants }) => [key, targetVariants])).toEqual([
      ['watch', 4],
      ['pods', 7],
      ['case', 4],
    ]);
  });

  it('BRF-2: texts keep what was written: numbers with zeros, years, Norwegian, yes', async () => {
    const document = await read('name: 007\nproducts: [2026, yes, no]\nmessage: {no: Hei, en: on}\n');
    expect(document.name).toBe('007');
    expect(document.products.map(({ name }) => name)).toEqual(['2026', 'yes', 'no']);
    expect(document.message).toEqual({ no: 'Hei', en: 'on' });
  });

  it('BRF-2: prices and markets are found for a locale', async () => {
    const document = await read(
      'markets: [US, DE]\nproducts: [{name: W, price: {US: 10 USD, "*": 9 EUR}}]\n',
    );
    const price = document.products[0]?.price;
    expect(priceIn(price, marketOf(document, 'en'))).toEqual({ amountMinor: 1_000, currency: 'USD' });
    expect(priceIn(price, marketOf(document, 'de-AT'))).toEqual({ amountMinor: 900, currency: 'EUR' });
    expect(marketOf(document, 'fr')).toBeUndefined();
  });

  it('BRF-5: a byte order mark and Windows line breaks are no mistake', async () => {
    const bytes = Buffer.from('\uFEFFname: Spring\r\nproducts:\r\n  - W\r\n');
    expect(await parseBrief({ bytes, fileName: 'a.yaml' })).toMatchObject({
      ok: true,
      document: { name: 'Spring' },
    });
  });
});

describe('content hash', () => {
  it('BRF-4: comments, order of keys and casing do not change it, words and pictures do', async () => {
    const a = await accept('brand: A\nproducts: [W]\ntarget_variants: 3\n');
    const b = await accept('# new comment\ntargetVariants: 3\nproducts:\n  - W\nbrand: "A"\n');
    const c = await accept('brand: A\nproducts: [V]\ntarget_variants: 3\n');
    expect(contentHash(b.document, {})).toBe(contentHash(a.document, {}));
    expect(contentHash(c.document, {})).not.toBe(contentHash(a.document, {}));
    expect(contentHash(a.document, { w: '00' })).not.toBe(contentHash(a.document, { w: '01' }));
  });
});

const NAMES = [
  'products',
  'locales',
  'price',
  'target_variants',
  'message',
  'schedule',
  'name',
  'quote',
  'budget',
];

describe('any input at all', () => {
  it('BRF-5: junk is an answer with places inside the text, never an exception', async () => {
    const key = fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'binary' }));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null)),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 6, noNullPrototype: true }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(tree, fc.constantFrom('a.json', 'a.yaml'), async (value, fileName) => {
        const text = JSON.stringify(value);
        const result = await parseBrief({ text, fileName });
        const problems = result.ok ? result.warnings : result.problems;
        expect(result.ok || problems.some(({ severity }) => severity === 'error')).toBe(true);
        for (const problem of problems) {
          expect(problem.line ?? 1).toBeGreaterThanOrEqual(1);
          expect(problem.column ?? 1).toBeLessThanOrEqual(text.length + 1);
          expect(renderProblem(problem, { fileName })).toContain(problem.hint);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('BRF-5: any bytes are an answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const result = await parseBrief({ bytes, fileName: 'a.yaml' });
        expect(typeof result.ok).toBe('boolean');
      }),
      { numRuns: 300 },
    );
  });

  it('BRF-5: a brief cut at any byte is read or refused, never half believed without a word', async () => {
    const bytes = Buffer.from(SNAKE);
    for (let end = 1; end < bytes.length; end += 7) {
      const result = await parseBrief({ bytes: bytes.subarray(0, end), fileName: 'a.yaml' });
      if (result.ok) expect(result.document.products.length).toBeGreaterThan(0);
      else expect(result.problems.length).toBeGreaterThan(0);
    }
  });
});
