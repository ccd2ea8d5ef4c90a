import { readFileSync } from 'node:fs';
import { CHANNEL_RULES, CTA_LENGTH } from '#studio/copy/channels';
import { FORBIDDEN_IN, RISK_CATEGORIES, RISKY_WORDS } from '#studio/copy/risky-words';
import { CHANNELS } from '#studio/model';

const AUDIT = ['contrast', 'text-checks', 'picture-checks'].map((name) => `src/studio/audit/${name}.ts`);
const WORDS = ['src/studio/copy/check-words.ts', 'src/studio/copy/script-check.ts'];

/** Rules of what is written. Which ones there are is read from the code; a rule without a sentence here is an error. */
const WORD_RULES: Readonly<Record<string, string>> = {
  'words.banned':
    'no word that the brand kit bans in the language or everywhere; hidden and look-alike letters are seen through',
  'words.risky':
    'no word that needs proof or a permit (below); a proof of the brief with its source makes it a warning',
  'length.headline': 'the headline within the limit of the channel (below)',
  'length.support': 'the line under it within the limit of the channel',
  'length.body': 'the whole post, hashtags and links included, within the limit of the channel',
  'length.cta': `the call to action within ${CTA_LENGTH} characters`,
  'length.alt_text': 'the alt text within the limit of the channel',
  'hashtags.count': 'not more hashtags than the channel takes',
  'legal.missing': 'the legal line of the market, in the language of the text',
  'language.mixed': 'no letters of a script that the language is not written in, names apart',
};

/** Every rule that a creative is checked by, with the limits it uses. Throws when code and sentences differ. */
export function describeChecks(): string {
  return [
    '# Checks',
    '',
    'A creative that fails a check is repaired or rejected; a warning is shown with it. How to add one: [../guides/add-a-check.md](../guides/add-a-check.md).',
    '',
    '## What is drawn',
    '',
    'On every picture, at half size and again at full size in each ratio.',
    '',
    '| rule | looks at |',
    '|---|---|',
    ...pictureRules(),
    '',
    '## What is written',
    '',
    '| rule | asks for |',
    '|---|---|',
    ...wordRules(),
    '',
    '### Limits of the channels',
    '',
    ...uncheckedNote(),
    '| channel | counted in | headline | support | body | hashtags | alt text | source |',
    '|---|---|---|---|---|---|---|---|',
    ...CHANNELS.map((name) => {
      const rules = CHANNEL_RULES[name];
      const { unit, headline, support, body, hashtags, altText, source } = rules;
      return `| ${name} | ${unit.replaceAll('_', ' ')} | ${headline} | ${support} | ${body} | ${hashtags} | ${altText} | ${source} |`;
    }),
    '',
    '### Risky words',
    '',
    `Lists for ${Object.keys(RISKY_WORDS).toSorted().join(', ')} in \`src/studio/copy/risky-words.ts\`; for people to check by, no legal advice.`,
    '',
    '| category | why | not even with a source in |',
    '|---|---|---|',
    ...Object.entries(RISK_CATEGORIES).map(([category, why]) => {
      const markets = Object.entries(FORBIDDEN_IN).filter(([, banned]) =>
        banned.some((name) => name === category),
      );
      return `| ${category} | ${why} | ${markets.map(([market]) => market).join(', ') || '–'} |`;
    }),
    '',
  ].join('\n');
}

/** Limits that nobody has yet held against the network's own page are named. */
function uncheckedNote(): string[] {
  const unchecked = CHANNELS.filter((name) => CHANNEL_RULES[name].checkedOn === null);
  if (unchecked.length === 0) return [];
  return [`Not yet checked against the network's own page: ${unchecked.join(', ')}.`, ''];
}

function pictureRules(): string[] {
  const text = AUDIT.map(read).join('\n');
  const told = [...text.matchAll(/^\/\*\* (`[a-z_.]+`(?: and `[a-z_.]+`)?)(.*) \*\/$/gm)];
  mustAgree(
    rulesIn(text),
    told.flatMap(([, names = '']) => names.match(/[a-z_.]+(?=`)/g) ?? []),
  );
  return told.map(([, names = '', sentence = '']) => `| ${names} | ${sentence.replace(/^[:.]?\s*/, '')} |`);
}

function wordRules(): string[] {
  mustAgree(rulesIn(WORDS.map(read).join('\n')), Object.keys(WORD_RULES));
  return Object.entries(WORD_RULES).map(([rule, sentence]) => `| \`${rule}\` | ${sentence} |`);
}

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

function rulesIn(text: string): string[] {
  const found = text.matchAll(/(?:rule: |const rule = |passed\(|orPass\()'([a-z_.]+)'/g);
  return [...new Set([...found].map(([, rule = '']) => rule))];
}

function mustAgree(inCode: readonly string[], told: readonly string[]): void {
  const untold = inCode.filter((rule) => !told.includes(rule));
  const gone = told.filter((rule) => !inCode.includes(rule));
  if (untold.length + gone.length === 0) return;
  throw new Error(
    `rules without a sentence: ${untold.join(', ') || 'none'}; sentences without a rule: ${gone.join(', ') || 'none'}`,
  );
}
