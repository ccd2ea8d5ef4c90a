import { describe, expect, it } from 'vitest';
import { doWork } from '#agents/work/do-work';
import type { CreativeRoute } from '#agents/work/methods/creative-routes';
import { findLayout } from '#studio/layouts/registry';
import { exampleMaterial } from '#test/work-material';
import { taskType } from './creative-directions.ts';

interface Content {
  routes: CreativeRoute[];
  difference: { effective: number; of: number; pairs: { a: string; b: string }[] };
  limits: { text: string }[];
  test: { text: string; facts: string[] }[];
}
const directions = async (payload: unknown, ...of: Parameters<typeof exampleMaterial>) => {
  const { product } = await doWork(taskType, { material: await exampleMaterial(...of), payload });
  return { ...product, content: product.content as Content };
};

describe('creative_directions', () => {
  it('EXE-2 gives routes that share neither layout nor angle, and says how different they are', async () => {
    const { content, summary } = await directions({});
    const layouts = content.routes.flatMap(({ look }) => look.layouts.map(({ name }) => name));
    expect(new Set(layouts).size).toBe(layouts.length);
    for (const name of layouts) expect(findLayout(name)?.name).toBe(name);
    const angles = content.routes.flatMap((route) => route.angles);
    expect(new Set(angles).size).toBe(angles.length);
    expect(content.difference.effective).toBeGreaterThan(2.5);
    expect(content.difference.pairs).toHaveLength(3);
    expect(summary).toContain(content.difference.effective.toFixed(1));
  });

  it('EXE-2 shows each idea in a line of every language', async () => {
    const { content } = await directions({}, { brief: 'way_back_spring.yaml', brand: 'rovento' });
    for (const { samples, idea, angles } of content.routes) {
      const lead = samples.filter(({ product }) => product === 'Cresta 3');
      expect(lead.map(({ locale }) => locale)).toEqual(['fr-FR', 'es-ES', 'it-IT', 'pt-PT', 'nl-NL']);
      expect(lead.every(({ angle }) => angles.includes(angle))).toBe(true);
      expect(lead[0]?.facts.some((id) => idea.facts.includes(id))).toBe(true);
    }
  });

  it('EXE-2 drops a route that no fact carries and begins with what a source backs', async () => {
    const material = await exampleMaterial();
    const bare = {
      ...material.brief,
      products: [{ ...material.brief?.products[0], proofs: [], quote: undefined, problems: [] }],
    };
    const { content, missing } = await directions({}, {}, { brief: bare as never });
    expect(content.routes.map(({ key }) => key)).not.toContain('relief');
    expect(missing.map(({ where }) => where).join(' ')).toContain('proofs');
    expect((await directions({})).content.routes[0]?.key).toBe('evidence');
  });

  it('EXE-2 keeps to two routes when two are asked, and to what the brief rules out', async () => {
    const { content } = await directions({ routes: 2 });
    expect(content.routes).toHaveLength(2);
    expect(content.limits.map(({ text }) => text).join(' ')).toContain('No snow, no Santa');
    expect(content.test[0]?.facts).toContain('brief.kpis.0');
  });
});
