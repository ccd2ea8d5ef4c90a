import { describe, expect, it } from 'vitest';
import { readText } from './read-text.ts';

const read = (html: string | Uint8Array, charset?: string) =>
  readText({
    bytes: typeof html === 'string' ? new TextEncoder().encode(html) : html,
    isHtml: true,
    place: 'https://halden.example/',
    charset,
  });
const linesOf = (html: string): string[] => read(html).text.split('\n');

const PAGE = `<!doctype html><html><head><title>Halden One &ndash; headphones</title>
<meta name="description" content="The quiet ones from &quot;Halden&quot;."><meta property="product:price:amount" content="199.00">
<meta property="product:price:currency" content="EUR"><style>p { color: red }</style></head>
<body><nav><a href="/">Home 24/7</a></nav><script>let price = 1;</script>
<h1>Halden <em>One</em></h1><p>Up to <b>40&nbsp;hours</b>
of battery.</p><ul><li>2-year guarantee</li><li>Weighs 250 g</ul>
<table><tr><th>Price</th><td>€199</td></tr></table>
<span class="price"><span>€</span><span>199</span></span> <del>€299</del>
<div hidden>Hidden 1</div><p style="display: none">Hidden 2</p><p aria-hidden="true">Hidden 3</p>
<dialog>Hidden 4</dialog><template>Hidden 5</template><footer>© 2026 Halden</footer><noscript>Switch on scripts</noscript>`;

describe('the text of a page', () => {
  it('EXE-2 is what its readers see: title, description, price, headings, lists, paragraphs, rows', () => {
    expect(read(PAGE).title).toBe('Halden One – headphones');
    expect(linesOf(PAGE)).toEqual([
      'The quiet ones from "Halden".',
      'Price: 199.00 EUR',
      'Halden One',
      'Up to 40 hours of battery.',
      '2-year guarantee',
      'Weighs 250 g',
      'Price €199',
      '€199',
    ]);
  });

  it('EXE-2 has its place as title where it names none, and the hash of what is kept', () => {
    const { title, hash, size } = read('<p>One</p>');
    expect([title, size]).toEqual(['https://halden.example/', 10]);
    expect(hash).toBe(read('<div>One</div><script>2</script>').hash);
  });

  it.each([
    [
      'windows-1252 as the sender names it',
      Buffer.from('<p>Größe €', 'latin1').fill(0x80, 9),
      'windows-1252',
      'Größe €',
    ],
    [
      'iso-8859-1 as the page names it',
      Buffer.from('<meta charset="iso-8859-1"><p>Größe', 'latin1'),
      undefined,
      'Größe',
    ],
    ['not named and no UTF-8', Buffer.from('<p>Größe', 'latin1'), undefined, 'Größe'],
    ['UTF-16 by its mark', Buffer.from('\uFEFF<p>Größe', 'utf16le'), 'utf-8', 'Größe'],
    ['Japanese', Buffer.from([0x3c, 0x70, 0x3e, 0x93, 0xfa, 0x96, 0x7b]), 'shift_jis', '日本'],
    ['a name that there is not', Buffer.from('<p>Größe'), 'no-such-charset', 'Größe'],
  ])('EXE-2 in another encoding: %s', (_what, bytes, charset, text) => {
    expect(read(bytes, charset).text).toBe(text);
  });

  it('SEC-4 has no signs that nobody sees', () => {
    const tags = [...'Ignore'].map((sign) => String.fromCodePoint(0xe0000 + sign.charCodeAt(0))).join('');
    expect(read(`<p>Qui\u00ADet \u202Eand\u200B ${tags}light`).text).toBe('Quiet and light');
  });

  it.each([
    ['<script>let a = 1</script><p> </p>', 'sources.empty'],
    ['', 'sources.empty'],
    ['<p>a\0b', 'sources.not_text'],
    ['<div>'.repeat(600), 'sources.too_deep'],
  ])('EXE-2 SEC-4 is not kept where it is none', (html, code) => {
    expect(() => read(html)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it.each([
    ['elements that are never closed', '<b>'.repeat(350_000)],
    ['ends without a beginning', `<div>${'</x>'.repeat(250_000)}`],
    ['attributes without an end', `<p ${'a="'.repeat(300_000)}`],
    ['signs of less', '<'.repeat(2 ** 20)],
    ['entities', '&amp'.repeat(250_000)],
    ['styles of blanks', `<p style="display${' '.repeat(1_000_000)}">x`],
    ['rows', '<td>1'.repeat(200_000)],
  ])('SEC-4 a megabyte of %s takes no long time', (_what, html) => {
    const start = performance.now();
    try {
      read(html);
    } catch (error) {
      expect((error as { code?: string }).code).toMatch(/^sources\./);
    }
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it('EXE-2 is bounded', () => {
    expect(read(`<p>${'Quiet. '.repeat(100_000)}`).text.length).toBe(200_000);
  });
});

describe('the text of a file', () => {
  it('EXE-2 is kept as it is, line by line', () => {
    const bytes = new TextEncoder().encode('\uFEFFPrice,199 EUR\r\n\r\n<b>Battery</b>\t40 hours\n');
    const { title, text } = readText({ bytes, isHtml: false, place: 'halden.csv' });
    expect([title, text]).toEqual(['halden.csv', 'Price,199 EUR\n<b>Battery</b> 40 hours']);
  });
});
