import { describe, expect, it } from 'vitest';
import { renderProblems } from '#platform/structured-text/render-problem';
import { BAD_FIELDS } from './bad-fields.cases.ts';
import { BAD_JSON } from './bad-json.cases.ts';
import { BAD_VALUES } from './bad-values.cases.ts';
import { BAD_YAML } from './bad-yaml.cases.ts';
import { parseBrief, type BriefInput } from './parse-brief.ts';

async function errorsOf(input: BriefInput): Promise<string[]> {
  const result = await parseBrief(input);
  if (result.ok) return ['accepted'];
  const errors = result.problems.filter((problem) => problem.severity === 'error');
  return renderProblems(errors, { fileName: input.fileName }).split('\n');
}

describe('BRF-5: a wrong brief is refused with file, line, column, field and what would be right', () => {
  for (const { title, fileName, text, says } of [...BAD_YAML, ...BAD_JSON, ...BAD_FIELDS, ...BAD_VALUES]) {
    it(`BRF-5: ${title}`, async () => {
      expect(await errorsOf({ fileName, text })).toEqual(says);
    });
  }
});

const bytesOf = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

const BAD_BYTES: readonly (readonly [title: string, bytes: Uint8Array, says: readonly string[]])[] = [
  [
    'UTF-16 with a byte order mark',
    bytesOf([0xff, 0xfe], Buffer.from('name: Spring', 'utf16le').toString('latin1')),
    ['a.yaml: error: The file is UTF-16, not UTF-8.', '  hint: Save the file as UTF-8 and put it back.'],
  ],
  [
    'UTF-16 without a byte order mark',
    Buffer.from('name: Spring', 'utf16le'),
    ['a.yaml: error: The file is UTF-16, not UTF-8.', '  hint: Save the file as UTF-8 and put it back.'],
  ],
  [
    'a Latin-1 umlaut',
    bytesOf('name: Spring\nmessage: f', [0xfc], 'r alle\n'),
    [
      'a.yaml:2:11: error: The byte 0xFC is not UTF-8.',
      '  2 | message: f\uFFFDr alle',
      '    |           ^',
      '  hint: Save the file as UTF-8 and put it back.',
    ],
  ],
  [
    'a UTF-8 character cut in two at the end (half-written file)',
    bytesOf('name: caf', [0xc3]),
    [
      'a.yaml:1:10: error: The byte 0xC3 is not UTF-8.',
      '  1 | name: caf\uFFFD',
      '    |          ^',
      '  hint: Save the file as UTF-8 and put it back.',
    ],
  ],
  [
    'a picture with the name of a brief',
    bytesOf([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    [
      'a.yaml:1:1: error: The byte 0x89 is not UTF-8.',
      '  1 | \uFFFDPNG',
      '    | ^',
      '  hint: Save the file as UTF-8 and put it back.',
    ],
  ],
  [
    'one byte over the limit',
    Buffer.alloc(256 * 1024 + 1, 'a'),
    ['a.yaml: error: The file has 262,145 bytes; the limit is 262,144.', '  hint: Make the file smaller.'],
  ],
];

describe('BRF-5: bytes that are no text', () => {
  for (const [title, bytes, says] of BAD_BYTES) {
    it(`BRF-5: ${title}`, async () => {
      expect(await errorsOf({ fileName: 'a.yaml', bytes })).toEqual(says);
    });
  }

  it('BRF-5: every problem is said at once, not only the first', async () => {
    const text = 'products: [Watch]\nchannels: [fax]\nlocales: [xx-YY]\ntarget_variants: -1\n';
    const errors = await errorsOf({ fileName: 'a.yaml', text });
    expect(errors.filter((line) => line.startsWith('a.yaml:'))).toEqual([
      'a.yaml:2:12: error: "fax" is not a known channel.',
      'a.yaml:3:11: error: "xx-YY" is not a locale.',
      'a.yaml:4:18: error: -1 is not a possible number of variants.',
    ]);
  });
});
