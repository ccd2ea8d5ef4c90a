import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseFault } from './parse-budget.ts';
import { parseJson } from './parse-json.ts';
import { parseYaml } from './parse-yaml.ts';
import { plainValue, type JsonValue, type SourceNode } from './source-node.ts';
import { indexText } from './source-text.ts';

const json = (text: string): JsonValue => plainValue(parseJson(indexText(text)));
const yaml = (text: string): JsonValue => plainValue(parseYaml(indexText(text)));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('JSON with places', () => {
  it('BRF-5: accepts what JSON.parse accepts, twofold keys and endless numbers apart, and reads the same value', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b\\n"',
      '1',
      '-0.5e3',
      '01',
      'true',
      'null',
      ' ',
      'x',
    );
    fc.assert(
      fc.property(
        fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join('')),
        (text) => {
          const expected = isJson(text) ? JSON.stringify(JSON.parse(text)) : 'refused';
          let found: string;
          try {
            found = JSON.stringify(json(text));
          } catch (error) {
            if (!(error instanceof ParseFault)) throw error;
            // Refused on purpose where JSON.parse keeps the last key, and where it turns a number into Infinity.
            const isStricter = ['text.duplicate_key', 'text.number'].includes(error.fault.rule);
            found = isStricter ? expected : 'refused';
          }
          expect(found).toBe(expected);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('BRF-5: reads any JSON value back, by the JSON and by the YAML parser', () => {
    // Half characters and controls are refused on purpose; what is left must come back unchanged.
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' });
    fc.assert(
      fc.property(fc.dictionary(text, value, { noNullPrototype: true }), (document) => {
        fc.pre(!Object.keys(document).some((key) => key === '__proto__' || key === '<<'));
        const written = JSON.stringify(document, null, 2);
        fc.pre(!written.includes('"__proto__"') && !written.includes('"<<"'));
        expect(json(written)).toEqual(JSON.parse(written));
        expect(yaml(written)).toEqual(JSON.parse(written));
      }),
      { numRuns: 300 },
    );
  });

  it('BRF-5: every value knows its own characters', () => {
    const text = '{"a": [1, "zwei"], "b": {"c": null}}';
    const spans: string[] = [];
    const visit = (node: SourceNode): void => {
      spans.push(text.slice(node.start, node.end));
      if (node.kind === 'list') node.items.forEach(visit);
      if (node.kind === 'map') node.entries.forEach((entry) => visit(entry.value));
    };
    visit(parseJson(indexText(text)));
    expect(spans).toEqual([text, '[1, "zwei"]', '1', '"zwei"', '{"c": null}', 'null']);
  });
});

describe('YAML with places', () => {
  it('BRF-5: follows YAML 1.2, not 1.1: yes, no, on and 9:16 are texts', () => {
    expect(yaml('a: yes\nb: no\nc: on\nd: 9:16\ne: 0o17\nf: 012\ng: ~\nh: 2026-12-01\n')).toEqual({
      a: 'yes',
      b: 'no',
      c: 'on',
      d: '9:16',
      e: 15,
      f: 12,
      g: null,
      h: '2026-12-01',
    });
  });

  it('BRF-5: understands block texts, a few aliases and plain tags', () => {
    expect(yaml('a: |\n  one\n  two\nb: >\n  three\n  four\nc: &x {d: 1}\ne: *x\nf: !!str 12\n')).toEqual({
      a: 'one\ntwo\n',
      b: 'three four\n',
      c: { d: 1 },
      e: { d: 1 },
      f: '12',
    });
  });

  it('BRF-5: a key __proto__ changes no object and is refused', () => {
    expect(() => yaml('__proto__: {isAdmin: true}\n')).toThrow(ParseFault);
    expect(() => json('{"a": {"__proto__": {"isAdmin": true}}}')).toThrow(ParseFault);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
    expect(yaml('constructor: {prototype: {isAdmin: true}}\n')).toEqual({
      constructor: { prototype: { isAdmin: true } },
    });
  });
});
