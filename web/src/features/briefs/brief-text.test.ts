import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { QUOTE_FIELDS } from '#modules/briefs/enums';
import { type BriefForm, type Group, readForm, rowsIn, textIn, wordsIn } from './brief-text.ts';
import { parseSource } from './source-document.ts';
import {
  addProduct,
  addRow,
  removeProduct,
  removeRow,
  swapProducts,
  writeDay,
  writePart,
  writeProofSource,
  writeRow,
  writeText,
  writeWords,
} from './write-brief.ts';

const example = (name: string): string => readFileSync(`examples/briefs/${name}`, 'utf8');

function formOf(text: string, fileName = 'brief.yaml'): BriefForm {
  const source = parseSource(text, fileName);
  const form = source === undefined ? undefined : readForm(source);
  if (form === undefined) throw new Error('not a form');
  return form;
}
const product = (form: BriefForm, index = 0): Group => {
  const group = form.products.groups[index];
  if (group === undefined) throw new Error('no such product');
  return group;
};
type Plain = { products: { proofs: unknown[]; quote: unknown }[] };
const firstProduct = (text: string) => (parseYaml(text) as Plain).products[0];
const here = <Value>(value: Value) => ({ kind: 'here', value });

const COMMENTED = `# The autumn campaign.
Campaign-Key: quiet-autumn   # agreed with the client
title: 'Quiet Autumn'

platforms: [ig, "linkedin"] # both
locales:
  # home first
  - de-DE   # home
  - en-US
items:
  # the star
  - title: Hush One # working title
    benefit:
      - Turns a train into a quiet room
      - { en: Light, de: Leicht }
    pains: Noise

  # the lamp
  - Dusk Lamp
flight: {from: 2026-11-27, until: 2026-12-24}
audience:
  en: travellers
  de: Reisende
# end
`;

describe('UI-1 a form reads a brief', () => {
  it('finds fields by every name and casing that the server knows', () => {
    const form = formOf(COMMENTED);
    expect(textIn(form.brief, 'campaignId')).toEqual(here('quiet-autumn'));
    expect(textIn(form.brief, 'name')).toEqual(here('Quiet Autumn'));
    expect(wordsIn(form.brief, 'channels')).toEqual(here(['ig', 'linkedin']));
    expect(textIn(form.schedule, 'end')).toEqual(here('2026-12-24'));
    expect(form.products.groups.map((group) => textIn(group, 'name'))).toEqual([
      here('Hush One'),
      here('Dusk Lamp'),
    ]);
    expect(textIn(formOf('brief:\n  name: X\n').brief, 'name')).toEqual(here('X'));
  });

  it('leaves texts per language, anchors, aliases and keys that stand twice to the text', () => {
    const form = formOf(COMMENTED);
    expect(textIn(form.brief, 'audience')).toMatchObject({
      kind: 'written',
      at: COMMENTED.indexOf('en: travellers'),
    });
    const rows = rowsIn(product(form), 'benefits', form.source);
    expect(rows.kind === 'here' && rows.value.map(({ field, shown }) => [field, shown.kind])).toEqual([
      ['items[0].benefit[0]', 'here'],
      ['items[0].benefit[1]', 'written'],
    ]);
    const odd = formOf('name: &n A\nmessage: *n\nid: a\ncampaign_id: b\nproducts: *n\n');
    expect(['name', 'message', 'campaignId'].map((name) => textIn(odd.brief, name).kind)).toEqual(
      Array(3).fill('written'),
    );
    expect(odd.products.shape).toBe('written');
  });

  it('says that a text is no form where it cannot be read', () => {
    for (const text of ['name: [', '- a\n- b', 'a: 1\n---\nb: 2', `a: ${'['.repeat(60_000)}`, '&a {b: *a}']) {
      const source = parseSource(text, 'brief.yaml');
      expect(source === undefined ? undefined : readForm(source)).toBeUndefined();
    }
    expect(parseSource("{'name': 1}", 'brief.json')).toBeUndefined();
  });
});

describe('UI-1 a form writes into a brief', () => {
  it('changes one value and not a byte beside it', () => {
    const changed = (write: (form: BriefForm) => string): string[] => {
      const after = write(formOf(COMMENTED)).split('\n');
      const before = new Set(COMMENTED.split('\n'));
      const lost = [...before].filter((line) => !after.includes(line));
      return [
        ...lost.map((line) => `-${line}`),
        ...after.filter((line) => !before.has(line)).map((line) => `+${line}`),
      ];
    };
    expect(changed((form) => writeText(form, form.brief, 'campaignId', 'loud-autumn'))).toEqual([
      '-Campaign-Key: quiet-autumn   # agreed with the client',
      '+Campaign-Key: loud-autumn   # agreed with the client',
    ]);
    expect(changed((form) => writeText(form, form.brief, 'name', "Mara's autumn"))).toEqual([
      "-title: 'Quiet Autumn'",
      "+title: 'Mara''s autumn'",
    ]);
    expect(changed((form) => writeWords(form, form.brief, 'channels', ['ig', 'x', 'linkedin']))).toEqual(
      ['-platforms: [ig, "linkedin"] # both', '+platforms: [ig, x, "linkedin"] # both'].toSorted((a) =>
        a.startsWith('-') ? -1 : 1,
      ),
    );
    expect(changed((form) => writeWords(form, form.brief, 'locales', ['de-DE', 'en-US', 'fr-FR']))).toEqual([
      '+  - fr-FR',
    ]);
    expect(changed((form) => writeWords(form, form.brief, 'locales', ['de-DE']))).toEqual(['-  - en-US']);
    expect(changed((form) => writeText(form, form.brief, 'brand', 'northlight'))).toEqual([
      '+brand: northlight',
    ]);
    expect(changed((form) => writeText(form, product(form), 'category', 'audio: over-ear'))).toEqual([
      '+    category: "audio: over-ear"',
    ]);
    expect(changed((form) => writeText(form, product(form, 1), 'category', 'lamp'))).toEqual([
      '-  - Dusk Lamp',
      '+  - name: Dusk Lamp',
      '+    category: lamp',
    ]);
    expect(changed((form) => writeDay(form, 'start', '2026-12-01'))).toEqual([
      '-flight: {from: 2026-11-27, until: 2026-12-24}',
      '+flight: {from: 2026-12-01, until: 2026-12-24}',
    ]);
    expect(changed((form) => writeDay(form, 'end', ''))).toEqual([
      '-flight: {from: 2026-11-27, until: 2026-12-24}',
      '+flight: {from: 2026-11-27}',
    ]);
    expect(changed((form) => addRow(form, product(form), 'benefits', 'Folds flat'))).toEqual([
      '+      - Folds flat',
    ]);
    expect(changed((form) => removeRow(form, product(form), 'benefits', 0))).toEqual([
      '-      - Turns a train into a quiet room',
    ]);
    expect(changed((form) => removeProduct(form, 1))).toEqual(['-  - Dusk Lamp']);
    expect(changed((form) => addProduct(form))).toEqual(['+  - name: ""']);
    expect(changed((form) => swapProducts(form, 0))).toEqual([]);
  });

  it('takes the comment above a product with it when products change places', () => {
    expect(swapProducts(formOf(COMMENTED), 0)).toContain('  # the lamp\n  - Dusk Lamp\n\n  # the star\n');
    expect(swapProducts(formOf(swapProducts(formOf(COMMENTED), 0)), 0)).toBe(COMMENTED);
  });

  it('makes a whole brief from nothing', () => {
    for (const fileName of ['brief.yaml', 'brief.json']) {
      const steps: ((form: BriefForm) => string)[] = [
        (form) => writeText(form, form.brief, 'name', 'Quiet Autumn'),
        (form) => writeText(form, form.brief, 'campaignId', 'quiet-autumn'),
        (form) => writeWords(form, form.brief, 'locales', ['en-US', 'de-DE']),
        (form) => writeText(form, form.brief, 'targetVariants', '3'),
        (form) => writeDay(form, 'start', '2026-12-01'),
        (form) => writeDay(form, 'end', '2026-12-24'),
        (form) => addProduct(form),
        (form) => writeText(form, product(form), 'name', 'Hush One'),
        (form) => addRow(form, product(form), 'benefits', 'Turns a train into a quiet room'),
        (form) => addRow(form, product(form), 'benefits', 'Light: 254 g'),
        (form) => writeText(form, product(form), 'price', '249'),
        (form) => addProduct(form),
        (form) => writeText(form, product(form, 1), 'name', '007'),
      ];
      const text = steps.reduce((text, step) => step(formOf(text, fileName)), '');
      if (fileName === 'brief.yaml')
        expect(text).toBe(`campaign_id: quiet-autumn
name: Quiet Autumn
products:
  - name: Hush One
    benefits:
      - Turns a train into a quiet room
      - "Light: 254 g"
    price: 249
  - name: 007
target_variants: 3
locales: [en-US, de-DE]
schedule:
  start: 2026-12-01
  end: 2026-12-24
`);
      else
        expect(JSON.parse(text)).toEqual({
          campaign_id: 'quiet-autumn',
          name: 'Quiet Autumn',
          products: [
            { name: 'Hush One', benefits: ['Turns a train into a quiet room', 'Light: 254 g'], price: '249' },
            { name: '007' },
          ],
          target_variants: 3,
          locales: ['en-US', 'de-DE'],
          schedule: { start: '2026-12-01', end: '2026-12-24' },
        });
    }
  });

  it('keeps JSON JSON, with its indentation, long numbers and keys that mean something to a program', () => {
    const text = `{\n\t"id": "a",\n\t"__proto__": {"constructor": 12345678901234567890},\n\t"2": 1.50,\n\t"1": [ ]\n}`;
    const named = writeText(formOf(text, 'a.json'), formOf(text, 'a.json').brief, 'name', 'A "b"');
    expect(named).toBe(text.replace('"id": "a",', '"id": "a",\n\t"name": "A \\"b\\"",'));
    const own = example('friday_noon.json');
    const form = formOf(own, 'friday_noon.json');
    const grown = addProduct(form);
    expect(JSON.parse(grown)).toMatchObject({ products: { length: form.products.groups.length + 1 } });
    expect(removeProduct(formOf(grown, 'b.json'), form.products.groups.length)).toBe(own);
  });

  it('writes where the schedule is flat, a product stands alone, products have keys, blocks hold texts', () => {
    const flat = formOf('name: A\nends: 2026-12-24 # last\n');
    expect(writeDay(flat, 'start', '2026-12-01')).toBe(
      'name: A\nstarts_on: 2026-12-01\nends: 2026-12-24 # last\n',
    );
    expect(writeDay(formOf('schedule: { start: 2026-12-01 }\nname: A\n'), 'start', '')).toBe('name: A\n');
    const alone = formOf('product: Lamp # only one\n');
    expect(formOf(addProduct(alone)).products.groups.map((group) => textIn(group, 'name'))).toEqual([
      here('Lamp'),
      here(''),
    ]);
    expect(addProduct(alone)).toContain('# only one');
    const keyed = formOf('products:\n  lamp:\n    name: Lamp\n');
    expect(addProduct(keyed)).toBe('products:\n  lamp:\n    name: Lamp\n  product2:\n    name: ""\n');
    const block = formOf('message: >\n  one\n  two\n\nname: A\n');
    expect(writeText(block, block.brief, 'message', 'three')).toBe('message: >-\n  three\n\nname: A\n');
    expect(writeText(block, block.brief, 'message', 'three\n\nfour')).toBe(
      'message: |-\n  three\n\n  four\n\nname: A\n',
    );
    const bare = formOf('name:   # to come\nlanguage:\n');
    expect(writeText(bare, bare.brief, 'name', 'A')).toBe('name: A   # to come\nlanguage:\n');
    const first = formOf('products:\n  - name: A\n    price: 1 EUR\n');
    expect(writeText(first, product(first), 'name', '')).toBe('products:\n  - price: 1 EUR\n');
  });

  it('changes the text of a proof and leaves its source', () => {
    const form = formOf(
      'products:\n- name: A\n  proofs:\n  - {text: 38 dB, source: lab} # ours\n  - plain\n',
    );
    const rows = rowsIn(product(form), 'proofs', form.source);
    const path = rows.kind === 'here' ? rows.value[0]?.path : undefined;
    expect(writeRow(form, path ?? [], '40 dB, at 1 kHz')).toContain(
      '  - {text: "40 dB, at 1 kHz", source: lab} # ours\n',
    );
  });

  it('gives a proof a source, and takes it away', () => {
    const sourced = (text: string, index: number, value: string): string => {
      const form = formOf(text);
      const rows = rowsIn(product(form), 'proofs', form.source);
      const row = rows.kind === 'here' ? rows.value[index] : undefined;
      return row === undefined ? '' : writeProofSource(form, row, value);
    };
    const plain = 'products:\n- name: A\n  proofs:\n  - 38 dB # ours\n  - { text: quiet, by: lab }\n';
    const given = sourced(plain, 0, 'TUV, 2026');
    expect(firstProduct(given)?.proofs).toEqual([
      { text: '38 dB', source: 'TUV, 2026' },
      { text: 'quiet', by: 'lab' },
    ]);
    expect(given).toContain('# ours');
    expect(firstProduct(sourced(given, 0, 'ISO'))?.proofs[0]).toEqual({ text: '38 dB', source: 'ISO' });
    expect(firstProduct(sourced(given, 1, ''))?.proofs[1]).toEqual({ text: 'quiet' });
    expect(sourced(plain, 0, '')).toBe(plain);
    expect(sourced('products:\n- name: A\n  proofs: one\n', 0, 'lab')).toContain('source: lab');
  });

  it('writes a quote part by part, and takes it out with its last part', () => {
    const write = (text: string, part: string, value: string): string => {
      const form = formOf(text);
      return writePart(form, { group: product(form), field: 'quote', table: QUOTE_FIELDS }, part, value);
    };
    const bare = 'products:\n  - name: A\n    price: 1 EUR\n';
    const one = write(bare, 'text', 'I forgot: the train.');
    expect(firstProduct(one)).toEqual({ name: 'A', price: '1 EUR', quote: { text: 'I forgot: the train.' } });
    const both = write(one, 'by', 'Ana');
    expect(firstProduct(both)?.quote).toEqual({ text: 'I forgot: the train.', by: 'Ana' });
    expect(write(write(both, 'text', ''), 'by', '')).toBe(bare);
    const other = 'products:\n- name: A\n  testimonial: {words: Good, author: Bo} # asked\n';
    expect(write(other, 'by', 'Bo B.')).toBe(other.replace('Bo}', 'Bo B.}'));
  });

  const texts = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({ unit: fc.constantFrom(...`ab: #-?[]{},&*!|>'"%@\`\\\t\n~0.`), minLength: 1 }),
    fc.constantFrom('null', 'true', '~', '1e3', '0x1f', '---', '...', '007', '<<', '__proto__', '2026-12-01'),
  );
  const names = fc.constantFrom('campaignId', 'name', 'brand', 'language', 'audience', 'message', 'budget');
  const files = fc.constantFrom(
    ['brief.yaml', COMMENTED],
    ['brief.yaml', example('holiday_tech_collection.yaml')],
    ['brief.json', example('friday_noon.json')],
    ['brief.yaml', ''],
    ['brief.yaml', '{ name: A, products: [B] }'],
  );

  it('reads what it wrote, whatever was written, and every other field as before', () => {
    fc.assert(
      fc.property(files, names, texts, ([fileName, text], name, value) => {
        const before = formOf(text ?? '', fileName);
        if (textIn(before.brief, name).kind === 'written') return;
        const written = writeText(before, before.brief, name, value);
        const after = formOf(written, fileName);
        expect(textIn(after.brief, name)).toEqual(here(value));
        for (const other of before.brief.found.keys()) {
          if (other === name) continue;
          const of = (form: BriefForm): string => {
            const [start, , end] = form.brief.found.get(other)?.node?.range ?? [0, 0, 0];
            return form.source.text.slice(start, end).trimEnd();
          };
          expect(of(after)).toBe(of(before));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('turns any words into any others', () => {
    const words = fc.uniqueArray(fc.constantFrom('de-DE', 'en-US', 'a: b', '[x', 'fr, ca', '#1', "it's"), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(files, words, words, ([fileName, text], first, second) => {
        const write = (from: string, given: readonly string[]): string => {
          const form = formOf(from, fileName);
          return writeWords(form, form.brief, 'locales', given);
        };
        const after = formOf(write(write(text ?? '', first), second), fileName);
        expect(wordsIn(after.brief, 'locales')).toEqual(here(second));
      }),
      { numRuns: 200 },
    );
  });

  it('keeps every product and every text through any changes of lists', () => {
    const step = fc.record({
      what: fc.constantFrom('addRow', 'removeRow', 'writeRow', 'addProduct', 'removeProduct', 'swap', 'name'),
      at: fc.nat(3),
      row: fc.nat(3),
      list: fc.constantFrom('benefits', 'features', 'proofs'),
      text: fc.constantFrom('plain', 'a: b', '[x', 'two\nlines', '- d', "it's", '#1', '5'),
    });
    const names = (form: BriefForm): unknown[] => form.products.groups.map((group) => textIn(group, 'name'));
    const texts = (form: BriefForm, at: number, list: string): unknown[] => {
      const shown = rowsIn(product(form, at), list, form.source);
      return shown.kind === 'here'
        ? shown.value.map((row) => (row.shown.kind === 'here' ? row.shown.value : 'written'))
        : [];
    };
    fc.assert(
      fc.property(files, fc.array(step, { maxLength: 8 }), ([fileName, text], steps) => {
        let form = formOf(text ?? '', fileName);
        const now = (after: string): void => {
          form = formOf(after, fileName);
          if (fileName === 'brief.json' && after.trim() !== '') JSON.parse(after);
        };
        for (const { what, at, row, list, text } of steps) {
          const before = names(form);
          if (what === 'addProduct') {
            now(addProduct(form));
            expect(names(form)).toEqual([...before, here('')]);
            continue;
          }
          if (at >= before.length) continue;
          if (what === 'removeProduct') {
            now(removeProduct(form, at));
            expect(names(form)).toEqual(before.toSpliced(at, 1));
          } else if (what === 'swap' && at + 1 < before.length) {
            now(swapProducts(form, at));
            expect(names(form)).toEqual(before.toSpliced(at, 2, before[at + 1], before[at]));
          } else if (what === 'name' && textIn(product(form, at), 'name').kind === 'here') {
            now(writeText(form, product(form, at), 'name', text));
            expect(names(form)).toEqual(before.with(at, here(text)));
          } else if (what === 'addRow') {
            const rows = texts(form, at, list);
            now(addRow(form, product(form, at), list, text));
            expect(texts(form, at, list)).toEqual([...rows, text]);
          } else if (what === 'removeRow' || what === 'writeRow') {
            const rows = texts(form, at, list);
            const shown = rowsIn(product(form, at), list, form.source);
            const found = shown.kind === 'here' ? shown.value[row] : undefined;
            if (found === undefined || found.shown.kind !== 'here') continue;
            now(
              what === 'writeRow'
                ? writeRow(form, found.path, text)
                : removeRow(form, product(form, at), list, row),
            );
            expect(texts(form, at, list)).toEqual(
              what === 'writeRow' ? rows.with(row, text) : rows.toSpliced(row, 1),
            );
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
