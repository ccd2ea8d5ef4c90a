import { describe, expect, it } from 'vitest';
import { doWork, examine } from '#agents/work/do-work';
import type { Shot } from '#agents/work/methods/shot-list';
import { exampleMaterial } from '#test/work-material';
import { taskType as directions } from './creative-directions.ts';
import { taskType } from './video-briefs.ts';

interface Content {
  hook: string;
  cuts: { seconds: number; shots: Shot[]; legal: { locale: string; from: number }[] }[];
  versions: { channel: string; ratio: string; safe: string }[];
  rights: { text: string; basis: string; facts: string[] }[];
}
const brief = async (payload: unknown, ...of: Parameters<typeof exampleMaterial>): Promise<Content> =>
  (await doWork(taskType, { material: await exampleMaterial(...of), payload })).product.content as Content;

describe('video_briefs', () => {
  it('EXE-2 has shots whose seconds add up, without gap, and a hook of two seconds', async () => {
    for (const names of [
      {},
      { brief: 'majlis_launch.yaml', brand: 'hayl' },
      { brief: 'quiet_rain.yaml', brand: 'amemori' },
      { brief: 'way_back_spring.yaml', brand: 'rovento' },
    ]) {
      const { cuts } = await brief({}, names);
      expect(cuts.map(({ seconds }) => seconds)).toEqual([6, 15, 30]);
      for (const { seconds, shots } of cuts) {
        expect(shots[0]).toMatchObject({ beat: 'hook', from: 0, to: 2 });
        expect(shots.at(-1)).toMatchObject({ beat: 'end', to: seconds });
        shots.slice(1).forEach((one, index) => expect(one.from).toBe(shots[index]?.to));
        const facts = shots.flatMap(({ picture }) => picture.facts);
        expect(new Set(facts).size).toBe(facts.length);
      }
    }
  });

  it('EXE-2 gives the seconds of a beat without a fact to the others', async () => {
    const material = await exampleMaterial();
    const bare = {
      ...material.brief,
      products: [{ ...material.brief?.products[0], proofs: [], quote: undefined }],
    };
    const { cuts } = await brief({ lengths: [30] }, {}, { brief: bare as never });
    expect(cuts[0]?.shots.map(({ beat }) => beat)).toEqual(['hook', 'answer', 'benefit', 'end']);
    expect(cuts[0]?.shots.at(-1)?.to).toBe(30);
    expect(cuts[0]?.shots.at(-1)?.from).toBe(26);
  });

  it('EXE-2 tells words that cannot be read in their shot, and starts the legal line in time', async () => {
    const { cuts } = await brief({ lengths: [6] }, { brief: 'majlis_launch.yaml', brand: 'hayl' });
    const hook = cuts[0]?.shots[0];
    expect(hook?.texts.find(({ locale }) => locale === 'ar-AE')).toMatchObject({ fits: true });
    expect(hook?.texts.find(({ locale }) => locale === 'en-AE')).toMatchObject({ fits: false, seconds: 2.4 });
    const german = (await brief({ lengths: [6] })).cuts[0]?.legal.find(({ locale }) => locale === 'de-DE');
    expect(german?.from).toBeLessThanOrEqual(6 - 4.9);
  });

  it('EXE-2 follows the chosen creative direction, and ignores work of another shape', async () => {
    const material = await exampleMaterial();
    const { product } = await doWork(directions, { material, payload: {} });
    const earlier = (content: unknown) => [
      { taskId: 't', type: 'creative_directions', title: 'Routes', content },
    ];
    const chosen = {
      ...(product.content as object),
      routes: (product.content as { routes: { key: string }[] }).routes.filter(({ key }) => key === 'moment'),
    };
    expect((await brief({}, {}, { earlier: earlier(chosen) })).hook).toBe('benefit');
    expect((await brief({}, {}, { earlier: earlier({ routes: 'none' }) })).hook).toBe('problem');
    expect((await brief({ hook: 'proof' }, {}, { earlier: earlier(chosen) })).hook).toBe('proof');
  });

  it('EXE-2 makes a version for each film placement of the brief, with its safe zone', async () => {
    const { versions, rights } = await brief(
      { rights: [{ what: 'Song "Dusk"', holder: 'Northlight', until: '2027-12-31' }] },
      { brief: 'majlis_launch.yaml', brand: 'hayl' },
    );
    expect(versions.map(({ channel, ratio }) => `${channel} ${ratio}`)).toEqual([
      'instagram 4:5',
      'instagram 9:16',
      'facebook 4:5',
      'facebook 9:16',
      'facebook 1:1',
      'tiktok 9:16',
    ]);
    expect(versions.at(-1)?.safe).toContain('mirrored for Arabic');
    expect(rights[0]).toMatchObject({
      basis: 'stated',
      facts: ['input.rights.0.what', 'input.rights.0.holder'],
    });
  });

  it('EXE-1 blocks where no channel shows films or nothing can be shown', async () => {
    const material = await exampleMaterial();
    expect(examine(taskType, material, { channels: ['email'] })[0]).toMatchObject({
      field: 'channels',
      severity: 'blocks',
    });
    const bare = await exampleMaterial({ brief: 'friday_noon.json', brand: 'tallywell' });
    expect(taskType.propose(bare)).toBeUndefined();
    expect(examine(taskType, bare, {})[0]).toMatchObject({
      field: 'brief.products.benefits',
      severity: 'blocks',
    });
  });
});
