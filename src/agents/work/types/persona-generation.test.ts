import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { seededRandom } from '#kernel/random';
import { doWork, examine } from '#agents/work/do-work';
import type { WorkProduct } from '#agents/work/work-product';
import { exampleMaterial } from '#test/work-material';
import { type personaContent, taskType } from './persona-generation.ts';

type Content = z.output<typeof personaContent>;
const personasOf = async (
  payload: unknown,
  ...of: Parameters<typeof exampleMaterial>
): Promise<WorkProduct<Content>> =>
  (await doWork(taskType, { material: await exampleMaterial(...of), payload }))
    .product as WorkProduct<Content>;

const attributes = [
  { name: 'device', meaning: 'Device of the last order' },
  { name: 'need', meaning: 'What made you buy?', role: 'need', weight: 2 },
  { name: 'first heard', meaning: 'Where did you hear of us?', role: 'channel' },
];
const KINDS = [
  {
    device: 'phone',
    need: 'quiet',
    'first heard': 'instagram',
    value: 300,
    text: 'No noise on the train any more',
  },
  { device: 'desk', need: 'battery', 'first heard': 'email', value: 100, text: 'The battery lasts all week' },
] as const;
const contacts = Array.from({ length: 120 }, (_, row) => {
  const { value, text, ...values } = KINDS[row % 3 === 0 ? 0 : 1];
  return { values: { ...values, order: `A${row}`, plan: 'one' }, value, text };
});

describe('persona_generation', () => {
  it('EXE-2 parts contacts into segments with size, value, lift and words, worth most first', async () => {
    const { content, summary } = await personasOf({ contacts, attributes, source: 'Shop, 1 Nov' });
    expect(content).toMatchObject({
      basis: 'contacts',
      contacts: 120,
      segments: { k: 2, structure: 'strong' },
    });
    const [quiet, battery] = content.personas;
    expect([quiet?.size, quiet?.value]).toEqual([
      { count: 40, share: 1 / 3 },
      { total: 12_000, share: 0.6 },
    ]);
    expect(battery?.size?.count).toBe(80);
    expect(quiet?.name).toBe('wants quiet, device: phone');
    expect(quiet?.traits[0]).toMatchObject({ attribute: 'device', lift: 3, basis: 'derived' });
    expect(quiet?.traits[0]?.facts).toEqual([
      'input.attributes.0.meaning',
      'input.contacts.0.values.device',
      'input.contacts.3.values.device',
      'input.contacts.6.values.device',
    ]);
    expect(quiet?.reachedBy[0]?.text).toBe('instagram, 100 % of them against 33 % of all (lift 3.0).');
    expect(quiet?.words[0]?.text).toContain('40 of 40 texts');
    expect(quiet?.doubts[0]?.basis).toBe('assumed');
    expect(summary).toContain('33 % of contacts and 60 % of value');
  });

  it('EXE-2 leaves out what parts nobody, and says so', async () => {
    const { content } = await personasOf({ contacts, attributes });
    expect(content.left.map(({ name }) => name)).toEqual(['order', 'plan']);
  });

  it('EXE-2 does not make segments where there are none or too few', async () => {
    const random = seededRandom('noise');
    const noise = contacts.map(() => ({ values: { a: random(), b: random(), c: random(), d: random() } }));
    const { content, summary } = await personasOf({ contacts: noise });
    expect(content.segments).toMatchObject({ k: 1, silhouette: null });
    expect(content.personas).toHaveLength(1);
    expect(summary).toContain('do not part into segments');
    const few = await personasOf({ contacts: contacts.slice(0, 12), attributes });
    expect(few.content.personas[0]).toMatchObject({ name: 'All contacts', confidence: { level: 'low' } });
  });

  it('EXE-2 does not take rows that say who somebody is', async () => {
    const rows = [...contacts, { values: { device: 'phone', mail: 'mara@example.com' } }];
    const [finding] = examine(taskType, await exampleMaterial(), { contacts: rows, attributes });
    expect(finding).toMatchObject({ field: 'contacts.120', severity: 'blocks' });
  });

  it('EXE-2 makes them from the brief where there are no rows, without inventing anybody', async () => {
    const { content, confidence } = await personasOf({});
    expect(confidence.level).toBe('low');
    expect(content.personas.map(({ name, size, value }) => [name.split(':')[0], size, value])).toEqual([
      ['Hush One', null, null],
      ['Dusk Lamp', null, null],
    ]);
    expect(content.personas[0]?.wants[0]?.facts).toEqual([
      'brief.products.hush-one.problems.0',
      'brief.products.hush-one.benefits.0',
    ]);
    expect(content.personas[0]?.traits.map(({ text }) => text)).toEqual([
      'people who travel for work and want their evenings back',
    ]);
    const bare = await personasOf({}, { brief: 'friday_noon.json', brand: 'tallywell' });
    expect(bare.content.personas).toHaveLength(1);
  });
});
