import { describe, expect, it } from 'vitest';
import { exampleMaterial, exampleVariants } from '#test/work-material';
import { examplePayloads } from '#test/work-payloads';
import { doWork, examine } from './do-work.ts';
import { collectFacts } from './facts.ts';
import { readPlace } from './places.ts';
import { findTaskType, TASK_TYPES } from './registry.ts';
import { toMarkdown } from './to-markdown.ts';
import { statementsIn } from './work-product.ts';

const EXAMPLES = [
  ['holiday_tech_collection.yaml', 'northlight'],
  ['majlis_launch.yaml', 'hayl'],
  ['quiet_rain.yaml', 'amemori'],
  ['way_back_spring.yaml', 'rovento'],
  ['friday_noon.json', 'tallywell'],
] as const;

describe('every type of task', () => {
  it('TSK-1 has a name and aliases of its own', () => {
    const names = TASK_TYPES.flatMap(({ type, aliases }) => [type, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(findTaskType(name)?.title).toMatch(/^[A-Z]/);
    expect(findTaskType('no_such_type')).toBeUndefined();
  });

  it('TSK-1 reads only work of types that there are', () => {
    for (const { type, reads } of TASK_TYPES)
      for (const read of reads) expect([type, read, findTaskType(read)?.type]).toEqual([type, read, read]);
  });

  describe.each(TASK_TYPES.map((type) => [type.type, type] as const))('%s', (_name, type) => {
    it.each(EXAMPLES)('EXE-2 does %s from its facts alone, the same each time', async (brief, brand) => {
      const material = await exampleMaterial({ brief, brand }, { variants: exampleVariants() });
      const proposed = type.propose(material)?.payload;
      const payload = proposed ?? examplePayloads[type.type] ?? type.input.parse({});
      const blocking = examine(type, material, payload).filter(({ severity }) => severity === 'blocks');
      if (blocking.length > 0) {
        expect(proposed).toBeUndefined();
        await expect(doWork(type, { material, payload })).rejects.toMatchObject({ code: 'work.blocked' });
        return;
      }
      const done = await doWork(type, { material, payload });
      expect(await doWork(type, { material, payload })).toEqual(done);
      const facts = collectFacts(material, payload);
      const said = statementsIn(done.product.content);
      for (const { text, basis, facts: named } of said) {
        expect([text, named.filter((id) => !facts.has(id))]).toEqual([text, []]);
        expect([text, named.length > 0]).toEqual([text, basis !== 'assumed']);
      }
      for (const { path, mostCharacters } of type.wordable(done.product.content)) {
        const text = readPlace(done.product.content, path);
        expect([path, typeof text, (text?.length ?? 0) <= mostCharacters]).toEqual([path, 'string', true]);
      }
      const page = toMarkdown(type.title, type.render(done.product));
      expect(page.length).toBeGreaterThan(300);
      expect(page).not.toMatch(/undefined|\[object|NaN|\{\{/);
      expect(JSON.parse(JSON.stringify(done.product))).toEqual(done.product);
    });

    it('EXE-2 takes no claim of others for a fact of the brand', async () => {
      const material = await exampleMaterial({}, { variants: exampleVariants() });
      const payload = type.propose(material)?.payload ?? examplePayloads[type.type] ?? type.input.parse({});
      const text =
        'Quieter than any other: 61 decibels less noise. From €99. A seven-year guarantee. 77 hours of battery.';
      const sources = ['market', 'Halden'].map((about) => ({
        id: about,
        about,
        text,
        place: 'https://halden.example/',
        readOn: '2026-11-20',
      }));
      const [plain, withSources] = [
        await doWork(type, { material, payload }),
        await doWork(type, { material: { ...material, sources }, payload }),
      ];
      if (type.type !== 'competitive_analysis') expect(withSources).toEqual(plain);
      else expect(withSources).not.toEqual(plain);
    });

    it('EXE-2 does a brief of many products with long texts', async () => {
      const material = await exampleMaterial({}, { variants: exampleVariants() });
      const long = (name: string): string => `${name} ${'that goes on and on about one thing '.repeat(9)}`;
      const products = Array.from({ length: 40 }, (_, index) => ({
        key: `product-${index}`,
        name: `Product ${index} of a family with a name that is long`,
        benefits: [{ en: long('Quiet') }, { en: long('Comfort') }],
        features: [{ en: long('Battery') }],
        problems: [{ en: long('Noise') }],
        proofs: index % 2 === 0 ? [] : [{ text: { en: long('Decibels') } }],
      }));
      const brief = { ...material.brief, products } as never;
      const many = { ...material, brief };
      const proposed = type.propose(many)?.payload;
      const payload = proposed ?? examplePayloads[type.type] ?? type.input.parse({});
      const { product } = await doWork(type, { material: many, payload });
      expect(product.summary.length).toBeLessThanOrEqual(1_200);
      for (const { path, mostCharacters } of type.wordable(product.content))
        expect([path, (readPlace(product.content, path)?.length ?? 0) <= mostCharacters]).toEqual([
          path,
          true,
        ]);
    });

    it('EXE-1 says what is lacking where there is neither brief nor kit, and never fails', async () => {
      const material = await exampleMaterial({}, { brief: null, brand: null });
      for (const { field, message } of examine(type, material, {})) {
        expect(field).not.toBe('');
        expect(message).toMatch(/^[A-Z].+\.$/s);
      }
      const wrong = examine(type, material, { points: 'no', perQuadrant: -1, unknown: 1 });
      expect(Array.isArray(wrong)).toBe(true);
      if (type.needs.length > 0)
        await expect(doWork(type, { material, payload: {} })).rejects.toMatchObject({
          code: expect.stringMatching(/^work\./) as string,
        });
    });
  });
});
