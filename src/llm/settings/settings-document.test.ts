import { describe, expect, it } from 'vitest';
import { mergeSettings } from './settings.ts';
import { overlaySchema, settingsDocumentSchema } from './settings-document.ts';

const FILE = settingsDocumentSchema.parse({
  providers: { openai: { kind: 'openai' } },
  targets: { gpt: { provider: 'openai', model: 'gpt-5', contextWindow: 400_000, temperature: 0.2 } },
  useCases: { copywriting: { chain: ['gpt'], policy: 'cost', deadlineMs: 9_000, mask: false } },
  record: { days: 7 },
});

describe('what a workspace sets at run time', () => {
  it('GWY-1 changes what it names and leaves the rest as the models file has it', () => {
    const overlay = overlaySchema.parse({
      targets: { gpt: { temperature: 0.9 } },
      useCases: { copywriting: { cache: 'exact' } },
      record: { keepTexts: true },
    });
    const merged = mergeSettings(settingsDocumentSchema.parse({}), FILE, overlay);
    expect(merged.useCases['copywriting']).toEqual({ ...FILE.useCases['copywriting'], cache: 'exact' });
    expect(merged.targets['gpt']).toEqual({ ...FILE.targets['gpt'], temperature: 0.9 });
    expect(merged.record).toEqual({ keepTexts: true, days: 7 });
  });

  it('GWY-1 may be a use case that the file does not have; a target without a model is left out', () => {
    const overlay = overlaySchema.parse({
      targets: { other: { temperature: 1 } },
      useCases: { slogans: { chain: ['gpt'] } },
    });
    const merged = mergeSettings(settingsDocumentSchema.parse({}), FILE, overlay);
    expect(merged.useCases['slogans']).toMatchObject({
      kind: 'text',
      chain: ['gpt'],
      policy: 'quality',
      mask: true,
    });
    expect(Object.keys(merged.targets)).toEqual(['gpt']);
  });

  it('GWY-1 is held to the limits of the models file, and knows no other key', () => {
    expect(overlaySchema.safeParse({ useCases: { copywriting: { retries: 9 } } }).success).toBe(false);
    expect(overlaySchema.safeParse({ useCases: { copywriting: { chains: [] } } }).success).toBe(false);
    expect(overlaySchema.safeParse({ providers: {} }).success).toBe(false);
  });
});
