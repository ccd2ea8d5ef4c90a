import type { BadInput } from './bad-input.ts';

export const BAD_JSON: readonly BadInput[] = [
  {
    title: 'a NUL by JSON escape',
    fileName: 'a.json',
    text: '{"name": "A\\u0000B"}',
    says: [
      'a.json:1:10: error: A NUL character (U+0000) stands in the text.',
      '  1 | {"name": "A\\u0000B"}',
      '    |          ^^^^^^^^^^',
      '  hint: Remove it; if the file is not plain text, save it as UTF-8 text.',
    ],
  },
  {
    title: 'half of a surrogate pair by JSON escape',
    fileName: 'a.json',
    text: '{"name": "A\\ud800B"}',
    says: [
      'a.json:1:10: error: Half of a character (the lone surrogate U+D800) stands in the text.',
      '  1 | {"name": "A\\ud800B"}',
      '    |          ^^^^^^^^^^',
      '  hint: Write the whole character, or remove it.',
    ],
  },
  {
    title: 'a comma before the end in JSON',
    fileName: 'a.json',
    text: '{"name": "Spring",}',
    says: [
      'a.json:1:18: error: A comma stands before the closing }.',
      '  1 | {"name": "Spring",}',
      '    |                  ^',
      '  hint: Remove the comma.',
    ],
  },
  {
    title: 'a missing comma in JSON',
    fileName: 'a.json',
    text: '{\n  "name": "Spring"\n  "brand": "A"\n}',
    says: [
      'a.json:3:3: error: A comma or } is expected here, but a text follows.',
      '  3 |   "brand": "A"',
      '    |   ^',
      '  hint: Put a comma between two entries.',
    ],
  },
  {
    title: 'a comment in JSON',
    fileName: 'a.json',
    text: '{\n  // spring\n  "name": "Spring"\n}',
    says: [
      'a.json:2:3: error: JSON has no comments.',
      '  2 |   // spring',
      '    |   ^',
      '  hint: Remove it, or rename the file to .yaml, where # starts a comment.',
    ],
  },
  {
    title: 'single quotation marks in JSON',
    fileName: 'a.json',
    text: "{'name': 'Spring'}",
    says: [
      'a.json:1:2: error: JSON takes double quotation marks only.',
      "  1 | {'name': 'Spring'}",
      '    |  ^',
      '  hint: Write "text" instead of \'text\'.',
    ],
  },
  {
    title: 'a key without quotation marks in JSON',
    fileName: 'a.json',
    text: '{name: "Spring"}',
    says: [
      'a.json:1:2: error: The key name needs quotation marks in JSON.',
      '  1 | {name: "Spring"}',
      '    |  ^^^^',
      '  hint: Write "name".',
    ],
  },
  {
    title: 'a word without quotation marks in JSON',
    fileName: 'a.json',
    text: '{"name": Spring}',
    says: [
      'a.json:1:10: error: "Spring" needs quotation marks in JSON.',
      '  1 | {"name": Spring}',
      '    |          ^^^^^^',
      '  hint: Write "Spring".',
    ],
  },
  {
    title: 'JSON that ends too early (half-written file)',
    fileName: 'a.json',
    text: '{"name": "Spring", "products": ["Wat',
    says: [
      'a.json:1:33: error: A text is opened here with a quotation mark that is never closed.',
      '  1 | {"name": "Spring", "products": ["Wat',
      '    |                                 ^^^^',
      '  hint: Close it with " on the same line; the file may be half-written.',
    ],
  },
  {
    title: 'JSON without its closing bracket',
    fileName: 'a.json',
    text: '{"name": "Spring"',
    says: [
      'a.json:1:17: error: The JSON document ends too early: a comma or } is expected.',
      '  1 | {"name": "Spring"',
      '    |                 ^',
      '  hint: Complete it; the file may be half-written.',
    ],
  },
  {
    title: 'words after the JSON',
    fileName: 'a.json',
    text: '{"name": "Spring"}\nthanks!',
    says: [
      'a.json:2:1: error: "t" stands after the end of the JSON document.',
      '  2 | thanks!',
      '    | ^',
      '  hint: Keep one { … } per file and remove the rest.',
    ],
  },
  {
    title: 'the same key twice in JSON',
    fileName: 'a.json',
    text: '{"name": "A",\n "name": "B"}',
    says: [
      'a.json:2:2: error: The key "name" stands twice in the same group; it is already on line 1.',
      '  2 |  "name": "B"}',
      '    |  ^^^^^^',
      '  hint: Keep one of the two and remove the other.',
    ],
  },
  {
    title: 'YAML in a JSON file',
    fileName: 'a.json',
    text: 'name: Spring\n',
    says: [
      'a.json:1:1: error: This is not JSON, although the name ends with .json.',
      '  1 | name: Spring',
      '    | ^^^^',
      '  hint: Start with { and write "key": value, or rename the file to .yaml.',
    ],
  },
];
