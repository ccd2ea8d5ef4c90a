import { describe, expect, it } from 'vitest';
import { doWork, examine } from '#agents/work/do-work';
import { firstLineOf } from '#agents/work/methods/social-posts';
import { CHANNEL_RULES, measureLength, postText } from '#studio/copy/channels';
import type { Channel } from '#studio/model';
import { exampleMaterial, exampleVariants } from '#test/work-material';
import { taskType } from './social-variants.ts';

interface Post {
  product: string;
  locale: string;
  channel: Channel;
  angle: string;
  origin: string;
  variantId: string | null;
  body: string;
  text: string;
  hashtags: string[];
  link: string | null;
  altText: string;
  facts: string[];
  faults: string[];
}
const postsOf = async (payload: unknown, ...of: Parameters<typeof exampleMaterial>): Promise<Post[]> =>
  (
    (await doWork(taskType, { material: await exampleMaterial(...of), payload })).product.content as {
      posts: Post[];
    }
  ).posts;

describe('social_variants', () => {
  it('EXE-2 keeps to what each network takes and shows before "more"', async () => {
    const posts = await postsOf({
      channels: ['instagram', 'x', 'bluesky', 'linkedin', 'tiktok'],
      perChannel: 3,
    });
    expect(posts).toHaveLength(2 * 2 * 5 * 3);
    for (const post of posts) {
      const { body, visibleFirst, altText } = CHANNEL_RULES[post.channel];
      expect(measureLength(postText(post), post.channel)).toBeLessThanOrEqual(body);
      expect(measureLength(firstLineOf(post.body), post.channel)).toBeLessThanOrEqual(visibleFirst);
      expect(Array.from(post.altText).length).toBeLessThanOrEqual(altText);
      expect(post.faults).toEqual([]);
    }
    const angles = posts.filter(
      ({ channel, locale, product }) => channel === 'x' && locale === 'en-US' && product === 'Hush One',
    );
    expect(new Set(angles.map(({ angle }) => angle)).size).toBe(3);
  });

  it('EXE-2 takes approved variants first and never those that were turned down', async () => {
    const variants = exampleVariants().map((variant, index) => ({
      ...variant,
      state: (['rejected', 'approved', 'pending_review', 'void', 'approved'] as const)[index] ?? 'void',
    }));
    const posts = await postsOf(
      { channels: ['instagram', 'facebook', 'linkedin'], locales: ['en-US'], products: ['hush-one'] },
      {},
      { variants },
    );
    const taken = posts.filter(({ variantId }) => variantId !== null);
    expect(taken.map(({ variantId, origin, channel }) => [variantId, origin, channel])).toEqual([
      ['var_1', 'approved variant', 'instagram'],
      ['var_2', 'variant in review', 'facebook'],
    ]);
    expect(posts[0]?.variantId).toBe('var_1');
    expect(posts.some(({ angle, variantId }) => angle === 'benefit' && variantId === 'var_0')).toBe(false);
  });

  it('EXE-2 tracks the address where it can be tapped and keeps it out of captions', async () => {
    const posts = await postsOf({
      channels: ['facebook', 'instagram', 'bluesky'],
      locales: ['de-DE'],
      products: ['dusk-lamp'],
      perChannel: 1,
    });
    const [facebook, instagram, bluesky] = posts;
    expect(facebook?.body).toContain(facebook?.link ?? 'no link');
    expect(new URL(facebook?.link ?? '').searchParams.get('utm_source')).toBe('facebook');
    expect(new URL(facebook?.link ?? '').searchParams.get('utm_content')).toMatch(/^dusk-lamp-de-de-/);
    expect(instagram?.body).not.toContain('http');
    expect(bluesky?.body).not.toContain('http');
    expect(bluesky?.link).toContain('utm_source=bluesky');
  });

  it('EXE-2 does not take a tracked address for foreign words', async () => {
    const posts = await postsOf(
      { channels: ['x'], locales: ['ja-JP', 'zh-CN'] },
      { brief: 'quiet_rain.yaml', brand: 'amemori' },
    );
    expect(posts.length).toBe(8);
    expect(posts.map(({ faults }) => faults)).toEqual(posts.map(() => []));
    expect(posts.every(({ body, link }) => link !== null && body.includes(link))).toBe(true);
  });

  it('EXE-2 writes nothing in a language the brief has no words for, and says so', async () => {
    const material = await exampleMaterial({ brief: 'friday_noon.json', brand: 'tallywell' });
    const { product } = await doWork(taskType, { material, payload: {} });
    expect((product.content as { posts: Post[] }).posts.map(({ locale }) => locale)).not.toContain('vi-VN');
    expect(product.summary).toContain('vi-VN');
    expect(product.missing.map(({ what }) => what).join(' ')).toContain('Tallywell Payroll');
    expect(product.confidence.level).toBe('low');
  });

  it('EXE-1 refuses products and languages that the brief has not', async () => {
    const material = await exampleMaterial();
    const found = examine(taskType, material, { products: ['toaster'], locales: ['fr-FR'] });
    expect(found.map(({ field, severity }) => [field, severity])).toEqual([
      ['products', 'blocks'],
      ['locales', 'blocks'],
    ]);
    expect(found[0]?.message).toContain('hush-one');
  });

  it('EXE-2 writes at most 120 posts in one task and names the rest', async () => {
    const material = await exampleMaterial({ brief: 'way_back_spring.yaml', brand: 'rovento' });
    const { product } = await doWork(taskType, { material, payload: { perChannel: 5 } });
    expect((product.content as { posts: Post[] }).posts).toHaveLength(2 * 5 * 4 * 3);
    expect(product.missing[0]?.what).toContain('more than 120');
  });
});
