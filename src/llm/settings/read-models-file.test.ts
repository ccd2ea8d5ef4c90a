import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Secret } from '#kernel/secret';
import { REPOSITORY } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { openProvider } from '#llm/providers/open-provider';
import { providerKey } from './model-keys.ts';
import { readModelsFile } from './read-models-file.ts';
import { resolveSettings } from './settings.ts';
import { PROVIDER_KINDS } from './settings-document.ts';

const folder = makeTempFolder('models-file');
afterAll(() => removeFolder(folder));

async function said(text: string): Promise<string> {
  const file = join(folder, 'models.yaml');
  writeFileSync(file, text);
  return readModelsFile(file).then(
    () => 'taken',
    (error: Error) => error.message.replaceAll(`${folder}/`, ''),
  );
}

describe('examples/models.yaml', async () => {
  const document = await readModelsFile(join(REPOSITORY, 'examples/models.yaml'));
  if (document === undefined) throw new Error('it is not there');
  const keys = new Map(
    Object.keys(document.providers).map((name) => [name, providerKey('environment', new Secret('test-key'))]),
  );
  const settings = resolveSettings(document, { revision: 0, keys });

  it('GWY-1 shows every kind of provider, and every one can be opened', () => {
    const providers = Object.entries(document.providers);
    expect(new Set(providers.map(([, { kind }]) => kind))).toEqual(new Set(PROVIDER_KINDS));
    for (const [name, provider] of providers)
      expect(openProvider({ name, settings: provider, apiKey: 'test-key' }).text('model').modelId).toBe(
        'model',
      );
  });

  it('GWY-1 names in chains and targets only what is there, and every target stands in a chain or is told apart', () => {
    expect(settings.problems).toEqual([]);
    const used = new Set([...settings.useCases.values()].flatMap(({ chain }) => chain));
    expect([...settings.targets.keys()].filter((name) => !used.has(name))).toEqual(['local-embedding']);
  });

  it('GWY-3 knows what every target costs', () => {
    const unknown = [...settings.targets.values()].filter(({ isPriceKnown }) => !isPriceKnown);
    expect(unknown.map(({ name }) => name)).toEqual([]);
    expect([...settings.targets.values()].filter(({ isFree }) => isFree).map(({ name }) => name)).toEqual([
      'local',
      'local-embedding',
      'rack',
      'small',
      'mine',
    ]);
  });
});

describe('a models file with an error', () => {
  it.each([
    ['targets:\n  a:\n    provider: openai\n', 'models.yaml:3:5: error: "model" is missing.'],
    ['targets:\n  a: { provider: openai, model: m, prize: free }\n', 'The key "prize" is not known here.'],
    [
      'useCases:\n  chat:\n    retries: 9\n',
      'models.yaml:3:14: error: 9 is too large; at most 5 is allowed.',
    ],
    ['providers:\n  a: { kind: watson }\n', 'models.yaml:2:14: error: '],
    [
      'providers:\n  a: { kind: ollama, baseUrl: localhost }\n',
      'A base address starts with http:// or https://.',
    ],
    ['providers: {\n', 'models.yaml:'],
  ])('GWY-1 is refused at its line: %#', async (text, says) => {
    expect(await said(text)).toContain(says);
  });

  it('GWY-1 that is not there, or says nothing, is no file', async () => {
    expect(await readModelsFile(join(folder, 'nowhere.yaml'))).toBeUndefined();
    expect(await said('providers: {}\n')).toBe('taken');
  });
});
