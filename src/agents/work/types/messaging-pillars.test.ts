import { describe, expect, it } from 'vitest';
import { doWork } from '#agents/work/do-work';
import type { WorkProduct } from '#agents/work/work-product';
import { exampleMaterial } from '#test/work-material';
import { examplePayloads } from '#test/work-payloads';
import { taskType as competitive } from './competitive-analysis.ts';
import { taskType } from './messaging-pillars.ts';
import { taskType as personas } from './persona-generation.ts';

interface House {
  promise: { text: string; facts: string[] };
  pillars: {
    title: string;
    claim: { text: string; facts: string[] };
    proofs: { facts: string[] }[];
    claims: number;
    proven: number;
  }[];
  dontSay: { text: string }[];
  locales: { locale: string; promise: string | null; claims: (string | null)[]; neverWords: string[] }[];
  audiences: { name: string; first: { text: string; facts: string[] }; after: string[] }[];
  left: { facts: string[] }[];
}
const houseOf = async (
  payload: unknown,
  ...of: Parameters<typeof exampleMaterial>
): Promise<WorkProduct<House>> =>
  (await doWork(taskType, { material: await exampleMaterial(...of), payload })).product as WorkProduct<House>;

describe('messaging_pillars', () => {
  it('EXE-2 puts what is about the same under one pillar, the best proven first', async () => {
    const { content } = await houseOf({});
    expect(content.promise.facts).toEqual(['brief.message']);
    expect(
      content.pillars.map(({ title, claim, claims, proven }) => [title, claim.facts[0], claims, proven]),
    ).toEqual([
      ['Quiet', 'brief.products.hush-one.benefits.0', 1, 1],
      ['Light and evening', 'brief.products.dusk-lamp.benefits.2', 4, 1],
      ['Made to last', 'brand.values.0', 2, 1],
    ]);
    expect(content.pillars[0]?.proofs.map(({ facts }) => facts[0])).toEqual([
      'brief.products.hush-one.proofs.0',
      'brief.products.hush-one.quote',
    ]);
    const used = [
      ...content.pillars.flatMap(({ claim }) => claim.facts),
      ...content.left.flatMap(({ facts }) => facts),
    ];
    expect(new Set(used).size).toBe(used.length);
  });

  it('EXE-2 gives the messages of each locale and says which are lacking', async () => {
    const { content } = await houseOf({});
    expect(content.locales[1]).toMatchObject({
      locale: 'de-DE',
      promise: 'Schenk jemandem einen ruhigen Abend',
    });
    expect(content.locales[1]?.claims[0]).toBe('Macht aus dem vollen Zug einen ruhigen Raum');
    expect(content.locales[1]?.neverWords).toContain('bahnbrechend');
    const { content: bare, missing } = await houseOf({}, { brief: 'friday_noon.json', brand: 'tallywell' });
    expect(bare.locales.find(({ locale }) => locale === 'vi-VN')?.promise).toBeNull();
    expect(missing.map(({ what }) => what).join('\n')).toContain('vi-VN: 3 messages of 3 without a text');
    expect(bare.pillars.map(({ proven }) => proven)).toEqual([0, 0]);
  });

  it('EXE-2 keeps unproven claims from being told as proven', async () => {
    const { content } = await houseOf({}, { brief: 'way_back_spring.yaml', brand: 'rovento' });
    expect(content.dontSay.map(({ text }) => text).join('\n')).toContain(
      'nothing backs “Tient sur la roche mouillée” yet',
    );
  });

  it('EXE-2 tells each persona which pillar first, and heeds where the brand leads', async () => {
    const material = await exampleMaterial();
    const who = (await doWork(personas, { material, payload: {} })).product.content;
    const rivals = (await doWork(competitive, { material, payload: examplePayloads['competitive_analysis'] }))
      .product.content;
    const earlier = [
      { taskId: 't1', type: 'persona_generation', title: 'Personas', content: who },
      { taskId: 't2', type: 'competitive_analysis', title: 'Rivals', content: rivals },
    ];
    const { content } = await houseOf({}, {}, { earlier });
    expect(
      content.audiences.map(({ name, first }) => [name.split(':')[0], first.text.split(':')[0]]),
    ).toEqual([
      ['Hush One', 'Quiet'],
      ['Dusk Lamp', 'Light and evening'],
    ]);
    expect(content.audiences[0]?.first.facts[0]).toBe('work.persona_generation.personas.0.wants.0');
    expect(content.pillars[0]?.title).toBe('Quiet');
  });
});
