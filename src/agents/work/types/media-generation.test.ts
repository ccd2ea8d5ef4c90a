import { describe, expect, it } from 'vitest';
import { doWork, examine } from '#agents/work/do-work';
import type { OrderedVariant } from '#agents/work/ordered-variants';
import type { PaintedScene, PictureShot } from '#agents/work/methods/picture-order';
import { toMarkdown } from '#agents/work/to-markdown';
import { findLayout } from '#studio/layouts/registry';
import { exampleMaterial, exampleVariants } from '#test/work-material';
import { taskType } from './media-generation.ts';

interface Content {
  shots: PictureShot[];
  scenes: PaintedScene[];
  assets: { text: string; state: string }[];
  rights: { text: string; facts: string[] }[];
}
const order = async (payload: unknown, ...of: Parameters<typeof exampleMaterial>) => {
  const { product } = await doWork(taskType, { material: await exampleMaterial(...of), payload });
  return { ...product, content: product.content as Content };
};

describe('media_generation', () => {
  it('EXE-2 takes what a variant already says at a place, and leaves the rest open', async () => {
    const variants = exampleVariants();
    const { content, summary } = await order({}, {}, { variants });
    expect(content.shots.map(({ channel, product, variants: ids }) => [product, channel, ids])).toEqual([
      ['Hush One', 'instagram', ['var_0']],
      ['Hush One', 'facebook', ['var_2']],
      ['Hush One', 'linkedin', ['var_3']],
      ['Hush One', 'email', ['var_4']],
      ...['instagram', 'facebook', 'linkedin', 'email'].map((channel) => ['Dusk Lamp', channel, []]),
    ]);
    expect(content.shots[0]).toMatchObject({
      message: { text: variants[0]?.headline },
      layout: 'split',
      open: ['de-DE'],
    });
    expect(summary).toContain('to be made for the others: 12');
    const turnedDown = variants.map((variant) => ({ ...variant, state: 'rejected' as const }));
    expect(
      (await order({}, {}, { variants: turnedDown })).content.shots.flatMap((one) => one.variants),
    ).toEqual([]);
  });

  it('EXE-2 asks for layouts that the text bears and ratios that the channel shows', async () => {
    const { content } = await order({});
    for (const { layout, message, ratios, angle } of content.shots) {
      const needs = findLayout(layout)?.needs ?? ['unknown'];
      expect([message.text, needs.filter((need) => need === 'quote' && angle !== 'proof')]).toEqual([
        message.text,
        [],
      ]);
      expect(ratios.length).toBeGreaterThan(0);
    }
    expect(content.shots[0]?.ratios.map(({ ratio }) => ratio)).toEqual(['4:5', '9:16', '1:1']);
    expect(content.shots[0]?.ratios[1]?.safe).toContain('bottom 35 %');
    expect(
      content.shots.find(({ channel }) => channel === 'linkedin')?.ratios.map(({ ratio }) => ratio),
    ).toEqual(['1.91:1', '1:1', '4:5']);
  });

  it('EXE-2 words scenes by the kit and by what the brief forbids, one for each shape', async () => {
    const { content } = await order({}, { brief: 'majlis_launch.yaml', brand: 'hayl' });
    expect(content.scenes.length).toBeGreaterThan(0);
    for (const { prompt } of content.scenes) {
      expect(prompt).toContain('warm low light, brass and dark wood, steam');
      expect(prompt).toMatch(/Never:.*alcohol, people’s faces.*faces, hands/s);
    }
    expect(new Set(content.scenes.map(({ product, shape }) => `${product} ${shape}`)).size).toBe(
      content.scenes.length,
    );
    expect(
      (await order({ painted: false }, { brief: 'majlis_launch.yaml', brand: 'hayl' })).content.scenes,
    ).toEqual([]);
  });

  it('EXE-2 orders a variant for each language that nothing serves, and says what came of them', async () => {
    const variants = exampleVariants();
    const { product } = await doWork(taskType, {
      material: await exampleMaterial({}, { variants }),
      payload: { products: ['hush-one'], channels: ['instagram', 'email'] },
    });
    const orders = taskType.variants?.orders(product) ?? [];
    expect(orders.map(({ id, channel, angle, headline }) => [id, channel, angle, typeof headline])).toEqual([
      ['S01 de-DE', 'instagram', 'benefit', 'undefined'],
      ['S02 de-DE', 'email', 'occasion', 'undefined'],
    ]);
    const of = ({ id, isPainted: _isPainted, ...order }: (typeof orders)[number]): OrderedVariant => ({
      ...order,
      order: id,
      headline: 'Ein voller Zug wird leise',
      altText: 'Hush One',
      writer: 'offline',
      variant: null,
      pictures: [{ ratio: '1:1', sha256: 'a'.repeat(64), width: 1080, height: 1080, bytes: 1 }],
      problem: null,
    });
    const [first, second] = orders.map(of);
    if (first === undefined || second === undefined) throw new Error('two orders were expected');
    const none = { ...second, pictures: [], problem: 'The facts carry no such text.' };
    const preview = taskType.variants?.hang(product, [first, none]);
    expect(preview?.summary).toContain(
      'The studio made 1 of 2 variants (pictures: 1), as a preview: none of them joined the campaign.',
    );
    const page = toMarkdown('Order', taskType.render(preview ?? product));
    expect(page).toContain('S01 de-DE: Ein voller Zug wird leise');
    expect(page).toContain('S02 de-DE: The facts carry no such text.');
    const key = 'hush-one-de-DE-instagram-02';
    const joined = taskType.variants?.hang(product, [{ ...first, variant: { id: 'var_9', key } }, none]);
    expect(joined?.summary).toContain('they wait for approval in the campaign');
    expect(joined?.next[0]).toContain('aicmo approval list --campaign holiday-tech-collection');
    const joinedPage = toMarkdown('Order', taskType.render(joined ?? product));
    expect(joinedPage).toContain(key);
    expect(joinedPage).toContain(String.raw`var\_0, var\_9 |`);
    expect(joined === undefined ? [] : taskType.variants?.orders(joined).map(({ id }) => id)).toEqual([
      'S02 de-DE',
    ]);
  });

  it('EXE-2 gives the studio the words of the order in its own language alone', async () => {
    const { product } = await doWork(taskType, {
      material: await exampleMaterial(),
      payload: { products: ['hush-one'], channels: ['facebook'] },
    });
    const { shots } = product.content as Content;
    expect(taskType.variants?.orders(product).map(({ locale, headline }) => [locale, headline])).toEqual([
      ['en-US', shots[0]?.message.text],
      ['de-DE', undefined],
    ]);
  });

  it('EXE-2 finds rights that end before the campaign, and products without a picture', async () => {
    const pictures = [
      {
        what: 'Train in the rain',
        product: 'hush-one',
        holder: 'Studio Nord',
        licence: 'adverts, EU',
        until: '2026-12-10',
      },
      { what: 'Dinner table', holder: 'Northlight' },
    ];
    const { content } = await order({ pictures });
    expect(content.rights.map(({ text }) => text).join('\n')).toContain(
      'Train in the rain: the rights end on 2026-12-10',
    );
    expect(content.rights.map(({ text }) => text).join('\n')).toContain('Dinner table: no licence is given');
    const bare = await order({}, { brief: 'friday_noon.json', brand: 'tallywell' });
    expect(bare.content.assets.every(({ state }) => state === 'missing')).toBe(true);
    expect(bare.content.shots.every(({ made }) => made !== 'product picture')).toBe(true);
    expect(bare.confidence.level).toBe('low');
  });

  it('EXE-1 blocks what the brief does not ask for, and waits while a run makes variants', async () => {
    const material = await exampleMaterial();
    const said = (payload: unknown, of: typeof material = material): string[] =>
      examine(taskType, of, payload).map(({ field, message }) => `${field}: ${message}`);
    expect(said({ channels: ['mastodon'] })).toContainEqual(
      expect.stringMatching(/^channels: The brief is not for mastodon: .* or choose of instagram/),
    );
    const brief = material.brief === null ? null : { ...material.brief, aspectRatios: ['1:1' as const] };
    expect(said({ ratios: ['9:16'] }, { ...material, brief })).toContainEqual(
      expect.stringMatching(/^ratios: The brief does not ask for 9:16: .* or choose of 1:1/),
    );
    expect(said({}, { ...material, isBeingMade: true })).toContainEqual(
      expect.stringMatching(/^variants: A run makes variants .* wait until it has ended/),
    );
    expect(said({})).toEqual([]);
  });

  it('EXE-1 blocks ratios that no channel shows', async () => {
    const all = await exampleMaterial();
    const brief = all.brief === null ? null : { ...all.brief, channels: ['tiktok' as const] };
    const material = { ...all, brief };
    expect(examine(taskType, material, { channels: ['tiktok'], ratios: ['1:1'] })[0]).toMatchObject({
      field: 'ratios',
      severity: 'blocks',
    });
  });
});
